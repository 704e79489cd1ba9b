"""What must come out of each awkward workbook: the table that ``test_awkward_workbooks.py`` walks through."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    """The whole file is refused, for these reasons; ``says`` must stand in the sentence."""

    codes: tuple[str, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Read:
    """The file is read as a kind. Rows are given as Excel shows them; ``notes`` must be among those given."""

    kind: str
    accepted: tuple[int, ...]
    rejected: dict[int, tuple[str, ...]] = field(default_factory=dict)
    set_aside: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def counted(self) -> int:
        return len(self.accepted) + len(self.rejected) + len(self.set_aside)


REGISTER, AGED = "people_and_households", "roll_advanced_age_allowance"
UNREADABLE_DATES = dict.fromkeys(range(9, 15), ("date",))

OUTCOMES: dict[str, Refused | Read] = {
    "merged_titles.xlsx": Read(AGED, (5, 6, 7), set_aside={9: "footer"}, notes=("month_only",)),
    "two_level_header.xlsx": Read(REGISTER, (4, 5, 6)),
    "gb18030.csv": Read(REGISTER, (3, 4, 5, 6), notes=("encoding",)),
    "utf16.csv": Read(REGISTER, (2, 3, 4, 5), notes=("encoding",)),
    "semicolons.csv": Read(REGISTER, (2, 3, 4, 5)),
    "totals.xlsx": Read(
        AGED,
        (4, 5, 9),
        set_aside={
            3: "column_numbers",
            6: "total",
            8: "repeated_header",
            10: "only_a_serial",
            11: "total",
            12: "footer",
        },
    ),
    "hidden.xlsx": Read(
        REGISTER, (2, 3, 4, 5), notes=("hidden_rows", "hidden_columns", "hidden_sheet", "unrecognised_sheet")
    ),
    "identity_as_number.xlsx": Refused(("identity_as_number",), ("3、5行", "整个文件")),
    "identity_as_exponent.csv": Refused(("identity_as_number",), ("第4行",)),
    "identity_rounded.csv": Refused(("identity_rounded",), ("3-5行",)),
    "old_identity_numbers.xlsx": Read(AGED, (3, 4, 5), notes=("identity_upgraded",)),
    "dates_from_1900.xlsx": Read("registered_unemployed", (3, 4, 5, 6, 7, 8), UNREADABLE_DATES),
    "dates_from_1904.xlsx": Read("registered_unemployed", (3, 4, 5, 6, 7, 8), UNREADABLE_DATES),
    "duplicated_headers.xlsx": Refused(("duplicated_header",), ("C列“身份证号”和F列“身份证号”",)),
    "half_good.xlsx": Read(
        REGISTER,
        (3, 11, 12, 13),
        {
            4: ("identity_check_digit", "division_ambiguous"),
            5: ("required",),
            6: ("sex_differs_from_identity",),
            7: ("born_on_differs_from_identity",),
            8: ("code",),
            9: ("number", "division_unknown"),
            10: ("amount",),
            14: ("household_heads",),
            15: ("household_heads",),
            16: ("household_incomplete",),
            17: ("identity_birth_date",),
            18: ("repeated",),
        },
        notes=("phone_left_out",),
    ),
    "old_excel.xls": Read("disability_certificates", (3, 4, 5), notes=("hidden_rows",)),
    "full_width.xlsx": Read(AGED, (3, 4, 5)),
    "web_page.xls": Refused(("html_as_spreadsheet",), ("网页",)),
    "empty.xlsx": Refused(("empty_workbook",)),
    "wrong_sheet_first.xlsx": Read(AGED, (3, 4, 3), notes=("unrecognised_sheet", "other_kind")),
    "header_on_row_7.xlsx": Read("registered_unemployed", (8, 9)),
    "renamed_columns.xlsx": Refused(("column_missing", "column_missing"), ("“公民号”列有些像",)),
    "in_ten_thousands.xlsx": Read(
        REGISTER,
        (7,),
        {4: ("household_incomplete",), 5: ("household_incomplete",), 6: ("amount",)},
        notes=("columns_left_out",),
    ),
    "formulas.xlsx": Read(AGED, (5,), {3: ("formula",), 4: ("excel_error",)}),
    "households_in_order.xlsx": Read(
        REGISTER, (3, 4, 5), {6: ("identity_length", "code"), 7: ("household_unknown",)}
    ),
    "merged_households.xlsx": Read(REGISTER, (3, 4, 5)),
    "roll_without_a_title.xlsx": Refused(("several_kinds",), ("高龄津贴", "低保")),
    "dibao_by_household.xlsx": Read("roll_dibao", (3, 4)),
    "facilities.xlsx": Read("facilities", (3, 4), {5: ("point",), 6: ("code",)}),
}
