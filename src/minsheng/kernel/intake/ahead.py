"""Checking the next files in a second process, while this one compares and writes the file before them.

What is found is the same as in one process, in the same order: only what depends on the file alone is done ahead, and
every answer is asked for by everything it depends on. Whatever goes wrong there is done here instead.
"""

from __future__ import annotations

import logging
import os
import pickle
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO, Any, TypeVar

from minsheng.kernel.intake.checking.alone import Check, FileToCheck, checked_alone
from minsheng.kernel.intake.checking.carried import unfolded
from minsheng.kernel.intake.checking.preview import Preview
from minsheng.kernel.intake.problems import FileRefusedError, Problem

log = logging.getLogger(__name__)

Item = TypeVar("Item")
Answer = bytes | list[Problem]
Ask = Callable[[FileToCheck], "Future[Answer]"]

# Checked files wait in memory until they are written, so only a few may.
FILES_AHEAD = 2
CHILD = "minsheng.kernel.intake.ahead_child"
_LENGTH = struct.Struct(">Q")


class SecondProcessGoneError(Exception):
    """The second process ended before it answered, such as for want of memory."""


def check_here(file: FileToCheck) -> Preview:
    """Check a file in this process."""
    from minsheng.kernel.intake.background import background_of
    from minsheng.kernel.intake.kinds import sheet_kinds

    return checked_alone(file, kinds=sheet_kinds(), background=background_of(file.within, on=file.on))


def in_turn(
    items: Sequence[Item], *, file_of: Callable[[Item], FileToCheck], is_parallel: bool | None = None
) -> Iterator[tuple[Item, Check]]:
    """Yield items one after the other, each with how its file is checked, while the next are checked already.

    ``file_of`` is called shortly before an item's turn. A check whose question differs from what was asked ahead,
    because something was learnt meanwhile, is done anew. ``is_parallel``: None for "if it is worth it".
    """
    if is_parallel is None:
        is_parallel = len(items) > 1 and (os.cpu_count() or 1) > 1
    if not is_parallel:
        yield from ((item, check_here) for item in items)
        return
    with _second_process() as ask:
        waiting: deque[tuple[Item, Check]] = deque()
        for item in items:
            waiting.append((item, _asked_ahead(ask, file_of(item))))
            if len(waiting) > FILES_AHEAD:
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()


def _asked_ahead(ask: Ask, asked: FileToCheck) -> Check:
    answer = ask(asked)

    def check(file: FileToCheck) -> Preview:
        if file != asked:
            return check_here(file)
        try:
            found = answer.result()
        except (SecondProcessGoneError, CancelledError, OSError) as error:
            log.warning("A file is checked once more, here: %s", type(error).__name__)
            return check_here(file)
        return _as_preview(found)

    return check


def _as_preview(found: Answer) -> Preview:
    from minsheng.kernel.intake.kinds import sheet_kinds

    if isinstance(found, bytes):
        return unfolded(found, kinds=sheet_kinds())
    raise FileRefusedError(found)


@contextmanager
def _second_process() -> Iterator[Ask]:
    """Start the second process and give a way to ask it, one file at a time; end it whatever happens."""
    from minsheng.kernel.intake.background import named_divisions

    child = subprocess.Popen(  # noqa: S603 (our own module, no shell, no word from outside)
        [sys.executable, "-P", "-m", CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    if child.stdin is None or child.stdout is None:
        raise SecondProcessGoneError
    to_child, from_child = child.stdin, child.stdout
    # One thread waits for the answers in turn, so that the child never waits for us.
    thread = ThreadPoolExecutor(max_workers=1)

    def ask(file: FileToCheck) -> Answer:
        send(to_child, file)
        answer: Answer = receive(from_child)
        return answer

    try:
        thread.submit(send, to_child, named_divisions())
        yield lambda file: thread.submit(ask, file)
    finally:
        child.kill()
        thread.shutdown(wait=True, cancel_futures=True)
        with suppress(OSError):
            to_child.close()
        from_child.close()
        child.wait()


def send(pipe: IO[bytes], value: Any) -> None:
    """Send a value to another process of ours."""
    content = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(content)) + content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Return the next value from another process of ours. Raises SecondProcessGoneError when it has ended."""
    length = pipe.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        raise SecondProcessGoneError
    (expected,) = _LENGTH.unpack(length)
    content = pipe.read(expected)
    if len(content) < expected:
        raise SecondProcessGoneError
    return pickle.loads(content)  # noqa: S301 (from our own process, over its own pipe)
