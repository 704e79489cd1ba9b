"""The cases of employment: recognition as hard to employ (就业困难人员认定), and the 1131 services for graduates.

Recognition: the community checks within 7 working days and posts the result, the county confirms within 5
(晋政办发〔2024〕33号). The 1131 services: one policy briefing, one guidance, three job offers of different employers,
one training or internship; only what was delivered counts.
"""

from __future__ import annotations

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import CaseKind, Field, Level, Purpose, Role, Stage, Verb
from minsheng.kernel.registry.patterns import COUNTY, FINDINGS, TOWNSHIP, hear, refuse, withdraw
from minsheng.programmes.employment.subsidies import SUBSIDY_KINDS

COMMUNITY = (Role.VILLAGE_WORKER, *TOWNSHIP)
BRIEFING, GUIDANCE, JOB_OFFER, TRAINING = (
    "policy_briefing",
    "job_guidance",
    "job_offer",
    "training_or_internship",
)

_GROUNDS = (
    ("older", Text("大龄失业人员", "older unemployed")),
    ("dibao", Text("低保家庭失业人员", "of a household on the minimum living allowance")),
    ("disabled", Text("残疾失业人员", "disabled")),
    ("zero", Text("城镇零就业家庭成员", "of a town household in which nobody works")),
    ("landless", Text("被征地农民", "farmer whose land was taken")),
    ("veteran", Text("就业困难退役军人", "veteran who finds no work")),
    ("long", Text("长期失业人员", "unemployed for long")),
    ("graduate", Text("就业困难高校毕业生", "graduate who finds no work")),
    ("other", Text("市级规定的其他人员", "other group named by the city")),
)

HARD_TO_EMPLOY = CaseKind(
    key="hard_to_employ",
    title=Text("就业困难人员认定", "Recognition as hard to employ"),
    subject=Entity.PERSON,
    policies=("hard_to_employ",),
    stages=(
        Stage(
            "checking",
            Text("社区初审", "check by the community"),
            Level.VILLAGE,
            COMMUNITY,
            (
                Verb(
                    "check",
                    Text("初审通过并公示", "check, and post the result"),
                    COMMUNITY,
                    leads_to="posted",
                    fields=(
                        Field("ground", Text("认定类别", "ground"), "choice", choices=_GROUNDS),
                        FINDINGS,
                    ),
                ),
                Verb(
                    "doubt",
                    Text("提出不符合条件的意见", "propose that the conditions are not met"),
                    COMMUNITY,
                    leads_to="confirming",
                    needs_reason=True,
                ),
                withdraw(COMMUNITY),
            ),
            limit="employment.first_check_working_days",
        ),
        Stage(
            "posted",
            Text("社区公示", "posted in the community"),
            Level.VILLAGE,
            COMMUNITY,
            (
                Verb(
                    "end_notice",
                    Text("公示期满，报街道", "the notice is over"),
                    COMMUNITY,
                    leads_to="commenting",
                    only_after_wait=True,
                ),
                Verb(
                    "record_objection",
                    Text("登记异议", "record an objection"),
                    COMMUNITY,
                    stays=True,
                    fields=(Field("objection", Text("异议内容", "the objection"), "long_text"),),
                ),
            ),
            wait="employment.publicity_days",
        ),
        Stage(
            "commenting",
            Text("街道（乡镇）意见", "comment of the township"),
            Level.TOWNSHIP,
            TOWNSHIP,
            (
                Verb(
                    "comment",
                    Text("签署意见，报县确认", "comment, and pass on to the county"),
                    TOWNSHIP,
                    leads_to="confirming",
                    not_by_who_did=("check",),
                    fields=(Field("opinion", Text("意见", "opinion"), "long_text"),),
                ),
            ),
        ),
        Stage(
            "confirming",
            Text("县级确认", "confirmation by the county"),
            Level.COUNTY,
            COUNTY,
            (
                Verb(
                    "confirm",
                    Text("确认为就业困难人员", "recognise as hard to employ"),
                    COUNTY,
                    outcome="recognised",
                    not_by_who_did=("check", "comment"),
                    fields=(
                        Field(
                            "pledge_signed",
                            Text("已签承诺书", "the pledge is signed"),
                            "yes_no",
                            must_be_yes=True,
                        ),
                    ),
                    delivers="hard_to_employ",
                ),
                hear(),
                refuse(("check", "doubt", "comment")),
            ),
            limit="employment.confirm_working_days",
        ),
    ),
)


def _service(key: str, title: Text, what: str, *fields: Field) -> Verb:
    day = Field("given_on", Text("提供日期", "day"), "date")
    return Verb(key, title, COMMUNITY, stays=True, fields=(day, *fields), delivers=what)


GRADUATE_1131 = CaseKind(
    key="graduate_1131",
    title=Text("未就业毕业生“1131”服务", "The 1131 services for a graduate"),
    subject=Entity.PERSON,
    policies=("graduate_1131", "graduate_1131_missing"),
    purpose=Purpose.APPLICATION,
    limit="clocks.graduate_set",
    stages=(
        Stage(
            "contacting",
            Text("待联系", "To be contacted"),
            Level.TOWNSHIP,
            COMMUNITY,
            (
                Verb("contact", Text("已联系上", "reached"), COMMUNITY, leads_to="helping"),
                Verb("not_reached", Text("登记未联系上", "not reached"), COMMUNITY, stays=True),
                Verb("found_work", Text("已就业", "has work"), COMMUNITY, outcome="employed"),
                Verb(
                    "decline",
                    Text("本人不需要", "declined"),
                    COMMUNITY,
                    outcome="declined",
                    needs_reason=True,
                ),
            ),
            limit="employment.graduate_contact_working_days",
        ),
        Stage(
            "helping",
            Text("服务中", "Being helped"),
            Level.TOWNSHIP,
            COMMUNITY,
            (
                _service("brief", Text("政策讲解", "policy briefing"), BRIEFING),
                _service("guide", Text("职业指导", "job guidance"), GUIDANCE),
                _service(
                    "recommend",
                    Text("岗位推荐", "job offer"),
                    JOB_OFFER,
                    Field("detail", Text("用人单位", "employer"), "text"),
                    Field("fits", Text("与意向相符", "fits what was asked for"), "yes_no", must_be_yes=True),
                ),
                _service(
                    "train",
                    Text("技能培训或就业见习", "training or internship"),
                    TRAINING,
                    Field("detail", Text("培训或见习单位", "course or employer"), "text"),
                ),
                Verb(
                    "complete",
                    Text("“1131”服务完成", "the 1131 services are complete"),
                    COMMUNITY,
                    outcome="completed",
                    needs=("brief", "guide", "recommend", "train"),
                    does="minsheng.programmes.employment.actions.complete",
                    delivers="graduate_1131",
                ),
                Verb("find_work", Text("已就业", "has work"), COMMUNITY, outcome="employed"),
                Verb(
                    "decline_more",
                    Text("本人不再需要", "declined"),
                    COMMUNITY,
                    outcome="declined",
                    needs_reason=True,
                ),
            ),
        ),
    ),
)

CASE_KINDS = (HARD_TO_EMPLOY, GRADUATE_1131, *SUBSIDY_KINDS)
