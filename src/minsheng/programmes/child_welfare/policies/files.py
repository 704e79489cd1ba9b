"""Children on file (一人一档): left behind, in difficulty, moved here with their parents."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.codes import AssistanceClass, DisabilityGrade, ParentStatus
from minsheng.kernel.people.facts import fact
from minsheng.programmes.child_welfare.policies.support import (
    BOOK,
    age,
    father_is_hindered,
    father_is_lost,
    mother_is_hindered,
    mother_is_lost,
)

LEFT_BEHIND_OPINION = "国发〔2016〕13号"
DIFFICULTY_OPINION = "国发〔2016〕36号"
CARE_OPINION = "民发〔2019〕34号"

LOW_INCOME = (
    AssistanceClass.DESTITUTE,
    AssistanceClass.DIBAO,
    AssistanceClass.DIBAO_EDGE,
    AssistanceClass.RIGID_EXPENSE,
)
EVERY_GRADE = (DisabilityGrade.ONE, DisabilityGrade.TWO, DisabilityGrade.THREE, DisabilityGrade.FOUR)

BY_THE_OFFICER = Text(
    "由村（居）儿童主任登记建档，不用申请，不公示",
    "The village's children's officer opens a file; no application, nothing is posted in public",
)

is_child = dsl.condition(
    Text("未满18周岁", "Under the age of majority"),
    age < dsl.number("child_welfare.child_until_age"),
    source="未成年人保护法第二条",
)

father_is_away = BOOK.define(
    "father_is_away",
    Text("父亲外出务工六个月以上", "the father works away for over six months"),
    fact("father_status") == ParentStatus.WORKING_AWAY,
    source=LEFT_BEHIND_OPINION,
)
mother_is_away = BOOK.define(
    "mother_is_away",
    Text("母亲外出务工六个月以上", "the mother works away for over six months"),
    fact("mother_status") == ParentStatus.WORKING_AWAY,
    source=LEFT_BEHIND_OPINION,
)
both_are_away = BOOK.define(
    "both_are_away",
    Text("父母双方都外出务工", "both parents work away"),
    father_is_away & mother_is_away,
    source=LEFT_BEHIND_OPINION,
)

left_behind_child = BOOK.policy(
    "left_behind_child",
    Text("农村留守儿童关爱保护", "Care of children left behind in villages"),
    subject=Entity.PERSON,
    conditions=(
        dsl.condition(
            Text("未满16周岁", "Under sixteen"),
            age < dsl.number("child_welfare.left_behind_until_age"),
            source=LEFT_BEHIND_OPINION,
        ),
        dsl.condition(
            Text("农村户籍", "Rural registration"), fact("has_rural_hukou"), source=LEFT_BEHIND_OPINION
        ),
        dsl.condition(
            Text("留在本地生活", "Stays and lives here"), fact("lives_here"), source=LEFT_BEHIND_OPINION
        ),
        dsl.condition(
            Text(
                "父母双方外出务工，或一方外出、另一方没有监护能力",
                "Both parents work away, or one does and the other cannot look after the child",
            ),
            dsl.any_of(
                both_are_away,
                father_is_away & (mother_is_hindered | mother_is_lost),
                mother_is_away & (father_is_hindered | father_is_lost),
            ),
            source=LEFT_BEHIND_OPINION,
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    summary=Text(
        "父母都外出打工的农村孩子，登记建档，有人定期走访、联系父母、落实委托照护；满16周岁自动退出。",
        "Village children whose parents both work away get a file, visits and an agreed carer; at sixteen they leave "
        "the list by themselves.",
    ),
    sources=(LEFT_BEHIND_OPINION, CARE_OPINION),
    window=BY_THE_OFFICER,
)

child_in_poverty = BOOK.policy(
    "child_in_poverty",
    Text("家庭贫困儿童保障", "Support of children in difficulty: poverty of the family"),
    subject=Entity.PERSON,
    conditions=(
        is_child,
        dsl.condition(
            Text("所在家庭已认定为低收入家庭", "The household is recognised as one of low income"),
            dsl.one_of(fact("assistance_class"), LOW_INCOME),
            source=DIFFICULTY_OPINION,
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    summary=Text(
        "低收入家庭的孩子，登记建档，按需要给予生活、就学、就医帮助。",
        "Children of low-income households get a file, and help with living, school and illness as needed.",
    ),
    sources=(DIFFICULTY_OPINION,),
    window=BY_THE_OFFICER,
)

child_in_own_difficulty = BOOK.policy(
    "child_in_own_difficulty",
    Text("残疾重病儿童保障", "Support of children in difficulty: disability or illness"),
    subject=Entity.PERSON,
    conditions=(
        is_child,
        dsl.condition(
            Text("残疾或患重病", "Disabled or severely ill"),
            dsl.one_of(fact("disability_grade"), EVERY_GRADE) | fact("is_severely_ill"),
            source=DIFFICULTY_OPINION,
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    summary=Text(
        "残疾、患重病的孩子，登记建档，落实康复、医疗和照料。",
        "Disabled or severely ill children get a file, and help with rehabilitation, treatment and care.",
    ),
    sources=(DIFFICULTY_OPINION,),
    window=BY_THE_OFFICER,
)

child_without_proper_care = BOOK.policy(
    "child_without_proper_care",
    Text("监护缺失或不当儿童保障", "Support of children in difficulty: no guardian, or a dangerous one"),
    subject=Entity.PERSON,
    conditions=(
        is_child,
        dsl.condition(
            Text(
                "无人监护，或监护人有精神障碍、吸毒、暴力行为",
                "Nobody looks after the child, or the guardian is mentally ill, takes drugs or is violent",
            ),
            fact("has_no_guardian") | fact("guardian_is_dangerous"),
            source=DIFFICULTY_OPINION,
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    summary=Text(
        "没有人监护或者监护人伤害孩子的，登记建档，落实监护措施。",
        "Children without a guardian, or with one who endangers them, get a file, and somebody who looks after them.",
    ),
    sources=(DIFFICULTY_OPINION, "未成年人保护法第九十一条"),
    window=BY_THE_OFFICER,
)

BOOK.policy(
    "migrant_child",
    Text("流动儿童关爱服务", "Care of children who moved here"),
    subject=Entity.PERSON,
    conditions=(
        is_child,
        dsl.condition(Text("常住本地", "Lives here"), fact("lives_here"), source=CARE_OPINION),
        dsl.condition(
            Text("户籍不在本市", "Registered outside the city"), ~fact("has_local_hukou"), source=CARE_OPINION
        ),
    ),
    benefit=Benefit.RECOGNITION,
    period=Period(begins=at_once()),
    summary=Text(
        "跟着父母来本地生活、户口在外地的孩子，登记建档，纳入社区关爱服务。",
        "Children who came to live here and are registered elsewhere get a file and the care of the community.",
    ),
    sources=(CARE_OPINION,),
    window=BY_THE_OFFICER,
)

is_on_file = BOOK.define(
    "is_on_file",
    Text(
        "留守或困境儿童，或已纳入孤儿、事实无人抚养保障",
        "left behind, in difficulty, or supported without parents",
    ),
    dsl.any_of(
        dsl.or_else(fact("is_orphan_supported"), False),
        left_behind_child.eligible,
        child_in_poverty.eligible,
        child_in_own_difficulty.eligible,
        child_without_proper_care.eligible,
    ),
    source=CARE_OPINION,
)
