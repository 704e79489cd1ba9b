"""Finding tables, columns and divisions: what is recognised, what is proposed, what is asked."""

from __future__ import annotations

import pytest
from tests.kernel.intake.reading_files import KINDS, kind_called, preview_bytes
from tests.kernel.intake.synthetic import COUNTY, DIVISIONS, EAST, HEAD, WATER, YIN

from minsheng.engines.policy.text import Text
from minsheng.kernel.intake.checking.cells import CellProblem
from minsheng.kernel.intake.checking.columns import Header, map_columns, names_of, propose_similar
from minsheng.kernel.intake.checking.divisions import DivisionFinder
from minsheng.kernel.intake.checking.headers import HeaderArea, likely_header
from minsheng.kernel.intake.checking.words import plain, plain_without_brackets
from minsheng.kernel.intake.problems import FileRefusedError
from minsheng.kernel.intake.reading.workbook import Merge, Sheet
from minsheng.kernel.intake.sheets import PEOPLE_AND_HOUSEHOLDS
from minsheng.kernel.people.facts import FACTS
from minsheng.kernel.registry.card import Column, SheetKind

AGED = kind_called("roll_advanced_age_allowance")


def headers(*texts: str) -> list[Header]:
    """Return single-level headers."""
    return [Header(column, (text,)) for column, text in enumerate(texts)]


@pytest.mark.parametrize(
    "text",
    [
        "身份证号",
        " 身份证号：",
        "＊身份证号",
        "身份证\n号 码",
        "2.公民身份号码",
        "(3)证件号码",
        "身份证号（18位）",
        "（一）身份证号码",
    ],
)
def test_a_header_is_known_however_it_is_typed(text: str) -> None:
    assert map_columns(headers(text), AGED).used["identity"].header.text == " ".join(text.split())


def test_words_are_compared_without_dress() -> None:
    assert plain("＊月收入（元）：") == "月收入元"
    assert plain_without_brackets("1、月收入【元】") == "月收入"


def test_the_exact_name_wins_over_the_one_under_a_group() -> None:
    guardian = Header(1, ("监护人", "姓名"))

    mapping = map_columns([Header(0, ("姓名",)), guardian], AGED)

    assert mapping.used["name"].header.column == 0
    assert mapping.left_out == [guardian]


def test_two_equal_claims_are_a_clash_and_not_a_choice() -> None:
    mapping = map_columns(headers("姓名", "身份证号", "证件号码", "金额"), AGED)

    assert [match.header.text for match in mapping.clashes["identity"]] == ["身份证号", "证件号码"]
    assert "identity" not in mapping.used


def test_a_person_can_settle_a_clash_by_leaving_one_out() -> None:
    mapping = map_columns(headers("姓名", "身份证号", "证件号码", "金额"), AGED, remembered={"证件号码": ""})

    assert mapping.used["identity"].header.text == "身份证号"
    assert mapping.is_complete


def test_what_is_only_similar_is_proposed_and_not_used() -> None:
    mapping = map_columns(headers("姓名", "老人的身份证号码", "金额", "完全不同"), AGED)
    propose_similar(mapping, AGED)

    assert "identity" not in mapping.used
    assert [(match.header.text, match.field) for match in mapping.proposed] == [
        ("老人的身份证号码", "identity")
    ]
    assert mapping.proposed[0].confidence < 0.8


def test_no_two_columns_of_a_kind_share_a_name() -> None:
    for kind in KINDS:
        seen: dict[str, str] = {}
        for column in kind.columns:
            for name in (column.label.zh, *column.names):
                assert seen.setdefault(plain(name), column.field) == column.field, (kind.key, name)


def test_no_wording_stands_for_two_codes() -> None:
    for kind in KINDS:
        for column in kind.columns:
            codes: dict[str, int] = {}
            for word, code in column.codes.items():
                assert codes.setdefault(plain(word), code) == code, (kind.key, column.field, word)


def test_columns_named_like_facts_have_the_kind_and_codes_of_the_fact() -> None:
    for column in PEOPLE_AND_HOUSEHOLDS.columns:
        if column.field in FACTS and FACTS[column.field].codes:
            assert set(column.codes.values()) == set(FACTS[column.field].codes)


def test_every_kind_has_its_own_key_and_an_existing_check() -> None:
    assert len({kind.key for kind in KINDS}) == len(KINDS)
    for kind in KINDS:
        needed = {field for group in kind.needs_one_of for field in group}
        assert needed <= {column.field for column in kind.columns}
    assert names_of(AGED)["金额"] == "amount_fen"


def test_a_kind_needs_one_column_of_each_group() -> None:
    assert [column.field for column in map_columns(headers("姓名", "身份证号"), AGED).missing] == [
        "amount_fen"
    ]
    assert map_columns(headers("姓名", "身份证号", "户金额"), AGED).is_complete


