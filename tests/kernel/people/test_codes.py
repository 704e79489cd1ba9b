"""The names of codes and the vocabulary of facts say the same."""

import pytest

from minsheng.kernel.people import codes, facts, service_facts

PAIRS = [
    (codes.Sex, facts.SEX),
    (codes.Relation, facts.RELATION),
    (codes.Schooling, facts.SCHOOLING),
    (codes.Education, facts.EDUCATION),
    (codes.Employment, facts.EMPLOYMENT),
    (codes.DisabilityKind, facts.DISABILITY_KIND),
    (codes.DisabilityGrade, facts.DISABILITY_GRADE),
    (codes.CareLevel, facts.CARE_LEVEL),
    (codes.ParentStatus, facts.PARENT_STATUS),
    (codes.HouseholdKind, facts.HOUSEHOLD_KIND),
    (codes.AssistanceClass, facts.ASSISTANCE_CLASS),
    (codes.SkillLevel, service_facts.SKILL_LEVEL),
    (codes.DeliveryKind, service_facts.DELIVERY_KIND),
]


@pytest.mark.parametrize(("names", "labels"), PAIRS)
def test_every_code_of_the_vocabulary_has_one_name(names, labels):
    named = sorted(value for name, value in vars(names).items() if name.isupper())

    assert named == sorted(labels)
