"""What may not be done to a place, and why; ``problem.text`` is the sentence for the screen in both languages."""

from __future__ import annotations

from minsheng.engines.policy.text import Text


class PlaceProblemError(Exception):
    """Something may not be done to a place now; the text says what, why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class UnknownPlaceKindError(PlaceProblemError):
    """No card declares this kind of place."""


class AlreadyListedError(PlaceProblemError):
    """A place of this kind and name is listed in the division already."""


class WrongStageError(PlaceProblemError):
    """The step does not follow the stage the place is at."""


class NotYourPlaceError(PlaceProblemError):
    """The user holds no post that may do this here on this day."""


class OwnReportError(PlaceProblemError):
    """Nobody accepts what they reported themselves."""


class ChecklistError(PlaceProblemError):
    """The checklist of the inspection is incomplete, or names something that is not on it."""


class ReasonsMissingError(PlaceProblemError):
    """The step needs reasons in words."""
