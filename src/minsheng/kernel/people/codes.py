"""Names for the small integers of the vocabulary, so that a rule reads ``Employment.FLEXIBLE`` and not ``2``.

Plain integers, because rules are compiled and stored with them. What each code is called in Chinese and English
stands in ``facts``; a test compares the two.
"""

from __future__ import annotations


class Sex:
    """性别."""

    MALE = 1
    FEMALE = 2


class Relation:
    """Relation to the head of the household (与户主关系)."""

    HEAD = 1
    SPOUSE = 2
    CHILD = 3
    GRANDCHILD = 4
    PARENT = 5
    GRANDPARENT = 6
    SIBLING = 7
    CHILD_IN_LAW = 8
    OTHER = 9


class Schooling:
    """The stage of schooling a person is in now (在学阶段)."""

    NONE = 0
    KINDERGARTEN = 1
    PRIMARY = 2
    JUNIOR_SECONDARY = 3
    UPPER_SECONDARY = 4
    COLLEGE = 5
    POSTGRADUATE = 6


class Education:
    """The highest education completed (受教育程度)."""

    NONE = 0
    PRIMARY = 1
    JUNIOR_SECONDARY = 2
    UPPER_SECONDARY = 3
    JUNIOR_COLLEGE = 4
    BACHELOR = 5
    POSTGRADUATE = 6


class Employment:
    """What a person does for a living (就业状况)."""

    OUTSIDE_THE_LABOUR_FORCE = 0
    EMPLOYED = 1
    FLEXIBLE = 2
    FARMING = 3
    REGISTERED_UNEMPLOYED = 4
    UNREGISTERED_UNEMPLOYED = 5
    RETIRED = 6


class DisabilityKind:
    """The kind of disability on the certificate (残疾类别)."""

    NONE = 0
    VISUAL = 1
    HEARING = 2
    SPEECH = 3
    PHYSICAL = 4
    INTELLECTUAL = 5
    MENTAL = 6
    MULTIPLE = 7


class DisabilityGrade:
    """The grade on the certificate; one is the most severe (残疾等级)."""

    NONE = 0
    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4


class CareLevel:
    """The level of GB/T 42195-2022; higher is worse (能力评估等级)."""

    ABLE = 0
    MILD = 1
    MODERATE = 2
    SEVERE = 3
    COMPLETE = 4


class ParentStatus:
    """What a child's father or mother is prevented by (父母情况)."""

    CARES = 0
    DEAD = 1
    DECLARED_MISSING = 2
    LOST_CONTACT = 3
    IN_PRISON = 4
    IN_DRUG_TREATMENT = 5
    OTHERWISE_DETAINED = 6
    GUARDIANSHIP_WITHDRAWN = 7
    DEPORTED = 8
    SEVERELY_DISABLED = 9
    SEVERELY_ILL = 10
    WORKING_AWAY = 11
    CANNOT_BE_FOUND = 12


class HouseholdKind:
    """家庭户 or 集体户."""

    FAMILY = 1
    COLLECTIVE = 2


class AssistanceClass:
    """The class a household is recognised in (已认定的救助类别)."""

    NONE = 0
    DESTITUTE = 1
    DIBAO = 2
    DIBAO_EDGE = 3
    RIGID_EXPENSE = 4


class SkillLevel:
    """The level of a certificate of skill (职业技能等级)."""

    JUNIOR = 1
    INTERMEDIATE = 2
    SENIOR = 3


class DeliveryKind:
    """How a pregnancy ended (分娩情况)."""

    BIRTH = 1
    DIFFICULT = 2
    EARLY_LOSS = 3
    LATE_LOSS = 4
