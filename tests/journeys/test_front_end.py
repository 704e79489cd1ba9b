"""What the few scripts of the front end do for a person, in a real browser."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHARED_PAGES = ["/login/", "/design/"]


@pytest.mark.parametrize("address", SHARED_PAGES)
def test_shared_pages_fit_a_phone_without_barriers(phone, address, fits_the_screen, is_accessible, picture):
    phone.goto(address)

    fits_the_screen(phone)
    is_accessible(phone)
    picture(phone, f"shared{address}")


@pytest.mark.parametrize("address", SHARED_PAGES)
def test_shared_pages_have_no_barriers_on_a_desk(desktop, address, fits_the_screen, is_accessible, picture):
    desktop.goto(address)

    fits_the_screen(desktop)
    is_accessible(desktop)
    picture(desktop, f"shared{address}")


def test_large_type_stays_switched_on_from_page_to_page(phone):
    phone.goto("/login/")
    phone.locator("[data-large-type]").click()

    phone.goto("/design/")

    assert phone.locator("html").get_attribute("data-type") == "large"
    assert phone.locator("[data-large-type]").get_attribute("aria-pressed") == "true"


def test_large_type_is_switched_off_again_by_the_same_button(phone):
    phone.goto("/login/")
    button = phone.locator("[data-large-type]")
    button.click()

    button.click()

    assert phone.locator("html").get_attribute("data-type") is None
    assert button.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("address", SHARED_PAGES)
def test_a_page_still_fits_a_phone_in_large_type(phone, address, fits_the_screen):
    phone.goto(address)

    phone.locator("[data-large-type]").click()

    fits_the_screen(phone)


def test_everything_that_can_be_pressed_on_a_phone_is_big_enough_for_a_thumb(phone):
    phone.goto("/login/")

    buttons = phone.locator("button:visible, .btn:visible, input:visible")
    sizes = [buttons.nth(number).bounding_box() for number in range(buttons.count())]

    assert len(sizes) > 4
    assert [size for size in sizes if size["height"] < 44] == []


def test_the_chinese_on_the_page_comes_in_the_house_font(desktop):
    desktop.goto("/login/")
    desktop.evaluate("document.fonts.ready")

    loaded = desktop.evaluate(
        "[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)"
    )

    assert any("Noto Sans SC Variable" in family for family in loaded)


def test_the_keyboard_can_jump_past_the_navigation(desktop):
    desktop.goto("/login/")
    link = desktop.locator(".skip-link")
    link.focus()

    height = link.bounding_box()["height"]
    desktop.keyboard.press("Enter")

    assert height >= 44
    assert desktop.evaluate("document.activeElement.id") == "content"
