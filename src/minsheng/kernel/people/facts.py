"""The vocabulary of facts about persons and households: the only inputs that rules, sheets and questions share.

Free of Django, so that rules and files can be read without a database. A fact that only one programme records stays
in that programme; a fact that a rule of any programme reads stands here. The columns of a snapshot are these names.
"""

from __future__ import annotations

from minsheng.engines.policy.facts import Entity, Fact, Kind, Vocabulary
from minsheng.engines.policy.terms import FactRef
from minsheng.engines.policy.text import Text

P, H = Entity.PERSON, Entity.HOUSEHOLD

SEX = {1: Text("男", "male"), 2: Text("女", "female")}
RELATION = {
    1: Text("户主", "head of household"),
    2: Text("配偶", "spouse"),
    3: Text("子女", "child"),
    4: Text("孙子女", "grandchild"),
    5: Text("父母", "parent"),
    6: Text("祖父母", "grandparent"),
    7: Text("兄弟姐妹", "sibling"),
    8: Text("子女的配偶", "spouse of a child"),
    9: Text("其他", "other"),
}
MARITAL = {
    1: Text("未婚", "single"),
    2: Text("已婚", "married"),
    3: Text("丧偶", "widowed"),
    4: Text("离婚", "divorced"),
}
SCHOOLING = {
    0: Text("不在学", "not in school"),
    1: Text("幼儿园", "kindergarten"),
    2: Text("小学", "primary school"),
    3: Text("初中", "junior secondary school"),
    4: Text("高中阶段", "upper secondary school"),
    5: Text("大学专科、本科", "college or university"),
    6: Text("研究生", "postgraduate"),
}
EDUCATION = {
    0: Text("未上过学", "none"),
    1: Text("小学", "primary"),
    2: Text("初中", "junior secondary"),
    3: Text("高中、中专", "upper secondary"),
    4: Text("大专", "junior college"),
    5: Text("本科", "bachelor"),
    6: Text("研究生", "postgraduate"),
}
EMPLOYMENT = {
    0: Text("未进入劳动力市场", "not in the labour force"),
    1: Text("单位就业", "employed"),
    2: Text("灵活就业", "flexible employment"),
    3: Text("务农", "farming"),
    4: Text("登记失业", "registered unemployed"),
    5: Text("失业未登记", "unemployed, not registered"),
    6: Text("退休", "retired"),
}
DISABILITY_KIND = {
    0: Text("无", "none"),
    1: Text("视力", "visual"),
    2: Text("听力", "hearing"),
    3: Text("言语", "speech"),
    4: Text("肢体", "physical"),
    5: Text("智力", "intellectual"),
    6: Text("精神", "mental"),
    7: Text("多重", "multiple"),
}
DISABILITY_GRADE = {
    0: Text("无", "none"),
    1: Text("一级", "grade 1"),
    2: Text("二级", "grade 2"),
    3: Text("三级", "grade 3"),
    4: Text("四级", "grade 4"),
}
CARE_LEVEL = {
    0: Text("能力完好", "able"),
    1: Text("轻度失能", "mild disability"),
    2: Text("中度失能", "moderate disability"),
    3: Text("重度失能", "severe disability"),
    4: Text("完全失能", "complete disability"),
}
PARENT_STATUS = {
    0: Text("正常履行抚养", "cares for the child"),
    1: Text("死亡", "dead"),
    2: Text("宣告失踪", "declared missing"),
    3: Text("失联", "lost contact"),
    4: Text("服刑在押", "in prison"),
    5: Text("强制隔离戒毒", "in compulsory drug treatment"),
    6: Text("其他限制人身自由", "otherwise deprived of liberty"),
    7: Text("被撤销监护资格", "guardianship withdrawn"),
    8: Text("被遣送出境", "deported"),
    9: Text("重残", "severely disabled"),
    10: Text("重病", "severely ill"),
    11: Text("外出务工六个月以上", "working away for over six months"),
    12: Text("查找不到", "cannot be found"),
}
HOUSEHOLD_KIND = {1: Text("家庭户", "family household"), 2: Text("集体户", "collective household")}
ASSISTANCE_CLASS = {
    0: Text("无", "none"),
    1: Text("特困", "destitute (tekun)"),
    2: Text("低保", "minimum living (dibao)"),
    3: Text("低保边缘", "dibao edge"),
    4: Text("刚性支出困难", "rigid-expense hardship"),
}

