"""Compiling a kernel with Numba, once: the machine code is kept on disk for the next process.

Kernels lie in a folder per Numba and Python version, each under the fingerprint of its source and of the types it
takes, and by the kind of processor. Where the folder cannot be written, every process compiles its kernels anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from minsheng.engines.policy import fused_words
from minsheng.engines.policy.fused_source import COUNTY_ARGUMENTS, Source
from minsheng.engines.policy.fused_tile import COLUMN_TYPES

CACHE_VARIABLE = "MINSHENG_CACHE"  # names the folder for what can be made again
HOW_TO_INSTALL = (
    "The compiled evaluator needs Numba, which is not installed here. "
    "Install it with: pip install 'minsheng[fast]' (in a clone: pip install -r requirements/fast.lock), "
    "or use the engine 'numpy', which gives the same results."
)


class NotInstalledError(ImportError):
    """Numba is not installed; the message says how to install it and what works without."""


@dataclass(frozen=True)
class Kernel:
    """Two functions made from one source: what is the same for a county, and the households."""

    of_counties: Callable[..., None]
    households: Callable[..., None]


def is_installed() -> bool:
    """Whether Numba is there."""
    return importlib.util.find_spec("numba") is not None


def numba() -> Any:
    """Return Numba; raise NotInstalledError where it is absent."""
    try:
        import numba as installed
    except ImportError as problem:
        raise NotInstalledError(HOW_TO_INSTALL) from problem
    return installed


def module_text(source: Source) -> str:
    """Return the whole module of a kernel: the words it uses, and the kernel itself."""
    words = Path(fused_words.__file__).read_text(encoding="utf-8")
    return f"{words}\n\n{source.text}"


def interpreted(source: Source) -> Kernel:
    """Return the kernel as plain Python: slow, but it needs no compiler. For tests of the source itself."""
    namespace: dict[str, Any] = {"__name__": "interpreted_kernel"}
    exec(compile(module_text(source), "<kernel>", "exec"), namespace)  # noqa: S102 - text written by fused_source
    return Kernel(namespace["of_counties"], namespace["kernel"])


def compiled(source: Source) -> Kernel:
    """Return the kernel as machine code: from this process, from disk, or newly compiled."""
    numba()
    with _one_at_a_time:
        return _compiled(module_text(source), tuple(_argument_types(source)))


_one_at_a_time = threading.Lock()


@lru_cache(maxsize=256)
def _compiled(text: str, types: tuple[tuple[str, int, bool], ...]) -> Kernel:
    path = _kept(text, types)
    try:
        return _built(path, types)
    except (
        Exception
    ):  # whatever a damaged file of machine code leads to, compiling anew helps or says what is wrong
        for stale in (path.parent / "__pycache__").glob(f"{path.stem}*"):
            stale.unlink(missing_ok=True)
        return _built(path, types)


def _built(path: Path, types: Iterable[tuple[str, int, bool]]) -> Kernel:
    module = _module(path)
    how = {"nogil": True, "error_model": "numpy"}
    for name in (*fused_words.FUNCTIONS, "fill_tile"):
        setattr(module, name, numba().njit(**how)(getattr(module, name)))
    kept = {**how, "cache": True, "no_cfunc_wrapper": True}
    of_counties = numba().njit(_signature(_COUNTY_TYPES), **kept)(module.of_counties)
    return Kernel(of_counties, numba().njit(_signature(types), **kept)(module.kernel))


def _signature(types: Iterable[tuple[str, int, bool]]) -> Any:
    return numba().types.void(*(_numba_type(*one) for one in types))


# The folder of kernels.


def folder() -> Path:
    """Return where kernels are kept for this Numba and this Python; Numba itself tells processors apart there."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return _cache() / "kernels" / f"numba{numba().__version__}-{python}"


def _cache() -> Path:
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "minsheng"


def _module(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(path.stem, path)
    if specification is None or specification.loader is None:
        raise ImportError(f"The kernel {path} cannot be loaded.")
    module = sys.modules[path.stem] = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def _kept(text: str, types: Iterable[tuple[str, int, bool]]) -> Path:
    """Write the source where it stays, or, if that cannot be, where this process alone finds it."""
    fingerprint = hashlib.sha256(f"{text}{types}".encode()).hexdigest()[:32]
    name = f"minsheng_kernel_{fingerprint}.py"
    try:
        path = folder() / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            _write(path, text)
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="minsheng-kernel-")) / name
        _write(path, text)
    return path


def _write(path: Path, text: str) -> None:
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    # Numba takes machine code for stale if the time of its source has changed; the name tells the text already.
    os.utime(unfinished, (0, 0))
    Path(unfinished).replace(path)


# Types: element, dimensions (0: a bare number), and whether the kernel writes to it.

_FIXED = {
    "today": ("int64", 0, False), "amounts": ("int64", 2, False), "keys": ("int64", 1, False),
    "entries": ("int64", 1, False), "firsts": ("int64", 2, False), "afters": ("int64", 2, False),
    "first": ("uint64", 0, False), "after": ("uint64", 0, False), "offsets": ("int64", 1, False),
    "own": ("int64", 2, False), "county": ("int32", 1, False), "counts": ("uint64", 1, True),
}  # fmt: skip
_COUNTY_TYPES = (*(_FIXED[name] for name in COUNTY_ARGUMENTS if name != "own"), ("int64", 2, True))
_ANSWERS = {
    "s": ("int8", 1, True),
    "a": ("int64", 1, True),
    "r": ("int64", 1, True),
    "b": ("uint64", 2, True),
}


def _argument_types(source: Source) -> Iterator[tuple[str, int, bool]]:
    kinds = [fact.kind for fact in source.facts.values()]
    for name in source.arguments:
        if name in _FIXED:
            yield _FIXED[name]
        elif name[0] == "f":
            yield COLUMN_TYPES[kinds[int(name[1:])]], 1, False
        else:
            yield ("bool", 1, False) if name[0] == "k" else _ANSWERS[name[0]]


def _numba_type(element: str, dimensions: int, is_written: bool) -> Any:
    types = numba().types
    of_element = types.bool_ if element == "bool" else getattr(types, element)
    if dimensions == 0:
        return of_element
    return types.Array(of_element, dimensions, "C", readonly=not is_written)
