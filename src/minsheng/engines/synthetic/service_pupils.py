"""What schools have on record of pupils: teaching at home, public places, the after-school service, screenings."""

from __future__ import annotations

import numpy as np

from minsheng.engines.synthetic.making import Making
from minsheng.engines.synthetic.service_records import is_yes, last_year, record, this_year
from minsheng.engines.synthetic.streams import chance
from minsheng.engines.synthetic.work import JUNIOR, NO_SCHOOL, PRIMARY, UPPER

TAUGHT_AT_HOME, IN_PUBLIC_SCHOOL = 0.7, 0.9
TAKES_AFTER_SCHOOL, HAS_RELIEF, POOR_CLASSES = 0.72, 0.8, (1, 2, 3)
AGREES, SCREENED_THIS_YEAR, SCREENED_BEFORE = 0.94, 0.84, 0.1


def put_pupil_records(making: Making) -> None:
    """Put the records of pupils, and of disabled children who go to no school."""
    r, persons, rng = making.residents, making.persons, making.rng("pupils")
    schooling, count = persons["schooling"], len(r)
    compulsory = np.isin(schooling, (PRIMARY, JUNIOR))
    at_school = compulsory | (schooling == UPPER)
    kept_home = (r.age >= 6) & (r.age < 15) & (schooling == NO_SCHOOL) & (persons["disability_grade"] > 0)
    record(making, "taught_at_home", compulsory | kept_home, kept_home & chance(rng, TAUGHT_AT_HOME, count))
    migrant = compulsory & persons["lives_here"] & ~persons["has_local_hukou"]
    record(making, "in_public_school", migrant, chance(rng, IN_PUBLIC_SCHOOL, count))
    record(making, "takes_after_school_service", compulsory, chance(rng, TAKES_AFTER_SCHOOL, count))
    poor = np.isin(making.households["assistance_class"], POOR_CLASSES)[r.home]
    takes = compulsory & poor & is_yes(making, "takes_after_school_service")
    record(making, "has_after_school_relief", takes, chance(rng, HAS_RELIEF, count))
    record(making, "guardian_agrees_to_screening", at_school, chance(rng, AGREES, count))
    luck = rng.random(count)
    day = np.where(luck < SCREENED_THIS_YEAR, this_year(making, rng), last_year(making, rng))
    screened = at_school & is_yes(making, "guardian_agrees_to_screening")
    record(making, "pupil_screened_on", screened & (luck < SCREENED_THIS_YEAR + SCREENED_BEFORE), day)
