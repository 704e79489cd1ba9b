"""Columns that many sheets share: the names bureaus give them and the wordings of their codes. Free of Django.

A programme builds its sheets from these, so that a name learnt for one sheet is known to all.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from minsheng.engines.policy.facts import Kind
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.card import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KIND_OF_COLUMN = {
    Kind.BOOL: "yes_no",
    Kind.NUMBER: "number",
    Kind.MONEY: "money_month",
    Kind.DATE: "date",
    Kind.CODE: "code",
}

IDENTITY = Column(
    "identity",
    Text("身份证号", "identity number"),
    "identity",
    (
        *(
            "身份证号码",
            "公民身份号码",
            "公民身份证号码",
            "居民身份证号",
            "居民身份证号码",
            "身份证",
            "身份号码",
            "身份证件号码",
        ),
        *(
            "证件号码",
            "证件号",
            "有效证件号码",
            "本人身份证号",
            "本人身份证号码",
            "成员身份证号",
            "成员身份证号码",
        ),
        *(
            "人员身份证号",
            "老人身份证号",
            "老年人身份证号",
            "残疾人身份证号",
            "儿童身份证号",
            "对象身份证号",
            "ID",
            "身份证号（18位）",
        ),
    ),
    required=True,
)
NAME = Column(
    "name",
    Text("姓名", "name"),
    "name",
    (
        *(
            "人员姓名",
            "成员姓名",
            "家庭成员姓名",
            "老人姓名",
            "老年人姓名",
            "残疾人姓名",
            "儿童姓名",
            "对象姓名",
            "保障对象姓名",
        ),
        *(
            "本人姓名",
            "申请人姓名",
            "领取人",
            "领取人姓名",
            "享受对象",
            "享受人姓名",
            "补贴对象",
            "补贴对象姓名",
            "名字",
        ),
    ),
    required=True,
)
PHONE = Column(
    "phone",
    Text("联系电话", "phone"),
    "phone",
    ("电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "本人电话", "联系手机", "固定电话"),
)
ADDRESS = Column(
    "address",
    Text("住址", "address"),
    "text",
    (
        "家庭住址",
        "居住地址",
        "现住址",
        "现居住地址",
        "详细地址",
        "地址",
        "户籍地址",
        "户口所在地",
        "通讯地址",
        "联系地址",
        "常住地址",
    ),
)
DIVISIONS = (
    Column(
        "division",
        Text("所在区划", "division"),
        "division",
        (
            "行政区划",
            "区划",
            "所属区划",
            "区划代码",
            "行政区划代码",
            "所属村（社区）代码",
            "所在地区",
            "所属地区",
            "所在地",
        ),
    ),
    Column(
        "division_county",
        Text("县（区、市）", "county"),
        "division",
        ("县", "县区", "区县", "县市区", "所属县区", "所在县", "县级"),
    ),
    Column(
        "division_township",
        Text("乡镇（街道）", "township"),
        "division",
        (
            "乡镇",
            "乡镇街道",
            "街道",
            "所属乡镇",
            "所在乡镇",
            "乡（镇）",
            "镇街",
            "街道（乡镇）",
            "乡级",
            "所属乡镇（街道）",
        ),
    ),
    Column(
        "division_village",
        Text("村（社区）", "village"),
        "division",
        (
            "村",
            "村社区",
            "社区",
            "行政村",
            "村居",
            "村委会",
            "所属村",
            "所在村",
            "村名",
            "社区（村）",
            "村级",
            "所属村（社区）",
            "居委会",
        ),
    ),
)
HOUSEHOLD_NUMBER = Column(
    "household_no",
    Text("户号", "household number"),
    "text",
    ("户编号", "家庭编号", "户籍编号", "家庭户编号", "户序号", "户口簿号", "户口本号", "家庭号", "档案编号"),
)
HEAD_NAME = Column(
    "head_name", Text("户主姓名", "name of the head"), "name", ("户主", "户主名", "家庭户主", "户主名称")
)
HEAD_IDENTITY = Column(
    "head_identity",
    Text("户主身份证号", "identity number of the head"),
    "identity",
    ("户主身份证号码", "户主公民身份号码", "户主证件号码", "户主身份证"),
)

# Wordings beside the official one, by fact and code.
_OTHER_WORDINGS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "sex": {1: ("男性", "1", "M", "男士"), 2: ("女性", "2", "F", "女士")},
    "relation": {
        1: ("本人", "户主本人", "本人或户主", "申请人", "自己"),
        2: ("妻子", "丈夫", "妻", "夫", "夫妻", "爱人", "老伴"),
        3: (
            *(
                "儿子",
                "女儿",
                "子",
                "女",
                "长子",
                "次子",
                "三子",
                "四子",
                "长女",
                "次女",
                "二女",
                "三女",
                "四女",
                "独生子",
                "独生女",
            ),
            *("养子", "养女", "继子", "继女", "之子", "之女", "子女", "二子", "幼子", "幼女"),
        ),
        4: (
            "孙子",
            "孙女",
            "外孙",
            "外孙子",
            "外孙女",
            "孙",
            "长孙",
            "孙子、孙女或外孙子、外孙女",
            "孙子或外孙子",
        ),
        5: (
            "父亲",
            "母亲",
            "父",
            "母",
            "岳父",
            "岳母",
            "公公",
            "婆婆",
            "公婆",
            "岳父母",
            "养父",
            "养母",
            "继父",
            "继母",
            "父母",
        ),
        6: (
            "祖父",
            "祖母",
            "爷爷",
            "奶奶",
            "外祖父",
            "外祖母",
            "姥爷",
            "姥姥",
            "外公",
            "外婆",
            "祖父母或外祖父母",
            "曾祖父",
            "曾祖母",
        ),
        7: (
            "兄",
            "弟",
            "姐",
            "妹",
            "哥哥",
            "弟弟",
            "姐姐",
            "妹妹",
            "兄弟",
            "姐妹",
            "兄弟姐妹",
            "兄、弟、姐、妹",
            "之兄",
            "之弟",
            "之姐",
            "之妹",
        ),
        8: ("儿媳", "女婿", "儿媳妇", "媳妇", "之儿媳", "之婿", "长媳", "次媳"),
        9: ("其他关系", "非亲属", "其他亲属", "侄子", "侄女", "外甥", "外甥女", "伯父", "叔父", "其它"),
    },
    "marital": {
        1: ("未婚单身", "单身"),
        2: ("初婚", "再婚", "复婚", "有配偶", "已婚有配偶"),
        3: ("丧偶单身",),
        4: ("离异", "离婚未再婚", "离婚单身"),
    },
    "schooling": {
        0: ("无", "未在学", "非在校", "否", "已毕业"),
        1: ("学前", "学前教育", "幼儿园在读"),
        2: ("小学在读", "小学生"),
        3: ("初中在读", "初中生"),
        4: ("高中", "高中在读", "中专", "中职", "职高", "技校", "高中（中职）"),
        5: ("大学", "大学在读", "大专", "本科", "专科", "高职", "全日制本科", "大学生"),
        6: ("研究生在读", "硕士", "博士", "硕士研究生", "博士研究生"),
    },
    "education": {
        0: ("文盲", "无", "文盲半文盲", "文盲或半文盲", "学龄前", "未上学"),
        1: ("小学毕业", "小学肄业"),
        2: ("初中毕业", "初级中学"),
        3: (
            "高中",
            "中专",
            "中职",
            "职高",
            "技校",
            "高中毕业",
            "中等专业",
            "普通高中",
            "中技",
            "中专（高中）",
        ),
        4: ("大学专科", "专科", "高职", "大学专科教育", "高职高专"),
        5: ("大学本科", "大学", "学士", "大学本科教育", "全日制本科"),
        6: ("硕士", "博士", "硕士研究生", "博士研究生", "研究生教育"),
    },
    "employment": {
        0: ("未就业", "在校学生", "学生", "料理家务", "丧失劳动能力", "无劳动能力", "学龄前儿童"),
        1: ("单位就业", "在职", "企业职工", "就业", "职工", "在岗", "务工", "机关事业单位", "固定单位"),
        2: ("灵活就业", "个体", "个体经营", "打零工", "自由职业", "零工", "公益性岗位", "自谋职业"),
        3: ("务农", "农民", "在家务农", "种地", "农业生产"),
        4: ("登记失业", "登记失业人员", "已登记失业"),
        5: ("失业", "无业", "待业", "失业未登记", "未登记失业"),
        6: ("退休", "离退休", "退休人员", "离休", "退养"),
    },
    "disability_kind": {
        0: ("无残疾", "否", "健全"),
        1: ("视力残疾", "视力类", "1", "盲"),
        2: ("听力残疾", "听力类", "2", "聋"),
        3: ("言语残疾", "语言残疾", "语言", "言语类", "3"),
        4: ("肢体残疾", "肢体类", "4"),
        5: ("智力残疾", "智力类", "5"),
        6: ("精神残疾", "精神类", "6"),
        7: ("多重残疾", "多重类", "7"),
    },
    "disability_grade": {
        0: ("无残疾", "否", "未定级"),
        1: ("1", "1级", "一", "壹级", "Ⅰ级", "Ⅰ", "一级残疾"),
        2: ("2", "2级", "二", "贰级", "Ⅱ级", "Ⅱ", "二级残疾"),
        3: ("3", "3级", "三", "叁级", "Ⅲ级", "Ⅲ", "三级残疾"),
        4: ("4", "4级", "四", "肆级", "Ⅳ级", "Ⅳ", "四级残疾"),
    },
    "care_level": {
        0: ("能力完好", "0", "0级", "完好", "自理", "能力完好（0级）"),
        1: ("能力轻度受损（轻度失能）", "轻度", "1", "1级", "轻度失能（1级）", "能力轻度受损"),
        2: ("能力中度受损（中度失能）", "中度", "2", "2级", "中度失能（2级）", "能力中度受损"),
        3: ("能力重度受损（重度失能）", "重度", "3", "3级", "重度失能（3级）", "能力重度受损"),
        4: (
            "能力完全丧失（完全失能）",
            "完全",
            "4",
            "4级",
            "完全失能（4级）",
            "能力完全丧失",
            "完全失能（能力完全丧失）",
        ),
    },
    "household_kind": {1: ("家庭", "家庭户口", "普通户"), 2: ("集体", "集体户口")},
    "assistance_class": {
        0: ("非救助对象", "否", "一般户", "普通家庭"),
        1: ("特困供养", "特困人员", "特困户", "五保", "特困供养对象"),
        2: ("低保户", "低保对象", "城市低保", "农村低保", "最低生活保障", "低保家庭"),
        3: ("低保边缘", "低保边缘户", "低保边缘家庭", "低边", "边缘户"),
        4: ("刚性支出困难", "刚性支出困难家庭", "支出型困难", "支出型困难家庭", "刚性支出"),
    },
}

# Names of columns beside the label, by fact.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "born_on": ("出生年月日", "出生年月", "生日", "出生时间", "出生"),
    "sex": (),
    "relation": (
        "与户主关系",
        "户主关系",
        "家庭关系",
        "与户主的关系",
        "与申请人关系",
        "关系",
        "成员关系",
        "与低保户主关系",
    ),
    "marital": ("婚姻", "婚姻情况", "婚否"),
    "has_local_hukou": ("是否本市户籍", "本地户籍", "是否本地户籍"),
    "has_rural_hukou": ("是否农业户口", "农业户籍", "是否农村户籍"),
    "lives_here": ("是否常住", "是否常住本地", "常住"),
    "schooling": ("在学情况", "就学情况", "在校情况", "在读阶段", "上学情况"),
    "education": ("文化程度", "学历", "受教育程度", "文化水平", "最高学历"),
    "employment": ("就业情况", "从业状况", "从业情况", "就业状态", "职业状况", "工作状况"),
    "graduated_on": ("毕业时间", "毕业年月", "毕业日期"),
    "unemployed_since": (
        "失业登记时间",
        "登记失业日期",
        "登记失业时间",
        "失业时间",
        "登记时间",
        "登记日期",
        "办理失业登记日期",
    ),
    "wants_work": ("就业意愿", "是否有就业意愿", "有无就业意愿"),
    "wage_fen": ("工资性收入", "月工资", "月工资收入", "工资收入", "工资", "月收入", "个人月收入"),
    "business_fen": ("经营净收入", "经营性收入", "月经营性收入", "经营收入", "月经营收入"),
    "property_fen": ("财产净收入", "财产性收入", "月财产性收入", "财产收入"),
    "pension_fen": ("养老金", "月养老金", "退休金", "月退休金", "职工养老金", "退休工资"),
    "basic_pension_fen": ("城乡居民养老金", "城乡居民基础养老金", "基础养老金", "居民养老金"),
    "transfer_fen": ("转移净收入", "转移性收入", "月转移性收入", "转移收入"),
    "disability_kind": ("残疾类型", "残疾种类", "残疾类别"),
    "disability_grade": ("残疾级别", "残疾程度", "残疾等次"),
    "is_severely_ill": ("是否重病", "患重病", "重大疾病", "是否患重病", "是否大病"),
    "care_level": (
        "评估等级",
        "能力等级",
        "老年人能力等级",
        "失能等级",
        "评估结果",
        "评估结论",
        "能力评估结果",
        "失能级别",
        "老年人能力评估等级",
    ),
    "assessed_on": ("评估日期", "评估时间", "评定日期", "评估完成日期", "能力评估时间"),
    "self_care_unmet": ("不能自理项数", "生活不能自理项数"),
    "health_check_on": ("体检日期", "健康体检日期", "最近体检日期", "体检时间"),
    "family_doctor_until": ("签约到期日", "家庭医生签约到期日期", "签约截止日期", "签约到期日期"),
    "is_urban": ("是否城镇", "城镇住户", "是否城镇户"),
    "household_kind": ("户类别", "户别类型", "户类型"),
    "assistance_class": ("救助类别", "救助类型", "困难类型", "家庭类别", "认定类别", "家庭困难类型"),
    "financial_assets_fen": ("家庭金融资产", "存款", "银行存款", "家庭存款", "金融资产总额"),
    "vehicles": ("机动车辆数", "车辆数", "家庭车辆", "机动车数量", "汽车数量"),
    "dwellings": ("房产套数", "住房数", "房屋套数"),
    "dwelling_m2_per_person": ("人均住房面积", "人均建筑面积"),
    "has_shop": ("有无商铺", "是否有商铺"),
    "rigid_expenses_year_fen": ("刚性支出", "年刚性支出", "家庭年刚性支出", "近一年刚性支出"),
}

YEARLY = frozenset({"rigid_expenses_year_fen"})
# Sums that somebody has and not sums for a span; headers name no month.
SUMS = frozenset({"financial_assets_fen", "registered_capital_fen"})
MEASURES = frozenset({"dwelling_m2_per_person"})


def wordings_of(fact: str) -> dict[str, int]:
    """Return every wording of a code of the vocabulary: the official one first, then what bureaus write."""
    codes = {text.zh: code for code, text in FACTS[fact].codes.items()}
    for code, words in _OTHER_WORDINGS.get(fact, {}).items():
        for word in words:
            codes.setdefault(word, code)
    return codes


def fact_column(fact: str, *, required: bool = False, names: Iterable[str] = ()) -> Column:
    """Return the column that fills a fact of the vocabulary. ``names``: further names in this very sheet."""
    about = FACTS[fact]
    kind = _KIND_OF_COLUMN[about.kind]
    if fact in YEARLY:
        kind = "money_year"
    if fact in SUMS:
        kind = "money_sum"
    if fact in MEASURES:
        kind = "measure"
    return Column(
        fact,
        about.label,
        kind,
        (*_OTHER_NAMES.get(fact, ()), *names),
        required=required,
        codes=MappingProxyType(wordings_of(fact)) if about.kind is Kind.CODE else MappingProxyType({}),
    )
