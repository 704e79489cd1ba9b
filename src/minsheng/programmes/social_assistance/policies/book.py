"""The rulebook of social assistance, empty; the modules beside this one write into it."""

from __future__ import annotations

from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text

BOOK = Rulebook("social_assistance", Text("社会救助", "Social assistance"))

# What the rules quote.
LAW = "社会救助法"
DIBAO_METHOD = "民发〔2021〕57号 最低生活保障审核确认办法"
DESTITUTE_METHOD = "民发〔2021〕43号 特困人员认定办法"
RIGID_METHOD = "刚性支出困难家庭认定办法（民政部 2024-10-24）"
DISABILITY_STATE = "国发〔2015〕52号"
DISABILITY_METHOD = "民发〔2021〕70号"

TOWNSHIP_WINDOW = Text(
    "向户籍所在地乡镇人民政府（街道办事处）社会救助窗口提出，可由村（居）委会或他人代办",
    "At the social assistance window of the township (street) where you are registered; "
    "the village committee or somebody else may apply for you",
)
CHECKING_CONSENT = Text(
    "本人及共同生活的家庭成员签字的家庭经济状况核对授权书",
    "Consent to the check of income and property, signed by you and the members of your household",
)
