"""Makes the awkward workbooks in ``workbooks/``: the state in which bureaus really keep their files.

Run ``python -m tests.kernel.intake.make_workbooks`` from the root of the repository after changing it, and commit the
files. The people in them are invented and every file says so (合成数据). What must come out stands in
``test_awkward_workbooks.py``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlwt
from tests.kernel.intake import make_damaged_numbers
from tests.kernel.intake.synthetic import HEAD, NEIGHBOUR, SON, WIDOW, WIFE, WORKER, identity
from tests.kernel.intake.workbook_rows import (
    DATES,
    DATES_HEADER,
    MAKERS,
    PEOPLE,
    PEOPLE_HEADER,
    ROLL,
    ROLL_HEADER,
    SYNTHETIC,
    Book,
    as_csv,
    makes,
)

# Importing it registers the files it makes.
__all__ = ["FOLDER", "MAKERS", "make_all", "make_damaged_numbers"]

FOLDER = Path(__file__).parent / "workbooks"


@makes("merged_titles.xlsx")
def merged_titles(path: Path) -> None:
    """Two merged title lines above the header, signatures below the table."""
    book = Book(path)
    sheet = book.sheet("发放表", [ROLL_HEADER, *ROLL], from_row=3)
    sheet.merge_range("A1:E1", "灵石县2026年11月高龄津贴发放花名册")
    sheet.merge_range("A2:E2", f"填报单位：灵石县民政局（{SYNTHETIC}）        单位：元、人")
    sheet.merge_range("A9:E9", "填表人：甲    审核人：乙    负责人：丙    2026年11月5日")
    book.book.close()


@makes("two_level_header.xlsx")
def two_level_header(path: Path) -> None:
    """The same words under two groups: only the group tells whose name it is."""
    book = Book(path)
    rows = [
        ["张三", HEAD, "张三", HEAD, "本人", "翠峰镇水峪村", 0],
        ["张三", HEAD, "李四", WIFE, "配偶", "翠峰镇水峪村", 0],
        ["王六", WIDOW, "王六", WIDOW, "本人", "尹方村", 120.5],
    ]
    lower = ["姓名", "身份证号", "姓名", "身份证号", "与户主关系", "", "工资"]
    sheet = book.sheet("成员", [[f"灵石县家庭成员登记表（{SYNTHETIC}）"], [], lower, *rows])
    sheet.merge_range("A2:B2", "户主")
    sheet.merge_range("C2:E2", "家庭成员")
    sheet.merge_range("F2:F3", "所属村\n（社区）")
    sheet.write_string("G2", "月收入（元）")
    book.book.close()


@makes("gb18030.csv")
def gb18030(path: Path) -> None:
    """What an older system exports, with a character that GBK does not have."""
    rows = [[*row] for row in PEOPLE]
    rows[2][1] = "张𠮷"
    as_csv(path, [[f"人口登记 {SYNTHETIC}"], PEOPLE_HEADER, *rows], encoding="gb18030")


@makes("utf16.csv")
def utf16(path: Path) -> None:
    """What Excel calls Unicode text: UTF-16 with tabs."""
    path.write_bytes(b"\xff\xfe")
    text = "\r\n".join("\t".join(str(cell) for cell in row) for row in [PEOPLE_HEADER, *PEOPLE])
    path.write_bytes(b"\xff\xfe" + f"{text}\r\n".encode("utf-16-le"))


@makes("semicolons.csv")
def semicolons(path: Path) -> None:
    """A byte-order mark, semicolons, and an address with a line end in it."""
    rows = [[*row, "水峪村一组;3号\n院内东屋"] for row in PEOPLE]
    rows[3][-1] = "尹方村12号"
    header = [*PEOPLE_HEADER, "家庭住址"]
    as_csv(path, [header, *rows], encoding="utf-8-sig", delimiter=";")


@makes("totals.xlsx")
def totals(path: Path) -> None:
    """Numbers of the columns, subtotals, a page that repeats the header, empty numbered lines, a grand total."""
    book = Book(path)
    rows: list[list[Any]] = [
        [f"高龄津贴名册（{SYNTHETIC}）"],
        ROLL_HEADER,
        [1, 2, 3, 4, 5],
        ROLL[0],
        ROLL[1],
        ["", "小  计", "2人", 150],
        [],
        ROLL_HEADER,
        ROLL[2],
        [4, "", "", "", ""],
        ["合计", "", 3, 200],
        ["注：本表一式三份。"],
    ]
    book.sheet("名册", rows)
    book.book.close()


@makes("hidden.xlsx")
def hidden(path: Path) -> None:
    """Rows filtered out, a hidden column, a hidden sheet with old people in it."""
    book = Book(path)
    sheet = book.sheet("人口信息", [PEOPLE_HEADER, *PEOPLE])
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("H:H", None, None, {"hidden": True})
    book.sheet("旧数据", [PEOPLE_HEADER, PEOPLE[3]]).hide()
    book.sheet("说明", [[SYNTHETIC]])
    book.book.close()


@makes("dates_from_1900.xlsx")
def dates_from_1900(path: Path) -> None:
    """Every way to write a day, those that can be read and those that cannot."""
    book = Book(path)
    book.sheet("登记失业人员", [[SYNTHETIC], DATES_HEADER, *DATES])
    book.book.close()


@makes("dates_from_1904.xlsx")
def dates_from_1904(path: Path) -> None:
    """The same days in a workbook that counts from 1904, as those from old Macs do."""
    book = Book(path, date_1904=True)
    rows = [[*row] for row in DATES]
    rows[0][3] = 44931 - 1462
    book.sheet("登记失业人员", [[SYNTHETIC], DATES_HEADER, *rows])
    book.book.close()


@makes("duplicated_headers.xlsx")
def duplicated_headers(path: Path) -> None:
    """Two columns that both claim to be the identity number."""
    book = Book(path)
    rows = [[*row, WORKER] for row in ROLL]
    book.sheet("高龄津贴", [[SYNTHETIC], [*ROLL_HEADER, "身份证号"], *rows])
    book.book.close()


@makes("half_good.xlsx")
def half_good(path: Path) -> None:
    """Good rows among bad ones, every bad one for another reason."""
    book = Book(path)
    wrong = HEAD[:17] + ("1" if HEAD[17] != "1" else "2")
    rows = [
        ["0001", "张三", HEAD, "户主", "男", "1950-11-03", "翠峰镇水峪村", 0, ""],
        ["0002", "李四", wrong, "户主", "", "", "水峪村", 0, ""],
        ["0003", "", WIFE, "户主", "女", "", "尹方村", 0, ""],
        ["0004", "王六", WIDOW, "户主", "男", "", "尹方村", 0, ""],
        ["0005", "张五", SON, "户主", "男", "1979-01-09", "尹方村", 0, ""],
        ["0006", "孙八", WORKER, "女王", "男", "", "尹方村", 0, ""],
        ["0007", "赵七", NEIGHBOUR, "户主", "男", "", "不存在村", "约500", ""],
        ["0008", "周九", identity("19990909", 109), "户主", "男", "", "尹方村", 333.333, ""],
        ["0009", "吴十", identity("19990909", 111), "户主", "男", "", "尹方村", 0, "邻居老王"],
        ["0010", "郑甲", identity("19990909", 113), "户主", "男", "", "尹方村", 0, ""],
        ["0010", "郑乙", identity("20190909", 115), "儿子", "男", "", "尹方村", 0, ""],
        ["0011", "冯丙", identity("19600909", 117), "户主", "男", "", "尹方村", 0, ""],
        ["0011", "陈丁", identity("19610909", 118), "户主", "女", "", "尹方村", 0, ""],
        ["0012", "褚戊", identity("19700909", 119), "户主", "男", "", "尹方村", 0, ""],
        ["0012", "卫己", "14072919990230123X", "妻子", "女", "", "尹方村", 0, ""],
        ["0010", "郑甲", identity("19990909", 113), "户主", "男", "", "尹方村", 0, ""],
    ]
    book.sheet("人口登记", [[SYNTHETIC], [*PEOPLE_HEADER, "电话"], *rows])
    book.book.close()


@makes("old_excel.xls")
def old_excel(path: Path) -> None:
    """An .xls of 2003 with a merged title and a hidden row."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("持证残疾人")
    sheet.write_merge(0, 0, 0, 5, f"残疾人证名册（{SYNTHETIC}）")
    header = ["姓名", "身份证号", "残疾类别", "残疾等级", "残疾证号", "发证日期"]
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    rows = [
        ["张三", HEAD, "肢体残疾", "二级", f"{HEAD}42", date(2019, 5, 6)],
        ["王六", WIDOW, "视力", "一级", f"{WIDOW}11", date(2020, 5, 6)],
        ["孙八", WORKER, "精神", 3, f"{WORKER}63", date(2021, 5, 6)],
    ]
    for row, cells in enumerate([header, *rows], start=1):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell, *([day] if isinstance(cell, date) else []))
    sheet.row(3).hidden = True
    book.save(str(path))


