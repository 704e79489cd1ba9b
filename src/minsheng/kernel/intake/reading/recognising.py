"""What a file really is, told by its first bytes and never by its name.

Files that only pretend to be workbooks (a web page saved as .xls, an encrypted package, a picture) each get a
sentence of their own, because each needs something else to be done.
"""

from __future__ import annotations

from dataclasses import dataclass

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.problems import FileRefusedError, refused
from minsheng.kernel.intake.reading.workbook import FileKind

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ONLY_WHITE = b" \t\r\n"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = Text(
    "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。",
    "Open it in Excel or WPS, save it as .xlsx and upload that file.",
)
_NOT_READ = Text(
    "系统只读取表格文件，不猜测其他格式的内容。",
    "Only spreadsheets are read; nothing is guessed from other formats.",
)


@dataclass(frozen=True, slots=True)
class _Pretender:
    magic: tuple[bytes, ...]
    code: str
    what: Text


_PRETENDERS = (
    _Pretender((b"%PDF",), "pdf", Text("这是 PDF 文件，不是表格。", "This is a PDF, not a spreadsheet.")),
    _Pretender(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM"),
        "picture",
        Text("这是图片，不是表格。", "This is a picture, not a spreadsheet."),
    ),
    _Pretender(
        (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b"),
        "compressed",
        Text("这是压缩包。", "This is a compressed archive."),
    ),
    _Pretender(
        (b"MIME-Version:", b"Mime-Version:"),
        "web_archive",
        Text(
            "这是网页归档文件，只是名字像表格。",
            "This is a web archive that only has the name of a spreadsheet.",
        ),
    ),
    _Pretender(
        (b"{\\rtf",),
        "rtf",
        Text("这是写字板文档，不是表格。", "This is a rich-text document, not a spreadsheet."),
    ),
)


def recognise(content: bytes) -> FileKind:
    """Return the format of a file. Raises FileRefusedError for everything that is not a readable spreadsheet."""
    if not content.strip(_ONLY_WHITE + b"\x00"):
        raise refused(
            "empty_file",
            what=Text("文件是空的。", "The file is empty."),
            why=Text("里面没有任何内容。", "There is nothing in it."),
            do=Text(
                "请检查是否传输中断，重新导出后再上传。",
                "Check whether the transfer broke off, export it again and upload it.",
            ),
        )
    for pretender in _PRETENDERS:
        if content.startswith(pretender.magic):
            raise _is_not_a_spreadsheet(pretender.code, pretender.what)
    if content.startswith(OLE_MAGIC):
        return _ole(content)
    if content.startswith(b"PK"):
        return _zip(content)
    return _text(content)


def _is_not_a_spreadsheet(
    code: str, what: Text, *, why: Text = _NOT_READ, do: Text = _SAVE_AS
) -> FileRefusedError:
    return refused(code, what=what, why=why, do=do)


def _contains_name(content: bytes, name: str) -> bool:
    """Say whether the directory of an OLE file names a stream."""
    return name.encode("utf-16-le") in content


def _ole(content: bytes) -> FileKind:
    if _contains_name(content, "EncryptedPackage"):
        raise encrypted()
    if _contains_name(content, "_VBA_PROJECT_CUR"):
        raise has_macros()
    if _contains_name(content, "WordDocument"):
        raise _is_not_a_spreadsheet(
            "word", Text("这是 Word 文档，不是表格。", "This is a Word document, not a spreadsheet.")
        )
    if _contains_name(content, "Workbook") or _contains_name(content, "Book"):
        return FileKind.XLS
    raise _is_not_a_spreadsheet(
        "unknown_office",
        Text("这是一个 Office 文件，但里面没有工作表。", "This is an Office file without a workbook in it."),
    )


def _zip(content: bytes) -> FileKind:
    # Names stand in the directory at the end, uncompressed; the archive itself is examined separately.
    if b"xl/workbook.bin" in content:
        return FileKind.XLSB
    if b"xl/workbook.xml" in content or b"xl/_rels/workbook" in content:
        return FileKind.XLSX
    if b"opendocument.spreadsheet" in content:
        return FileKind.ODS
    if b"word/document.xml" in content:
        raise _is_not_a_spreadsheet(
            "word", Text("这是 Word 文档，不是表格。", "This is a Word document, not a spreadsheet.")
        )
    raise _is_not_a_spreadsheet(
        "compressed",
        Text("这是压缩包，不是表格。", "This is a zip archive, not a spreadsheet."),
        why=Text(
            "系统不解开压缩包，里面有什么要由上传的人确认。",
            "Archives are not opened: whoever uploads says what is in them.",
        ),
        do=Text("请解压后逐个上传其中的表格。", "Unpack it and upload the spreadsheets one by one."),
    )


def _text(content: bytes) -> FileKind:
    beginning = content[:4096]
    for mark in _BYTE_ORDER_MARKS:
        beginning = beginning.removeprefix(mark)
    visible = beginning.replace(b"\x00", b"").lstrip(_ONLY_WHITE).lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in visible:
        raise _is_not_a_spreadsheet(
            "xml_spreadsheet",
            Text(
                "这是 XML 表格（2003 格式），不是真正的 Excel 文件。",
                "This is an XML spreadsheet of 2003, not a real Excel file.",
            ),
        )
    if visible.startswith((b"<", b"&lt;")):
        raise _is_not_a_spreadsheet(
            "html_as_spreadsheet",
            Text(
                "这是网页，只是取了表格的名字。",
                "This is a web page that only has the name of a spreadsheet.",
            ),
            why=Text(
                "用 Excel 打开网页时，身份证号会变成数字，丢掉末位。",
                "When Excel opens a web page, identity numbers turn into numbers and lose their last digits.",
            ),
            do=Text(
                "请在原系统里选“导出为 Excel（.xlsx）”或“导出为 CSV”，再上传。",
                "Export it from the original system as a real .xlsx or as CSV and upload that file.",
            ),
        )
    return FileKind.TEXT


def encrypted() -> FileRefusedError:
    """Return the refusal of a workbook that has a password."""
    return refused(
        "encrypted",
        what=Text("文件设了打开密码。", "The file is protected by a password."),
        why=Text("系统不接收密码，读不出内容。", "Passwords are not accepted here, so it cannot be read."),
        do=Text("请取消密码后另存，再上传。", "Remove the password, save the file and upload it again."),
    )


def has_macros() -> FileRefusedError:
    """Return the refusal of a workbook that carries program code."""
    return refused(
        "macros",
        what=Text("文件里带有宏（程序代码）。", "The file carries macros (program code)."),
        why=Text(
            "宏可能带病毒，也可能改动数据，带宏的文件一律不收。",
            "Macros may carry viruses or change data; such files are not taken.",
        ),
        do=Text("请另存为不带宏的 .xlsx 后上传。", "Save it as .xlsx without macros and upload that file."),
    )


def damaged(detail: str = "") -> FileRefusedError:
    """Return the refusal of a workbook whose inside does not hold together."""
    return refused(
        "damaged",
        what=Text("文件损坏，读不出来。", "The file is damaged and cannot be read."),
        why=Text(
            "文件内部结构不完整。", f"Its inside does not hold together{': ' + detail if detail else ''}."
        ),
        do=_SAVE_AS,
    )
