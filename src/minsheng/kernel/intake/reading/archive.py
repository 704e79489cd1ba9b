"""The zip archive that a modern workbook is: checked from its directory before anything is unpacked.

A workbook of 4 megabytes can unpack to half a gigabyte, and a directory can lie about it. So the directory is
checked first (``examine``), and while unpacking every part is counted as it comes (``unpacked_parts``).
"""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import FileRefusedError, refused
from minsheng.kernel.intake.reading.recognising import ZIP_MAGIC, damaged, encrypted, has_macros

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.kernel.intake.reading.limits import Limits

CHUNK_BYTES = 1024 * 1024
_DIRECTORY_ENTRY = b"PK\x01\x02"
_IS_ENCRYPTED = 0x1
_MACRO_PARTS = ("vbaproject.bin", "xl/macrosheets/")
_NESTED = (".zip", ".7z", ".rar", ".gz", ".tar", ".bz2", ".xz")
_DO_SAVE = Text(
    "请用 Excel 或 WPS 打开确认内容，另存为新的 .xlsx 后上传；如果打不开，请联系发来文件的单位。",
    "Open it in Excel or WPS, look at it and save it as a new .xlsx; if it does not open, ask whoever sent it.",
)


def examine(content: bytes, limits: Limits) -> None:
    """Check a workbook's archive from its directory alone. Raises FileRefusedError."""
    if content.count(_DIRECTORY_ENTRY) > limits.entries:
        raise _looks_like_a_bomb(
            Text(
                f"压缩包里的文件超过{limits.entries}个。",
                f"The archive has more than {limits.entries} parts.",
            )
        )
    with open_archive(content) as archive:
        entries = archive.infolist()
        # Nothing may stand before the archive: such a file is something else to another program.
        if not content.startswith(ZIP_MAGIC) or min(entry.header_offset for entry in entries) != 0:
            raise damaged("something stands before the archive")
        _must_be_small_unpacked(entries, limits)
        names: set[str] = set()
        for entry in entries:
            _must_be_an_ordinary_part(entry, names)


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Open the archive of a workbook. Raises FileRefusedError when it is not a whole archive."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError) as error:
        raise damaged(type(error).__name__) from None
    if not archive.infolist():
        raise damaged("the archive is empty")
    return archive


def _must_be_small_unpacked(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise _unpacks_too_large(unpacked, limits)
    if unpacked > limits.ratio_counts_from_bytes and unpacked > limits.ratio * max(packed, 1):
        raise _looks_like_a_bomb(
            Text(
                f"解开后是压缩前的{unpacked // max(packed, 1)}倍。",
                f"It unpacks to {unpacked // max(packed, 1)} times its size.",
            )
        )


def _must_be_an_ordinary_part(entry: zipfile.ZipInfo, names: set[str]) -> None:
    name = entry.filename
    lowered = name.lower()
    parts = lowered.replace("\\", "/").split("/")
    if entry.flag_bits & _IS_ENCRYPTED:
        raise encrypted()
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name:
        raise _has_a_hostile_part(
            Text("压缩包里的文件名指向包外。", "A part of the archive names a place outside it.")
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _has_a_hostile_part(Text("压缩包里有链接。", "The archive contains a link."))
    if lowered in names:
        raise _has_a_hostile_part(
            Text("压缩包里有两个同名文件。", "Two parts of the archive have the same name.")
        )
    if lowered.endswith(_NESTED):
        raise _has_a_hostile_part(Text("压缩包里还有压缩包。", "The archive contains another archive."))
    if lowered.endswith(_MACRO_PARTS[0]) or lowered.startswith(_MACRO_PARTS[1]):
        raise has_macros()
    names.add(lowered)


def unpacked_chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield one part in pieces. Raises FileRefusedError when it is not what the directory said."""
    try:
        with archive.open(name) as part:
            while chunk := part.read(CHUNK_BYTES):
                yield chunk
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise damaged(type(error).__name__) from None
    except Exception as error:  # zlib.error and its kin have no common ancestor
        if type(error).__name__ in ("error", "LZMAError"):
            raise damaged(type(error).__name__) from None
        raise


def unpacked_part(archive: zipfile.ZipFile, name: str, *, at_most_bytes: int) -> bytes:
    """Return a small part whole. Raises FileRefusedError when it is larger than it may be."""
    pieces: list[bytes] = []
    size = 0
    for chunk in unpacked_chunks(archive, name):
        size += len(chunk)
        if size > at_most_bytes:
            raise _looks_like_a_bomb(Text(f"内部文件 {name} 过大。", f"The part {name} is too large."))
        pieces.append(chunk)
    return b"".join(pieces)


def must_unpack_as_declared(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpack every part, keeping nothing, and compare with the directory. Raises FileRefusedError."""
    total = 0
    for entry in archive.infolist():
        size = 0
        for chunk in unpacked_chunks(archive, entry.filename):
            size += len(chunk)
            total += len(chunk)
            if total > limits.unpacked_bytes:
                raise _unpacks_too_large(total, limits)
        if size != entry.file_size:
            raise damaged("a part is not as large as the directory says")


def _unpacks_too_large(size: int, limits: Limits) -> FileRefusedError:
    mebibytes, allowed = size // 2**20, limits.unpacked_bytes // 2**20
    return refused(
        "unpacks_too_large",
        what=Text(
            f"文件解开后有{mebibytes} MB，超过上限{allowed} MB。",
            f"The file unpacks to {mebibytes} MB; {allowed} MB are allowed.",
        ),
        why=Text("这样的文件会占满服务器内存。", "A file like this fills the memory of the server."),
        do=Text(
            "请按乡镇拆分成几个文件，或删掉空白的行列后另存。",
            "Split it by township, or delete empty rows and columns and save it.",
        ),
    )


def _looks_like_a_bomb(what: Text) -> FileRefusedError:
    return refused(
        "zip_bomb",
        what=what,
        why=Text(
            "正常的表格不会这样，可能是恶意文件。", "No ordinary spreadsheet does that; it may be hostile."
        ),
        do=_DO_SAVE,
    )


def _has_a_hostile_part(what: Text) -> FileRefusedError:
    return refused(
        "hostile_archive",
        what=what,
        why=Text(
            "正常的表格里没有这样的内容，可能是恶意文件。",
            "No ordinary spreadsheet contains that; it may be hostile.",
        ),
        do=_DO_SAVE,
    )