@makes("web_page.xls")
def web_page(path: Path) -> None:
    """A web page saved under the name of a workbook, as many old systems export."""
    cells = "".join(f"<td>{cell}</td>" for cell in ["姓名", "身份证号"])
    path.write_text(
        f"<html><meta charset=utf-8><table><tr>{cells}</tr></table>{SYNTHETIC}</html>", encoding="utf-8"
    )


@makes("empty.xlsx")
def empty(path: Path) -> None:
    """Sheets without a single cell."""
    book = Book(path)
    book.sheet("Sheet1", [])
    book.sheet("Sheet2", [])
    book.book.close()


@makes("wrong_sheet_first.xlsx")
def wrong_sheet_first(path: Path) -> None:
    """Instructions first, then one sheet for each township, then a sheet of another kind."""
    book = Book(path)
    book.sheet("填表说明", [[SYNTHETIC], ["一、身份证号请按文本填写"], ["二、金额以元为单位"]])
    book.sheet("翠峰镇", [["高龄津贴"], ROLL_HEADER, *ROLL[:2]])
    book.sheet("静升镇", [["高龄津贴"], ROLL_HEADER, ROLL[2]])
    book.sheet("残疾人", [["姓名", "身份证号", "残疾类别", "残疾等级"], ["孙八", WORKER, "肢体", "四级"]])
    book.book.close()


