"""The places of elder care, and what an inspector looks at before one is accepted.

The lists are local defaults (compare 民发〔2023〕58号, 建标143-2010, GB 38600-2019), until the city has its own.
"""

from __future__ import annotations

from minsheng.engines.policy.text import Text
from minsheng.kernel.registry.card import ChecklistItem, PlaceKind

_FIRE = ChecklistItem("fire", Text("消防验收或备案合格", "fire safety accepted or filed"))
_BARRIER_FREE = ChecklistItem(
    "barrier_free", Text("出入口、卫生间无障碍", "entrance and toilet without barriers")
)
_GROUND_FLOOR = ChecklistItem("ground_floor", Text("位于一层或有电梯", "on the ground floor, or with a lift"))
_FOOD_LICENCE = ChecklistItem("food_licence", Text("食品经营许可证", "food licence"))
_OPEN_KITCHEN = ChecklistItem("open_kitchen", Text("明厨亮灶", "kitchen in view"))
_SAMPLES = ChecklistItem(
    "samples", Text("食品留样(48小时、不少于125克)", "food samples kept, 48 hours, 125 g")
)
_CALL = ChecklistItem("emergency_call", Text("紧急呼叫装置", "emergency call"))

CARE_CENTRE = PlaceKind(
    key="community_care_centre",
    title=Text("社区养老服务设施", "Community elder-care centre"),
    capacity_unit=Text("床", "beds"),
    is_pledged=True,
    checklist=(
        _FIRE,
        _BARRIER_FREE,
        _CALL,
        ChecklistItem("day_care_room", Text("日间照料和休息用房", "rooms for day care and rest")),
        ChecklistItem("area", Text("建筑面积达到标准", "floor area as the standard asks")),
        ChecklistItem("price_list", Text("服务项目和价格公示", "services and prices are posted")),
    ),
)
REGIONAL_CENTRE = PlaceKind(
    key="regional_care_centre",
    title=Text("区域养老服务中心", "Regional elder-care centre"),
    capacity_unit=Text("床", "beds"),
    is_pledged=True,
    checklist=(
        _FIRE,
        _BARRIER_FREE,
        _CALL,
        _FOOD_LICENCE,
        ChecklistItem("medical_room", Text("医疗服务用房或协议医院", "medical room or contracted hospital")),
        ChecklistItem("nursing_beds", Text("护理型床位达到比例", "share of nursing beds reached")),
    ),
)
CANTEEN = PlaceKind(
    key="community_canteen",
    title=Text("社区食堂", "Community canteen"),
    capacity_unit=Text("餐位", "seats"),
    is_pledged=True,
    checklist=(
        _FOOD_LICENCE,
        ChecklistItem(
            "health_certificates", Text("从业人员健康证有效", "health certificates of the staff are valid")
        ),
        _OPEN_KITCHEN,
        ChecklistItem("menu", Text("菜单和价格公示", "menu and prices are posted")),
        _SAMPLES,
        _GROUND_FLOOR,
        ChecklistItem("seats", Text("餐位不少于30个", "at least 30 seats")),
        _BARRIER_FREE,
        ChecklistItem("meals", Text("每日至少两餐、全年不少于250天", "two meals a day on at least 250 days")),
        ChecklistItem(
            "help_point", Text("老年助餐服务点标识", "sign of the meal service"), is_required=False
        ),
    ),
)
RURAL_DAY_CARE = PlaceKind(
    key="rural_day_care",
    title=Text("农村老年人日间照料中心", "Rural day-care centre"),
    capacity_unit=Text("人", "people"),
    is_pledged=True,
    checklist=(
        ChecklistItem("area", Text("建筑面积不少于100平方米", "at least 100 m²")),
        ChecklistItem("kitchen", Text("厨房和餐厅", "kitchen and dining room")),
        ChecklistItem(
            "rest_room", Text("休息室(男女分设，不少于4张床)", "rest rooms for men and women, four beds")
        ),
        ChecklistItem("activity_room", Text("活动室", "activity room")),
        ChecklistItem("toilet", Text("卫生间", "toilet")),
        _FIRE,
        ChecklistItem("operation", Text("有运营经费和人员安排", "money and staff to run it")),
    ),
)
INSTITUTION = PlaceKind(
    key="care_institution",
    title=Text("养老机构", "Care institution"),
    capacity_unit=Text("床", "beds"),
    checklist=(_FIRE, _BARRIER_FREE, _CALL, _FOOD_LICENCE),
)

PLACE_KINDS = (CARE_CENTRE, REGIONAL_CENTRE, CANTEEN, RURAL_DAY_CARE, INSTITUTION)
