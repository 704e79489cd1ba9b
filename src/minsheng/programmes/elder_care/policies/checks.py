"""Life checks of the advanced-age allowance, and the arrears that are paid after a late one."""

from __future__ import annotations

from minsheng.engines.policy import dsl
from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.periods import Period, at_once
from minsheng.engines.policy.rulebook import Benefit, Per
from minsheng.engines.policy.text import Text
from minsheng.kernel.people.facts import fact
from minsheng.programmes.elder_care.policies.allowances import (
    BOOK,
    LAW,
    advanced_age_amount,
    has_local_hukou,
)

METHOD = "晋中市高龄津贴发放办法"

reaches_the_age = dsl.condition(
    Text("本月内达到高龄津贴起领年龄", "Reaches the age of the allowance within this month"),
    advanced_age_amount > 0,
    source=f"{LAW}第三十三条",
)
months_since_check = BOOK.define(
    "months_since_life_check",
    Text("距上次生存认证的整月数", "completed months since the last life check"),
    dsl.months_since(fact("life_checked_on")),
    source=METHOD,
)

BOOK.policy(
    "life_check_due",
    Text("高龄津贴生存认证到期", "Life check of the advanced-age allowance due"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        reaches_the_age,
        dsl.condition(
            Text("距上次生存认证已满规定月数", "The last life check is as old as it may be"),
            months_since_check >= dsl.number("elder_care.life_check_months"),
            source=METHOD,
        ),
    ),
    benefit=Benefit.SERVICE,
    period=Period(begins=at_once()),
    summary=Text(
        "先由数据比对静默认证；比对不上的，由村（社区）上门或视频认证，不让老人跑腿。",
        "Data are matched first, silently; where nothing matches, the village comes or calls by video.",
    ),
    sources=(f"{LAW}第三十三条", METHOD),
    window=Text(
        "由村（社区）主动认证；也可在手机上认证",
        "The village does it by itself; it can also be done on a phone",
    ),
)

# The month of the suspension is the first that was not paid; the month of the check is paid again.
months_not_paid = BOOK.define(
    "months_not_paid",
    Text("暂停发放的月数", "months that were not paid"),
    dsl.at_least(
        dsl.month_index(fact("life_checked_on")) - dsl.month_index(fact("allowance_suspended_on")), 0
    ),
    source=METHOD,
)

BOOK.policy(
    "advanced_age_arrears",
    Text("高龄津贴补发", "Arrears of the advanced-age allowance"),
    subject=Entity.PERSON,
    conditions=(
        has_local_hukou,
        reaches_the_age,
        dsl.condition(
            Text("津贴曾因没有认证而暂停", "The allowance was suspended for want of a life check"),
            dsl.is_known(fact("allowance_suspended_on")),
            source=METHOD,
        ),
        dsl.condition(
            Text("暂停以后已经认证", "A life check was made after the suspension"),
            fact("life_checked_on") >= fact("allowance_suspended_on"),
            source=METHOD,
        ),
    ),
    benefit=Benefit.CASH,
    period=Period(begins=at_once()),
    per=Per.ONCE,
    amount=advanced_age_amount * months_not_paid,
    summary=Text(
        "因为没有按时认证而停发的高龄津贴，补办认证以后，停发的月份一次补齐。",
        "Months that were not paid because the life check was late are paid at once when it is made.",
    ),
    sources=(METHOD,),
    window=Text(
        "认证以后自动补发；没有收到的，向村（居）委会说一声",
        "Paid by itself after the check; if it does not arrive, tell the village committee",
    ),
)