@makes("header_on_row_7.xlsx")
def header_on_row_7(path: Path) -> None:
    """A covering letter above the table."""
    book = Book(path)
    letter = [
        ["关于报送登记失业人员的函"],
        ["各乡镇："],
        ["现将名单发给你们。"],
        [SYNTHETIC],
        ["2026年11月1日"],
        [],
    ]
    header = ["编号", "姓名", "公民身份号码", "性别", "登记失业时间", "文化程度", "联系方式"]
    rows = [
        [1, "孙八", WORKER, "男", "2026-03-01", "高中", "13900000001"],
        [2, "张五", SON, "男", "2026.5.20", "初中", "0354-7620000"],
    ]
    book.sheet("名单", [*letter, header, *rows])
    book.book.close()


@makes("renamed_columns.xlsx")
def renamed_columns(path: Path) -> None:
    """Names nobody else uses: a person has to say once what they mean."""
    book = Book(path)
    header = ["序号", "姓名", "公民号", "每月给多少（元）", "打哪天起"]
    book.sheet("高龄津贴", [[SYNTHETIC], header, *ROLL])
    book.book.close()


@makes("in_ten_thousands.xlsx")
def in_ten_thousands(path: Path) -> None:
    """Money in units of ten thousand yuan, by the title and by one header."""
    book = Book(path)
    header = [
        *PEOPLE_HEADER[:7],
        "月工资性收入",
        "家庭金融资产（元）",
        "近一年刚性支出（万元/年）",
        "家庭年收入",
    ]
    rows = [
        [*PEOPLE[0][:7], 0.12, 30000, 1.25, 3],
        [*PEOPLE[1][:7], "0.5万", "", "", ""],
        [*PEOPLE[2][:7], 0.0000001, "", "", ""],
        [*PEOPLE[3][:7], 0, 1234.56, 0, 1],
    ]
    book.sheet("家庭情况", [[f"家庭情况（{SYNTHETIC}）"], ["单位：万元"], header, *rows])
    book.book.close()