FACTS = Vocabulary(
    [
        # Who the person is.
        Fact("born_on", P, Kind.DATE, Text("出生日期", "date of birth"), can_change=False,
             ask=Text("哪天出生的?", "When was this person born?")),
        Fact("sex", P, Kind.CODE, Text("性别", "sex"), SEX, can_change=False, ask=Text("性别?", "Sex?")),
        Fact("relation", P, Kind.CODE, Text("与户主关系", "relation to the head"), RELATION, can_change=False),
        Fact("marital", P, Kind.CODE, Text("婚姻状况", "marital status"), MARITAL,
             ask=Text("婚姻状况?", "Marital status?")),
        Fact("has_local_hukou", P, Kind.BOOL, Text("本市户籍", "household registration in the city"),
             ask=Text("户口在本市吗?", "Is the person registered (hukou) in the city?")),
        Fact("has_rural_hukou", P, Kind.BOOL, Text("农业户口", "rural registration"),
             ask=Text("是农业户口吗?", "Is it a rural registration?")),
        Fact("lives_here", P, Kind.BOOL, Text("常住本地", "lives here"),
             ask=Text("平时住在本地吗?", "Does the person usually live here?")),
        Fact("is_detained", P, Kind.BOOL, Text("服刑或强制戒毒", "in prison or compulsory treatment"),
             sensitivity="S3"),
        Fact("left_family_over_three_years", P, Kind.BOOL,
             Text("脱离家庭或在宗教场所居住三年以上(县级认定)",
                  "away from the family over three years (county decision)")),
        # School and work.
        Fact("schooling", P, Kind.CODE, Text("在学阶段", "stage of schooling"), SCHOOLING,
             ask=Text("现在在上学吗?", "Is the person at school?")),
        Fact("education", P, Kind.CODE, Text("受教育程度", "highest education"), EDUCATION),
        Fact("graduated_on", P, Kind.DATE, Text("毕业日期", "date of graduation")),
        Fact("employment", P, Kind.CODE, Text("就业状况", "employment"), EMPLOYMENT,
             ask=Text("现在有工作吗?", "Does the person have work?")),
        Fact("unemployed_since", P, Kind.DATE, Text("失业登记日期", "registered unemployed since"),
             ask=Text("哪天登记失业的?", "Since when registered as unemployed?")),
        Fact("wants_work", P, Kind.BOOL, Text("有就业意愿", "able and willing to work"),
             ask=Text("有就业能力和就业意愿吗?", "Able and willing to work?")),
        Fact("lost_land", P, Kind.BOOL, Text("被征地农民", "farmer whose land was taken")),
        Fact("is_veteran_seeking_work", P, Kind.BOOL, Text("就业困难退役军人", "veteran who finds no work")),
        Fact("retires_in_55_group", P, Kind.BOOL,
             Text("按55周岁档退休的女职工", "woman whose retirement age starts from 55"), can_change=False,
             ask=Text("(女)原来在管理、技术岗位,或以灵活就业身份参保吗?",
                      "(Women) Was her post managerial or technical, or is she insured as a flexible worker?")),
        Fact("on_city_hard_to_employ_list", P, Kind.BOOL,
             Text("列入市定其他就业困难人员名单", "on the city's own list of people hard to employ")),
        # Money, per month, after tax and contributions.
        Fact("wage_fen", P, Kind.MONEY, Text("月工资性收入", "monthly wages"), sensitivity="S3",
             ask=Text("每月工资多少?", "Monthly wages?")),
        Fact("business_fen", P, Kind.MONEY, Text("月经营净收入", "monthly net business income"), sensitivity="S3",
             ask=Text("种地、做买卖每月净收入多少?", "Monthly net income from farming or business?")),
        Fact("property_fen", P, Kind.MONEY, Text("月财产净收入", "monthly net property income"), sensitivity="S3",
             ask=Text("房租、利息等每月收入多少?", "Monthly income from rent or interest?")),
        Fact("pension_fen", P, Kind.MONEY, Text("月职工养老金", "monthly employee pension"), sensitivity="S3",
             ask=Text("每月养老金(退休工资)多少?", "Monthly employee pension?")),
        Fact("basic_pension_fen", P, Kind.MONEY, Text("月城乡居民基础养老金", "monthly residents' basic pension"),
             sensitivity="S3"),
        Fact("transfer_fen", P, Kind.MONEY, Text("月其他转移净收入", "other monthly net transfers"), sensitivity="S3",
             ask=Text("赡养费、抚养费等每月收入多少?", "Monthly alimony and other transfers?")),
        Fact("work_cost_fen", P, Kind.MONEY, Text("月必要就业成本(申报)", "declared monthly cost of going to work"),
             sensitivity="S3", ask=Text("为了上班,每月必须花多少(交通、通讯等)?",
                                       "What must be spent every month to go to work (travel, phone)?")),
        Fact("assistance_received_fen", P, Kind.MONEY, Text("本人每月已领低保金、特困供养金",
                                                            "minimum living or destitute support drawn per month"),
             sensitivity="S3"),
        # Health and care.
        Fact("disability_kind", P, Kind.CODE, Text("残疾类别", "kind of disability"), DISABILITY_KIND,
             sensitivity="S3", ask=Text("残疾证上的类别?", "Kind of disability on the certificate?")),
        Fact("disability_grade", P, Kind.CODE, Text("残疾等级", "grade of disability"), DISABILITY_GRADE,
             sensitivity="S3", ask=Text("残疾证上的等级?", "Grade on the certificate?")),
        Fact("is_severely_ill", P, Kind.BOOL, Text("重病", "severe illness"), sensitivity="S3",
             ask=Text("患有重病吗?", "Severely ill?")),
        Fact("care_level", P, Kind.CODE, Text("能力评估等级", "assessed care level"), CARE_LEVEL, sensitivity="S3"),
        Fact("assessed_on", P, Kind.DATE, Text("能力评估日期", "date of assessment"), sensitivity="S3"),
        Fact("self_care_unmet", P, Kind.NUMBER, Text("生活自理六项中不能自理项数", "self-care items not met, of six"),
             sensitivity="S3", ask=Text("吃饭、穿衣、上下床、如厕、室内行走、洗澡,有几项自己做不了?",
                                       "Of eating, dressing, bed, toilet, walking, bathing: how many need help?")),
        Fact("has_hypertension", P, Kind.BOOL, Text("高血压", "hypertension"), sensitivity="S3"),
        Fact("has_diabetes", P, Kind.BOOL, Text("糖尿病", "diabetes"), sensitivity="S3"),
        Fact("has_tuberculosis", P, Kind.BOOL, Text("肺结核", "tuberculosis"), sensitivity="S4"),
        Fact("has_severe_mental_disorder", P, Kind.BOOL, Text("严重精神障碍", "severe mental disorder"),
             sensitivity="S4"),
        Fact("is_pregnant", P, Kind.BOOL, Text("孕产妇", "pregnant or newly delivered"), sensitivity="S3",
             ask=Text("怀孕或刚生产吗?", "Pregnant or newly delivered?")),
        Fact("family_doctor_until", P, Kind.DATE, Text("家庭医生签约到期日", "family-doctor contract ends on")),
        Fact("health_check_on", P, Kind.DATE, Text("最近一次健康体检日期", "last yearly health check"),
             sensitivity="S3"),
        Fact("in_care_institution", P, Kind.BOOL, Text("入住养老机构", "lives in a care institution")),
        Fact("has_long_term_care_insurance", P, Kind.BOOL, Text("享受长期护理保险", "draws long-term care insurance")),
        Fact("has_work_injury_care", P, Kind.BOOL, Text("享受工伤护理费", "draws work-injury care")),
        # Support inside the family.
        Fact("has_able_supporter", P, Kind.BOOL,
             Text("有能履行义务的赡养、抚养、扶养人", "has a supporter who can pay"),
             ask=Text("有能供养他(她)的法定义务人吗?",
                      "Is there somebody legally bound and able to support this person?")),
        Fact("father_status", P, Kind.CODE, Text("父亲情况", "the father"), PARENT_STATUS, sensitivity="S4",
             ask=Text("父亲现在什么情况?", "What about the father?")),
        Fact("father_status_since", P, Kind.DATE, Text("父亲情况起始日期", "the father, since"), sensitivity="S4"),
        Fact("mother_status", P, Kind.CODE, Text("母亲情况", "the mother"), PARENT_STATUS, sensitivity="S4",
             ask=Text("母亲现在什么情况?", "What about the mother?")),
        Fact("mother_status_since", P, Kind.DATE, Text("母亲情况起始日期", "the mother, since"), sensitivity="S4"),
        Fact("father_disability_kind", P, Kind.CODE, Text("父亲残疾类别", "the father's kind of disability"),
             DISABILITY_KIND, sensitivity="S4"),
        Fact("father_disability_grade", P, Kind.CODE, Text("父亲残疾等级", "the father's grade of disability"),
             DISABILITY_GRADE, sensitivity="S4"),
        Fact("mother_disability_kind", P, Kind.CODE, Text("母亲残疾类别", "the mother's kind of disability"),
             DISABILITY_KIND, sensitivity="S4"),
        Fact("mother_disability_grade", P, Kind.CODE, Text("母亲残疾等级", "the mother's grade of disability"),
             DISABILITY_GRADE, sensitivity="S4"),
        Fact("in_child_institution", P, Kind.BOOL, Text("机构集中养育儿童", "raised in an institution"),
             sensitivity="S4"),
        Fact("father_term_months", P, Kind.NUMBER,
             Text("父亲刑期或措施期限(月)", "term of the father's custody, months"), sensitivity="S4"),
        Fact("mother_term_months", P, Kind.NUMBER,
             Text("母亲刑期或措施期限(月)", "term of the mother's custody, months"), sensitivity="S4"),
        Fact("is_orphan_supported", P, Kind.BOOL, Text("已纳入孤儿或事实无人抚养儿童保障",
                                                       "already supported as an orphan or without de facto care"),
             sensitivity="S4"),
        Fact("is_only_child_lost_parent", P, Kind.BOOL, Text("计划生育特殊家庭", "bereaved one-child family")),
        Fact("is_destitute_supported", P, Kind.BOOL, Text("已纳入特困供养", "already supported as destitute")),
        Fact("on_poverty_exit_list", P, Kind.BOOL,
             Text("脱贫人口", "on the closed list of people lifted out of poverty")),
        # The household.
        Fact("is_urban", H, Kind.BOOL, Text("城镇住户", "urban household"), can_change=False,
             ask=Text("住在城镇(社区)吗?", "Does the family live in a town (community)?")),
        Fact("household_kind", H, Kind.CODE, Text("户别", "kind of household"), HOUSEHOLD_KIND, can_change=False),
        Fact("assistance_class", H, Kind.CODE, Text("已认定的救助类别", "recognised assistance class"),
             ASSISTANCE_CLASS, ask=Text("已经是低保、特困或低保边缘家庭吗?",
                                        "Already a recognised low-income household?")),
        Fact("financial_assets_fen", H, Kind.MONEY, Text("金融资产", "financial assets"), sensitivity="S3",
             ask=Text("全家存款、理财一共多少?", "All savings of the family?")),
        Fact("vehicles", H, Kind.NUMBER, Text("机动车辆数(不含摩托、残疾人代步车、唯一谋生小车)",
                                              "cars (without motorcycles, aids, sole livelihood)"), sensitivity="S3",
             ask=Text("有几辆小汽车?", "How many cars?")),
        Fact("dwellings", H, Kind.NUMBER, Text("住房套数", "dwellings owned"), sensitivity="S3",
             ask=Text("有几套住房?", "How many dwellings?")),
        Fact("dwelling_m2_per_person", H, Kind.NUMBER, Text("人均住房面积(平方米)", "dwelling area per person, m²"),
             sensitivity="S3"),
        Fact("has_shop", H, Kind.BOOL, Text("有商铺或办公用房", "owns a shop or office"), sensitivity="S3",
             ask=Text("有商铺或办公用房吗?", "Does the family own a shop or office?")),
        Fact("registered_capital_fen", H, Kind.MONEY, Text("注册资本份额", "share of registered capital"),
             sensitivity="S3"),
        Fact("rigid_expenses_year_fen", H, Kind.MONEY, Text("近12个月刚性支出", "rigid expenses of the last 12 months"),
             sensitivity="S3", ask=Text("近一年看病、上学、残疾康复自己花了多少?",
                                       "Own spending on illness, school and rehabilitation in the last year?")),
    ]
)  # fmt: skip


def fact(name: str) -> FactRef:
    """Name a fact in a rule: ``fact("born_on")``."""
    return FactRef(FACTS[name])
