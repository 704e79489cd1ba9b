"""A YAML document as plain texts that remember their lines, so that a fault can be named with file, line and key.

Like the parameter files nothing is read as a float, a date or a truth value: every entry is the text that was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

import yaml

from minsheng.engines.policy.dated import ParameterError
from minsheng.engines.policy.text import Text
from minsheng.engines.policy.tree import RuleError

Path = tuple[str | int, ...]


class ReformError(ValueError):
    """A reform file cannot be used; every line of the message names file, line, key, and what to write instead."""


class FaultError(Exception):
    """One fault at one place of the document; ``Document.gather`` collects them."""


@dataclass(eq=False)
class Document:
    """A document that was read, the line of every entry, and the faults found so far."""

    name: str
    plain: Any
    lines: Mapping[Path, int]
    faults: list[str] = field(default_factory=list)

    def at(self, path: Path) -> Any:
        """Return the entry at a path."""
        found = self.plain
        for step in path:
            found = found[step]
        return found

    def line(self, path: Path) -> int:
        """Return the line of an entry, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def blame(self, path: Path, what: str) -> None:
        """Note a fault with its place."""
        key = ".".join(str(step) for step in path) or "the document"
        self.faults += [f"{self.name}, line {self.line(path)}, {key}: {line}" for line in what.splitlines()]

    def stop(self, path: Path, what: str) -> NoReturn:
        """Note a fault and leave the part in which it lies."""
        self.blame(path, what)
        raise FaultError

    @contextmanager
    def gather(self, path: Path) -> Iterator[None]:
        """Note what goes wrong inside, and go on after it."""
        try:
            yield
        except FaultError:
            pass
        except (RuleError, ParameterError) as problem:
            self.blame(path, str(problem))

    def only(self, path: Path, allowed: tuple[str, ...], *, needed: tuple[str, ...] = ()) -> dict[str, Any]:
        """Return a mapping whose keys are among the allowed ones; leave if it is something else."""
        entry = self.at(path)
        if not isinstance(entry, dict):
            self.stop(path, f"fields are expected here: {', '.join(allowed)}.")
        for key in entry:
            if key not in allowed:
                self.stop((*path, key), f"{key!r} is not known here. Use one of: {', '.join(allowed)}.")
        for key in needed:
            if entry.get(key) is None:
                self.stop(path, f"{key!r} is missing. Add it.")
        return entry

    def each(self, path: Path, do: Callable[[Path], None]) -> None:
        """Do something for every entry of an optional mapping, noting what goes wrong for each."""
        with self.gather(path):
            entries = self.at(path[:-1]).get(path[-1])
            if entries is None:
                return
            if not isinstance(entries, dict):
                self.stop(path, "entries by name are expected here, as in 'name: ...'.")
            for key in entries:
                with self.gather((*path, key)):
                    do((*path, key))

    def day(self, path: Path) -> date:
        """Return an entry as a day."""
        try:
            return date.fromisoformat(self.at(path))
        except (TypeError, ValueError):
            self.stop(path, f"{self.at(path)!r} is not a day. Write it like 2026-11-24.")

    def text(self, path: Path) -> Text:
        """Return an entry as a text in both languages."""
        entry = self.only(path, ("zh", "en"), needed=("zh", "en"))
        return Text(str(entry["zh"]), str(entry["en"]))

    def raise_faults(self) -> None:
        """Raise ReformError with every fault, if there is any."""
        if self.faults:
            raise ReformError("\n".join(self.faults))


def read_document(text: str, name: str) -> Document:
    """Read a YAML text; raise ReformError if it is not YAML, is not a mapping, or writes a key twice."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise ReformError(f"{name}, line {line}: this is not YAML: {problem.problem}.") from None
    except yaml.YAMLError as problem:
        raise ReformError(f"{name}: this is not YAML: {problem}.") from None
    if not isinstance(root, yaml.MappingNode):
        raise ReformError(f"{name}, line 1: a reform begins with 'reform:', its title and its changes.")
    lines: dict[Path, int] = {}
    document = Document(name, None, lines)
    document.plain = _plain(root, (), document, lines)
    document.raise_faults()
    return document


def _plain(node: yaml.Node, path: Path, document: Document, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in ("", "null", "~") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, place), document, lines) for place, child in enumerate(node.value)]
    read: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        below = (*path, key)
        if key in read:
            document.blame(
                below, f"{key!r} stands twice, again in line {key_node.start_mark.line + 1}. Remove one."
            )
        lines[below] = key_node.start_mark.line + 1
        read[key] = _plain(value_node, below, document, lines)
    return read