@makes("households_in_order.xlsx")
def households_in_order(path: Path) -> None:
    """No household numbers: each household begins with its head."""
    book = Book(path)
    header = ["姓名", "身份证号", "与户主关系", "村"]
    rows = [
        ["张三", HEAD, "户主", "翠峰镇水峪"],
        ["李四", WIFE, "配偶", "翠峰镇水峪"],
        ["王六", WIDOW, "户主", "尹方村委会"],
        ["孙八", "123", "看不清", "尹方村"],
        ["赵七", NEIGHBOUR, "其他", "尹方村"],
    ]
    book.sheet("住户", [[SYNTHETIC], header, *rows])
    book.book.close()


@makes("merged_households.xlsx")
def merged_households(path: Path) -> None:
    """The household's number and address merged over its members, its assets too."""
    book = Book(path)
    header = ["户号", "姓名", "身份证号", "与户主关系", "乡镇", "村", "家庭金融资产"]
    rows = [
        ["", "张三", HEAD, "户主", "", "", ""],
        ["", "李四", WIFE, "妻", "", "", ""],
        ["0002", "王六", WIDOW, "户主", "静升镇", "水峪村", 20],
    ]
    sheet = book.sheet("家庭成员", [[SYNTHETIC], header, *rows])
    sheet.merge_range("A3:A4", "0001")
    sheet.merge_range("E3:E4", "翠峰镇")
    sheet.merge_range("F3:F4", "水峪村")
    sheet.merge_range("G3:G4", 5000)
    book.book.close()


@makes("roll_without_a_title.xlsx")
def roll_without_a_title(path: Path) -> None:
    """A benefit roll that does not say from which policy it pays."""
    book = Book(path)
    book.sheet("Sheet1", [[SYNTHETIC], ROLL_HEADER, *ROLL])
    book.book.close()


@makes("dibao_by_household.xlsx")
def dibao_by_household(path: Path) -> None:
    """One row for each household, named by its head."""
    book = Book(path)
    header = ["序号", "户主姓名", "户主身份证号", "保障人数", "户月保障金额（元）", "纳入时间", "所属村"]
    rows = [
        [1, "张三", HEAD, 3, 1260, "2024-07", "水峪村"],
        [2, "王六", WIDOW, 1, 655.5, "2025-01", "尹方村"],
    ]
    book.sheet("农村低保", [[SYNTHETIC], header, *rows])
    book.book.close()


@makes("facilities.xlsx")
def facilities(path: Path) -> None:
    """Canteens and day-care centres, one of them with its coordinates mixed up."""
    book = Book(path)
    header = ["序号", "设施名称", "设施类型", "乡镇", "村（社区）", "床位数", "经度", "纬度", "投用时间"]
    rows = [
        [1, "水峪幸福食堂", "社区食堂", "翠峰镇", "水峪村", 40, 111.77, 36.84, "2026-05-01"],
        [2, "尹方日间照料中心", "日间照料中心", "静升镇", "尹方村", "12张", "", "", "2025-10"],
        [3, "东关食堂", "社区食堂", "翠峰镇", "东关社区", 30, 36.84, 111.77, ""],
        [4, "大酒店", "酒店", "翠峰镇", "东关社区", 300, "", "", ""],
    ]
    book.sheet("设施", [[f"养老服务设施（{SYNTHETIC}）"], header, *rows])
    book.book.close()


def make_all(folder: Path) -> None:
    """Write every workbook into a folder."""
    folder.mkdir(exist_ok=True)
    for name, maker in MAKERS.items():
        maker(folder / name)


if __name__ == "__main__":
    make_all(FOLDER)
