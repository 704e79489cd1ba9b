"""The kinds of sheet that belong to no programme: people and households, any benefit roll, and facilities.

Free of Django, like the sheets on the cards of programmes; ``commit`` names the code that writes a sheet's rows.
"""

from __future__ import annotations

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.rolls import any_roll
from minsheng.kernel.intake.standard_columns import (
    ADDRESS,
    DIVISIONS,
    HEAD_IDENTITY,
    HEAD_NAME,
    HOUSEHOLD_NUMBER,
    IDENTITY,
    NAME,
    PHONE,
    fact_column,
)
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.card import Column, SheetKind

COMMIT_FACTS = "minsheng.kernel.intake.commits.facts.commit_facts"
# Facts that come from the programmes' own sheets, or that a roll shows, are read there and not from the register.
_PERSON_FACTS = [fact.name for fact in FACTS.of(Entity.PERSON) if fact.name != "relation"]

PEOPLE_AND_HOUSEHOLDS = SheetKind(
    key="people_and_households",
    title=Text("人口与家庭登记表", "people and households"),
    columns=(
        *(IDENTITY, NAME, fact_column("relation", required=True), HOUSEHOLD_NUMBER, HEAD_NAME, HEAD_IDENTITY),
        *(*DIVISIONS, ADDRESS, PHONE),
        Column("died_on", Text("死亡日期", "date of death"), "date", ("死亡时间", "去世日期", "去世时间")),
        Column("moved_away_on", Text("迁出日期", "moved away on"), "date", ("迁出时间",)),
        *(fact_column(name) for name in _PERSON_FACTS),
        *(fact_column(fact.name) for fact in FACTS.of(Entity.HOUSEHOLD)),
    ),
    commit="minsheng.kernel.intake.commits.register.commit_people",
    title_words=(
        "人口与家庭",
        "家庭成员",
        "常住人口",
        "户籍人口",
        "人口信息",
        "家庭情况",
        "人口登记",
        "住户",
    ),
    check="minsheng.kernel.intake.checking.households.check_households",
)

FACILITIES = SheetKind(
    key="facilities",
    title=Text("设施名册", "facilities"),
    columns=(
        Column(
            "name",
            Text("名称", "name"),
            "text",
            (
                "设施名称",
                "机构名称",
                "单位名称",
                "项目名称",
                "场所名称",
                "食堂名称",
                "中心名称",
                "养老机构名称",
                "医疗机构名称",
            ),
            required=True,
        ),
        Column(
            "kind",
            Text("设施类别", "kind of facility"),
            "lookup:place_kind",
            ("类别", "类型", "设施类型", "机构类型", "机构类别", "项目类型", "项目类别", "设施种类"),
            required=True,
        ),
        *DIVISIONS,
        ADDRESS,
        Column(
            "capacity",
            Text("容量", "capacity"),
            "number",
            (
                "床位数",
                "床位",
                "核定床位",
                "设计床位",
                "座位数",
                "餐位数",
                "可容纳人数",
                "容纳人数",
                "规模",
                "设计容量",
                "服务人数",
                "学位数",
                "托位数",
            ),
        ),
        Column(
            "operator",
            Text("运营单位", "operator"),
            "text",
            ("运营方", "举办单位", "主办单位", "运营机构", "管理单位", "建设单位"),
        ),
        Column(
            "licence",
            Text("许可证或备案号", "licence"),
            "text",
            (
                "许可证号",
                "备案号",
                "许可证编号",
                "备案编号",
                "统一社会信用代码",
                "食品经营许可证",
                "食品经营许可证号",
                "执业许可证号",
                "登记证号",
            ),
        ),
        Column(
            "stage",
            Text("建设状态", "stage"),
            "lookup:place_stage",
            ("状态", "运营状态", "建设进度", "进度", "建设情况", "运营情况", "目前状态", "项目进度"),
        ),
        Column(
            "opened_on",
            Text("投用日期", "opened on"),
            "date",
            (
                "投入使用时间",
                "运营时间",
                "开业时间",
                "开业日期",
                "投运时间",
                "投入运营时间",
                "启用日期",
                "启用时间",
                "成立时间",
                "投用时间",
            ),
        ),
        Column("longitude", Text("经度", "longitude"), "coordinate", ("经度坐标", "WGS84经度", "lng", "lon")),
        Column("latitude", Text("纬度", "latitude"), "coordinate", ("纬度坐标", "WGS84纬度", "lat")),
    ),
    commit="minsheng.kernel.intake.commits.places.commit_places",
    title_words=("设施", "机构名册", "机构名单", "食堂", "照料中心", "养老机构", "医疗机构", "项目清单"),
    check="minsheng.kernel.intake.checking.facilities.check_facilities",
)

SHEETS = (PEOPLE_AND_HOUSEHOLDS, any_roll(), FACILITIES)
