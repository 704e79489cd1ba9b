"""The card of a programme: everything the kernel and the screens need to know about it, as plain data.

Free of Django. Functions that touch tables are named by dotted path and loaded when they are called.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

from minsheng.engines.policy.facts import Entity
from minsheng.engines.policy.rulebook import Rulebook
from minsheng.engines.policy.text import Text

FIELD_KINDS = ("text", "long_text", "date", "number", "money", "yes_no", "choice", "colleague")


class CardError(ValueError):
    """A card contradicts itself; the message names the part and what is wrong with it."""


class Role(StrEnum):
    """What a post lets a member of staff do; a person may hold several posts."""

    VILLAGE_WORKER = "village_worker"
    TOWNSHIP_REVIEWER = "township_reviewer"
    COUNTY_APPROVER = "county_approver"
    COUNTY_CLERK = "county_clerk"
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    ANALYST = "analyst"


class Level(StrEnum):
    """The level of the division tree at which a stage of a case is worked."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    CITY = "city"


class Purpose(StrEnum):
    """What a kind of case is for: applying for a policy, reviewing what is paid, correcting a fact, or other work."""

    APPLICATION = "application"
    REVIEW = "review"
    CORRECTION = "correction"
    WORK = "work"


# What the kernel itself writes into the history of every case.
KERNEL_STEPS = ("open", "assign", "hand_over", "postpone")


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a verb's form.

    A ``colleague`` is a member of staff, written as user name: the second of two people who do it together.
    """

    name: str
    label: Text
    kind: str  # one of FIELD_KINDS
    required: bool = True
    help: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    must_be_yes: bool = False  # a statement that the verb rests on: "no" stops it

    def __post_init__(self) -> None:
        if self.kind not in FIELD_KINDS:
            raise CardError(
                f"Field {self.name!r} is of kind {self.kind!r}. Use one of {', '.join(FIELD_KINDS)}."
            )
        if (self.kind == "choice") != bool(self.choices):
            raise CardError(f"Field {self.name!r}: a choice needs its choices, other kinds have none.")


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that may be done to a case at a stage: the only way its state changes.

    ``leads_to`` is the next stage, or None when the verb closes the case with ``outcome`` or ``stays``.
    ``needs`` names verbs that must have been done in the case before.
    ``not_by_who_did`` names earlier verbs whose actor may not do this one (separation of duties).
    ``does`` is the dotted path of a function ``(case, *, by, at, values) -> None`` run in the same transaction.
    ``delivers`` is the key of what reached the person with it: evidence that pledges count.
    """

    key: str
    title: Text
    roles: tuple[Role, ...]
    leads_to: str | None = None
    outcome: str = ""
    stays: bool = False
    fields: tuple[Field, ...] = ()
    not_by_who_did: tuple[str, ...] = ()
    is_adverse: bool = False  # refuse, cut, stop, recover: reasons and a hearing are demanded
    does: str = ""
    needs: tuple[str, ...] = ()
    needs_reason: bool = False
    is_hearing: bool = False  # the person was heard; an adverse verb rests on it
    is_once: bool = False  # may be done once in a case, such as the one-time notice of missing papers
    only_after_wait: bool = False  # not before the waiting time of the stage is over
    delivers: str = ""

    def __post_init__(self) -> None:
        if (self.leads_to is not None) + bool(self.outcome) + self.stays != 1:
            raise CardError(
                f"Verb {self.key!r} must do exactly one: lead to a stage, close with an outcome, or stay."
            )

    @property
    def demands_reasons(self) -> bool:
        """Whether the actor must say why in words."""
        return self.is_adverse or self.needs_reason

    @property
    def closes(self) -> bool:
        return bool(self.outcome)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a case: who works on it, where, and how many working days the law gives.

    ``limit`` is the key of a city parameter in working days or days; without one the stage has no clock of its own.
    ``wait`` is the key of a parameter: how long a public notice must hang before ``only_after_wait`` verbs.
    """

    key: str
    title: Text
    level: Level
    roles: tuple[Role, ...]
    verbs: tuple[Verb, ...]
    limit: str = ""
    wait: str = ""

    def verb(self, key: str) -> Verb | None:
        """Return the verb that may be done at this stage, or None."""
        return next((verb for verb in self.verbs if verb.key == key), None)


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case. The first stage is where a new case starts; ``limit`` is the clock of the whole case.

    The whole clock counts from entering the stage ``whole_from`` (the day of acceptance), else from opening.
    ``extended_limit`` is what the law allows instead when the case is special; a person must say why.
    """

    key: str
    title: Text
    subject: Entity
    stages: tuple[Stage, ...]
    policies: tuple[str, ...] = ()
    limit: str = ""
    is_closed_to_others: bool = False  # child protection and the like: no break-glass
    whole_from: str = ""
    extended_limit: str = ""
    purpose: Purpose = Purpose.APPLICATION

    def __post_init__(self) -> None:
        keys = {stage.key for stage in self.stages}
        wanted = {verb.leads_to for verb in self.verbs if verb.leads_to} | ({self.whole_from} - {""})
        if strangers := wanted - keys:
            raise CardError(
                f"Kind {self.key!r} leads to stages it does not have: {', '.join(sorted(strangers))}."
            )
        verbs = {verb.key for verb in self.verbs}
        named = {key for verb in self.verbs for key in (*verb.not_by_who_did, *verb.needs)}
        if strangers := named - verbs:
            raise CardError(
                f"Kind {self.key!r} names verbs it does not have: {', '.join(sorted(strangers))}."
            )
        if taken := verbs & set(KERNEL_STEPS):
            raise CardError(f"Kind {self.key!r} has a verb {min(taken)!r}; that name is the kernel's own.")
        if any(verb.is_adverse for verb in self.verbs) and not any(verb.is_hearing for verb in self.verbs):
            raise CardError(
                f"Kind {self.key!r} can decide against a person but has no verb to hear the person."
            )

    @property
    def verbs(self) -> tuple[Verb, ...]:
        """All verbs of all stages."""
        return tuple(verb for stage in self.stages for verb in stage.verbs)

    def stage(self, key: str) -> Stage:
        """Return a stage by key."""
        return next(stage for stage in self.stages if stage.key == key)

    def outcome_title(self, outcome: str) -> Text:
        """Return how an outcome reads: the title of the verb that ends so."""
        return next(verb.title for verb in self.verbs if verb.outcome == outcome)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing an inspector looks at before a place is accepted."""

    key: str
    title: Text
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place, what its capacity is counted in, and what is checked before it is accepted.

    ``names``: what bureaus call it in their lists beside its title.
    """

    key: str
    title: Text
    capacity_unit: Text
    is_pledged: bool = False
    checklist: tuple[ChecklistItem, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateKind:
    """Something a place can be certified as: an emergency centre, a key specialty, a licence."""

    key: str
    title: Text
    place_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """Something a pledge can be measured by.

    ``measure`` is the dotted path of ``(division_code, *, on) -> kernel.pledges.measuring.Measurement``.
    """

    key: str
    title: Text
    unit: Text
    measure: str
    is_share: bool = False  # value is a fraction, to be shown as a percentage
    per: int = 1  # value is shown times this: 1000 for "per thousand people"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a bureau's sheet: what it fills and the names that bureaus give it.

    ``kind``: identity, name, text, date, money_month, money_year, money_sum (for no span of time), number (whole),
    measure (a decimal, cut to whole units), coordinate (degrees), code, yes_no, division, phone; or "lookup:NAME"
    for a word that the one who imports knows how to turn into a key, such as "lookup:policy".
    ``codes`` maps the wordings bureaus use to the small integer of the vocabulary.
    """

    field: str
    label: Text
    kind: str
    names: tuple[str, ...]
    required: bool = False
    codes: Mapping[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of workbook that intake can recognise, validate and commit.

    ``commit`` is the dotted path of ``(rows, *, batch, by, at) -> None``; ``check`` that of a function
    ``(accepted, rejected) -> Iterable[(row, Problem)]`` free of Django that compares rows with one another.
    ``title_words``: words in the title, the sheet's name or the file's name by which kinds with the same columns
    are told apart.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    commit: str
    policy: str = ""  # for benefit rolls: which policy the roll pays
    title_words: tuple[str, ...] = ()
    check: str = ""
    needs_one_of: tuple[
        tuple[str, ...], ...
    ] = ()  # groups of fields of which a table has at least one column


@dataclass(frozen=True, slots=True)
class Programme:
    """The card of one programme.

    ``rides_along``: policies whose leads alone are no reason to visit a household, because another team delivers
    them; they are settled with the visit when there is one, and else wait on the list of leads.
    ``for_staff``: policies that tell staff what is due: reviews, visits, looks after an alert. Residents are neither
    asked about them nor shown them among what they may apply for.
    ``stands_for``: facts, and variables as ``book.name``, that say somebody has one of these policies already.
    ``classes``: facts that say in which class a household is recognised, with the policy behind each code, best first.
    """

    key: str
    title: Text
    bureau: Text
    rulebook: Rulebook
    case_kinds: tuple[CaseKind, ...] = ()
    place_kinds: tuple[PlaceKind, ...] = ()
    indicators: tuple[IndicatorKind, ...] = ()
    sheets: tuple[SheetKind, ...] = ()
    certificate_kinds: tuple[CertificateKind, ...] = ()
    rides_along: tuple[str, ...] = ()
    for_staff: tuple[str, ...] = ()
    stands_for: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    classes: Mapping[str, Mapping[int, str]] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        if strangers := set(self.rides_along) - set(self.rulebook.policies):
            raise CardError(
                f"Programme {self.key!r} lets policies ride along that it does not have: {sorted(strangers)}."
            )
        if strangers := set(self.for_staff) - set(self.rulebook.policies):
            raise CardError(
                f"Programme {self.key!r} keeps policies for staff that it does not have: {sorted(strangers)}."
            )


def load(dotted: str) -> Any:
    """Return the function or class behind a dotted path on a card."""
    module, _, name = dotted.rpartition(".")
    return getattr(import_module(module), name)
