"""The second process of ``ahead``: it checks one file after the other and knows no database.

Started as ``python -m minsheng.kernel.intake.ahead_child``. On standard input: the divisions of the site, then files
to check. On standard output: for each file its preview, or the problems for which it is refused. If it dies, the
files are checked by the process that asked.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import django

from minsheng.kernel.intake.ahead import Answer, SecondProcessGoneError, receive, send
from minsheng.kernel.intake.checking.alone import FileToCheck, checked_alone
from minsheng.kernel.intake.checking.carried import carried
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading.limits import MEBIBYTE

if TYPE_CHECKING:
    from minsheng.kernel.intake.checking.divisions import NamedDivision

# Of this process. The parser has a process and a limit of its own below it.
MEMORY_BYTES = 4096 * MEBIBYTE


def main() -> None:
    """Answer until nobody asks any more."""
    _limit_this_process()
    django.setup()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(SecondProcessGoneError, BrokenPipeError):
        divisions = receive(questions)
        while True:
            send(answers, answer(receive(questions), divisions))


def answer(file: FileToCheck, divisions: tuple[NamedDivision, ...]) -> Answer:
    """Return the preview of a file as bytes, or why it is refused."""
    from minsheng.kernel.intake.background import background_from
    from minsheng.kernel.intake.kinds import sheet_kinds
    from minsheng.kernel.people.bulk import without_pauses

    background = background_from(divisions, within=file.within, on=file.on)
    try:
        with without_pauses():
            return carried(checked_alone(file, kinds=sheet_kinds(), background=background))
    except FileRefusedError as error:
        return list(error.problems)


def _limit_this_process() -> None:
    try:
        import resource  # not on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    ceiling = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))


if __name__ == "__main__":
    main()
