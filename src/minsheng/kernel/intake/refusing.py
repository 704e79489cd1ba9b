"""What may not be done with a batch, and why: named exceptions that a clerk can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text

if TYPE_CHECKING:
    from minsheng.kernel.intake.models import Batch


class IntakeRefusedError(Exception):
    """Something may not be done with a batch now; the text says what, why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class NoPostForThisError(IntakeRefusedError):
    """The user holds no post that may import files of this programme in this division."""


class AlreadyCommittedError(IntakeRefusedError):
    """The same file was imported before; nothing was changed."""


class NotWaitingError(IntakeRefusedError):
    """The batch does not wait for what was asked of it."""


class RejectedRowsRemainError(IntakeRefusedError):
    """Rows would be left out, and nobody has said that this is meant."""


class NothingToCommitError(IntakeRefusedError):
    """No row of the file can be imported."""


class RegisterChangedError(IntakeRefusedError):
    """Since the preview the register changed so that other rows would be accepted."""


class LaterRecordsError(IntakeRefusedError):
    """Others have built on what the batch wrote."""


class ReasonMissingError(IntakeRefusedError):
    """An act that takes something back needs a reason."""


class UnknownColumnError(IntakeRefusedError):
    """A column or field that was named does not exist."""


def already_committed(batch: Batch) -> AlreadyCommittedError:
    """Return the refusal of a file that was imported before."""
    day = f"{batch.committed_at:%Y-%m-%d}" if batch.committed_at else ""
    return AlreadyCommittedError(
        Text(
            f"这个文件已于{day}导入过，没有重复导入，数据没有变化。要重新导入，请先撤销那一次。",
            f"This file was imported on {day}; nothing was changed. To import it again, undo that import first.",
        )
    )
