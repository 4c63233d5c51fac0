from __future__ import annotations

import pytest

from desktop.workflows.pdf_pages import page_picture, page_sizes
from desktop.workflows.print_forms import print_forms, print_forms_of_units
from forms.checklist.library import built_in
from forms.errors import CancelledError, UserError
from resources.texts import Texts

TEXTS = Texts("zh-TW")
UNITS = ("北部航務中心", "𡍼港工作站")


def test_many_units_lie_one_after_the_other_each_with_all_its_pages() -> None:
    one = print_forms([built_in("EN")], agency="航港局", unit=UNITS[0], texts=TEXTS)
    told: list[tuple[int, int]] = []
    pdf = print_forms_of_units(
        [built_in("EN")],
        agency="航港局",
        units=UNITS,
        texts=TEXTS,
        step=lambda done, whole: told.append((done, whole)),
    )
    pages = len(page_sizes(one))
    assert len(page_sizes(pdf)) == 2 * pages
    assert UNITS[0] in page_picture(pdf, 0, 0.2).text
    assert UNITS[1] in page_picture(pdf, pages, 0.2).text
    assert told == [(0, 2), (1, 2)]


def test_setting_many_can_be_stopped() -> None:
    def stop(done: int, _whole: int) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        print_forms_of_units(
            [built_in("SI")], agency="", units=UNITS, texts=TEXTS, step=stop
        )


def test_without_a_unit_its_name_is_left_to_be_written() -> None:
    pdf = print_forms_of_units(
        [built_in("SI")], agency="航港局", units=[None], texts=TEXTS
    )
    assert "航港局" in page_picture(pdf, 0, 0.2).text


def test_a_page_is_never_larger_than_what_a_screen_can_use() -> None:
    pdf = print_forms([built_in("SI")], agency="", unit=None, texts=TEXTS)
    picture = page_picture(pdf, 0, 40.0)
    assert picture.width * picture.height < 25_000_000


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(UserError):
        page_sizes(b"%PDF-1.7 and no more")
