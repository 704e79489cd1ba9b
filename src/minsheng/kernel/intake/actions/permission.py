"""Who may import a file: a post in the division of its source or above, of the programme the sheet belongs to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.kinds import IMPORTERS, programme_of_sheet
from minsheng.kernel.intake.refusing import NoPostForThisError
from minsheng.kernel.staff.reach import reaches
from minsheng.kernel.staff.scope import may_see

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_NO_POST = Text(
    "您的岗位不能导入这个地区、这项业务的表。请由该地区的经办人或审核人导入。",
    "None of your posts may import this kind of sheet for this division; somebody who holds one must do it.",
)


def must_hold_a_post(by: User | None, *, division_code: str, kind: str, on: date) -> None:
    """Raise NoPostForThisError unless the user may import a kind of sheet for a division.

    While the kind is not known yet (empty), a post of any programme will do. ``by`` is None for the site itself.
    """
    if by is None:
        return
    if kind:
        programme = programme_of_sheet()[kind]
        allowed = reaches(by, division_code, programme=programme, on=on, roles=IMPORTERS)
    else:
        allowed = may_see(by, division_code, on=on, roles=IMPORTERS)
    if not allowed:
        raise NoPostForThisError(_NO_POST)
