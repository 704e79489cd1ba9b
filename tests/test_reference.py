"""The reference says what the code does: the committed pages are exactly those that ``make reference`` writes."""

import pytest

import make_reference


@pytest.mark.parametrize("name", make_reference.FILES)
def test_a_page_of_the_reference_is_what_the_code_writes(name):
    path = make_reference.ROOT / name
    committed = path.read_text(encoding="utf-8") if path.is_file() else ""

    if committed != make_reference.FILES[name]():
        pytest.fail(
            f"{name} does not say what the code does now. Run `make reference` and commit the page.",
            pytrace=False,
        )


def test_the_reference_holds_no_page_that_nothing_writes():
    written = {
        path.relative_to(make_reference.FOLDER).as_posix() for path in make_reference.FOLDER.rglob("*.*")
    }

    # What `make trust` measured is compared with its catalogue in tests/trust.
    assert written == {*make_reference.PAGES, "trust.md"}
