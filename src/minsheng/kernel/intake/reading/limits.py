"""How much of a machine one workbook may take before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. The defaults let a county's largest register through, and no bomb."""

    file_bytes: int = 64 * MEBIBYTE
    unpacked_bytes: int = 200 * MEBIBYTE
    # Below this size a high ratio is harmless: an empty sheet packs a hundred times.
    ratio_counts_from_bytes: int = 10 * MEBIBYTE
    ratio: int = 100
    entries: int = 2000
    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 120
    wall_seconds: int = 180
    sheets: int = 200
    columns: int = 500
    cells: int = 12_000_000
    cell_characters: int = 32_767


DEFAULT = Limits()
