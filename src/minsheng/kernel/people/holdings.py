"""What the register holds about people, and why."""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.privacy.holdings import Table
from minsheng.kernel.privacy.masks import masked_identity, masked_name, masked_phone

_GROUND = "社会救助法、老年人权益保障法、未成年人保护法；个人信息保护法第十三条第一款第三项"
_WHILE_HERE = Text(
    "在本市期间；死亡或迁出两年后，没有未结事项的清除",
    "while in the city; removed two years after death or moving away",
)
_AS_THE_PERSON = Text("与本人的登记一起保存和清除", "kept and removed with the person")

TABLES = (
    Table(
        "people.Household",
        Text("按共同生活家庭计算待遇", "to work out what a family is owed"),
        ground=_GROUND,
        kept=_WHILE_HERE,
        s1="id token number is_synthetic batch_key",
        s2="division kind is_urban",
        s3="address",
    ),
    Table(
        "people.Person",
        Text("认出本人、找到本人", "to know a person and to find them"),
        ground=_GROUND,
        kept=_WHILE_HERE,
        s1="id token is_synthetic batch_key merged_into",
        s2="name sex born_on died_on moved_away_on division",
        s3="phone",
        s4="identity_number identity_index",
        masks={"name": masked_name, "phone": masked_phone, "identity_number": masked_identity},
        in_clear={"identity_index": "a keyed hash, which finds a number and does not tell it"},
    ),
    Table(
        "people.Membership",
        Text("谁和谁一起生活", "who lives with whom"),
        ground=_GROUND,
        kept=_AS_THE_PERSON,
        s1="id batch_key ended_by_batch_key",
        s2="person household relation from_on to_on",
    ),
    Table(
        "people.FactRecord",
        Text("各单位登记的情况，用来计算待遇", "what bureaus state, to work out what is owed"),
        ground=_GROUND,
        kept=_AS_THE_PERSON,
        s1="id batch_key recorded_at",
        s2="person household source as_of expires_on",
        s4="values",
    ),
    Table(
        "people.FactConflict",
        Text("各单位说法不一时由人核实", "so that a person settles what bureaus state differently"),
        ground=_GROUND,
        kept=_AS_THE_PERSON,
        s1="id found_at settled_at settled_by",
        s2="person household division fact sources chosen_source",
    ),
    Table(
        "people.DuplicateCandidate",
        Text("避免一人登记两次", "so that nobody stands in the register twice"),
        ground=_GROUND,
        kept=_AS_THE_PERSON,
        s1="id reasons state decided_by decided_at",
        s2="first second division",
    ),
    Table(
        "people.ChangedHousehold",
        Text("有变化的户要重新计算", "households that changed are worked out again"),
        ground=_GROUND,
        kept=Text("重新计算后即删除", "removed once it is worked out again"),
        s1="id",
        s2="household",
    ),
    Table(
        "people.ResidentAccount",
        Text("居民查看自己的情况", "so that residents see their own"),
        ground="个人信息保护法第四十五条",
        kept=_AS_THE_PERSON,
        s1="id user",
        s2="person",
    ),
)
