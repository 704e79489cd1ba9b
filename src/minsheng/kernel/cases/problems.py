"""What may not be done to a case, and why: named exceptions that a clerk can act on.

``problem.text`` is the sentence for the screen in both languages; ``str(problem)`` is the English one.
"""

from __future__ import annotations

from minsheng.engines.policy.text import Text


class CaseProblemError(Exception):
    """Something may not be done to a case now; the text says what, why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class UnknownKindError(CaseProblemError):
    """No card declares this kind of case."""


class WrongSubjectError(CaseProblemError):
    """The kind of case is about a person and was given a household, or the other way round."""


class AlreadyOpenError(CaseProblemError):
    """The subject has an open case of this kind already."""


class AlreadyClosedError(CaseProblemError):
    """The case is closed; nothing more may be done to it."""


class MovedOnError(CaseProblemError):
    """Somebody else did something to the case while this page was open."""


class NotAtThisStageError(CaseProblemError):
    """The verb does not belong to the stage the case is at."""


class NotYourDeskError(CaseProblemError):
    """The user holds no post that may do this here on this day."""


class SameHandsError(CaseProblemError):
    """Whoever did an earlier step may not do this one (separation of duties)."""


class ReasonsMissingError(CaseProblemError):
    """The verb demands reasons in words."""


class NotHeardYetError(CaseProblemError):
    """Nobody is decided against before being heard."""


class PersonMustDecideError(CaseProblemError):
    """The machine tried to decide against a person."""


class StepMissingError(CaseProblemError):
    """Another step must come first."""


class AlreadyDoneError(CaseProblemError):
    """The card allows the verb once in a case, and it was done."""


class TooEarlyError(CaseProblemError):
    """A waiting time, such as a public notice, is not over yet."""


class FieldsWrongError(CaseProblemError):
    """What was filled in is incomplete or cannot be read; ``fields`` says what for each field."""

    def __init__(self, fields: dict[str, Text]) -> None:
        self.fields = fields
        super().__init__(
            Text(
                "；".join(text.zh for text in fields.values()), "; ".join(text.en for text in fields.values())
            )
        )


class NotExtendableError(CaseProblemError):
    """The law gives no longer time for this case, or it was extended already."""


class ItemsOpenError(CaseProblemError):
    """A visit is not over while something on its list is not settled."""


class UnknownItemError(CaseProblemError):
    """The thing to settle is not on the list of this case, or is settled already."""