def test_a_group_without_merged_cells_reaches_to_the_next_group() -> None:
    rows = [["户主", None, "成员"], ["姓名", "身份证号", "姓名", "身份证号"], ["张三"]]
    area = HeaderArea(Sheet("甲", rows))  # type: ignore[arg-type]

    assert [header.key for header in area.header_rows(2, 2).headers] == [
        "户主姓名",
        "户主身份证号",
        "成员姓名",
        "成员身份证号",
    ]


def test_a_merge_beyond_the_last_row_does_no_harm() -> None:
    sheet = Sheet("甲", [["姓名"]], merges=(Merge(1, 0, 900, 3), Merge(50, 0, 51, 1)))

    assert HeaderArea(sheet).text(1, 3) == "姓名"


def test_the_likely_header_of_an_unknown_sheet_is_its_widest_row_of_words() -> None:
    rows = [["标题"], ["甲列", "乙列", "丙列"], ["张三", 1.0, 2.0]]

    found = likely_header(HeaderArea(Sheet("甲", rows)))  # type: ignore[arg-type]

    assert found is not None
    assert found.last_row == 2


def test_the_title_decides_between_rolls_with_the_same_columns() -> None:
    header = "姓名,身份证号,金额\n"
    for title, key in [
        ("灵石县低保发放表", "roll_dibao"),
        ("特困人员供养金", "roll_tekun"),
        ("孤儿基本生活费", "roll_orphan_allowance"),
    ]:
        preview = preview_bytes(f"{title},,\n{header}张三,{HEAD},5\n".encode())
        assert preview.kind.key == key


def test_the_name_of_the_file_counts_as_title() -> None:
    preview = preview_bytes(f"姓名,身份证号,金额\n张三,{HEAD},5\n".encode(), file_name="高龄津贴2026.csv")

    assert preview.kind is AGED


def test_a_file_with_another_number_of_rows_than_announced_is_refused() -> None:
    content = f"高龄津贴,,\n姓名,身份证号,金额\n张三,{HEAD},5\n合计,,5\n".encode()

    assert preview_bytes(content, control_total=1).counted == 2
    with pytest.raises(FileRefusedError, match="2 rows were announced, 1 were read"):
        preview_bytes(content, control_total=2)


def test_a_sheet_full_to_its_last_row_may_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    from minsheng.kernel.intake.checking import preview as previewing
    from minsheng.kernel.intake.reading.workbook import FileKind

    content = f"高龄津贴,,\n姓名,身份证号,金额\n张三,{HEAD},5\n".encode()
    monkeypatch.setattr(previewing, "LAST_ROW", {FileKind.TEXT: 3})

    with pytest.raises(FileRefusedError, match="full to row 3"):
        preview_bytes(content)
    assert preview_bytes(content, control_total=1).counted == 1


def test_a_column_of_another_span_is_not_used() -> None:
    preview = preview_bytes(f"低保,,\n姓名,身份证号,金额（元/年）\n张三,{HEAD},5\n".encode())

    assert preview.accepted[0].values.keys() >= {"identity", "name"}
    assert "amount_fen" not in preview.accepted[0].values
    assert "other_span" in {note.code for note in preview.notes}


finder = DivisionFinder(DIVISIONS, within=COUNTY)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["翠峰镇", "水峪村"], WATER),
        (["晋中市灵石县翠峰镇水峪村民委员会"], WATER),
        (["灵石", "翠峰", "水峪"], WATER),
        (["灵石县", "翠峰镇", "水峪"], WATER),
        ([WATER], WATER),
        (["140729"], COUNTY),
        (["尹方"], YIN),
        (["东关社区"], EAST),
        (["东关社区居委会"], EAST),
        (["灵石县"], COUNTY),
    ],
)
def test_a_division_is_found_by_path_or_code(parts: list[str], code: str) -> None:
    assert finder.find(parts) == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (["水峪村"], "division_ambiguous"),
        (["古陶镇", "尹方村"], "division_unknown"),
        (["140728100200"], "division_unknown"),
        (["不存在村"], "division_unknown"),
        (["12345"], "division_unknown"),
    ],
)
def test_a_division_elsewhere_or_in_doubt_is_not_guessed(parts: list[str], code: str) -> None:
    with pytest.raises(CellProblem) as problem:
        finder.find(parts)
    assert problem.value.code == code


def test_a_kind_can_be_used_twice_in_one_process_without_mixing_names() -> None:
    one = SheetKind("x", Text("甲", "x"), (Column("a", Text("甲列", "a"), "text", ("乙",)),), "")
    other = SheetKind("x", Text("甲", "x"), (Column("b", Text("乙列", "b"), "text", ("乙",)),), "")

    assert map_columns(headers("乙"), one).used.keys() == {"a"}
    assert map_columns(headers("乙"), other).used.keys() == {"b"}
