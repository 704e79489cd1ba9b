"""The reference says what the code does: the committed pages are exactly those that ``make reference`` writes."""

import pytest

import make_reference


@pytest.mark.parametrize("name", make_reference.PAGES)
def test_a_page_of_the_reference_is_what_the_code_writes(name):
    path = make_reference.FOLDER / name
    committed = path.read_text(encoding="utf-8") if path.is_file() else ""

    if committed != make_reference.PAGES[name]():
        pytest.fail(
            f"docs/reference/{name} does not say what the code does now. Run `make reference` and commit the page.",
            pytrace=False,
        )


def test_the_reference_holds_no_page_that_nothing_writes():
    assert {path.name for path in make_reference.FOLDER.iterdir()} == set(make_reference.PAGES)
