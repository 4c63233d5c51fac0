"""Plans, coverage and obligations on paper, as other programs read them."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pytest

from forms.plan.coverage import Seen
from forms.plan.library import built_in_plan, built_in_plans
from forms.report.plans.content import plan_text
from forms.report.plans.duties_pdf import duties_pdf
from forms.report.plans.matrix import Matrix, MatrixRow, matrix_of
from forms.report.plans.matrix_pdf import matrix_pdf
from forms.report.plans.plan_pdf import plan_pdf
from tests.forms.plan.documents import REAL, plan_of, real_text
from tests.forms.report.plans import make
from tests.forms.report.plans.make import squeezed, text_of
from tests.forms.report.plans.test_calendar import owed

if TYPE_CHECKING:
    from pathlib import Path

    from forms.plan.model import Plan
    from resources.texts import Texts


def plan_on_paper(plan: Plan, texts: Texts = make.CHINESE) -> bytes:
    return plan_pdf(plan, plan_text(plan, texts), texts)


def pages(pdf: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [page.mediabox for page in document.pages]
        return [(round(float(b[2])), round(float(b[3]))) for b in boxes]


def assert_sound(pdf: bytes, folder: Path) -> None:
    said = make.output("qpdf", pdf, folder, "--check", "{file}")
    assert "No syntax or stream encoding errors" in said
    _, *lines = make.output("pdffonts", pdf, folder, "{file}").splitlines()[1:]
    for line in lines:
        assert re.search(r" yes +yes +yes +\d+ +\d+$", line), line


@pytest.mark.parametrize("plan", built_in_plans(), ids=lambda plan: plan.code)
def test_every_word_of_a_built_in_plan_is_on_the_paper(
    plan: Plan, tmp_path: Path
) -> None:
    pdf = plan_on_paper(plan)
    text = text_of(pdf, tmp_path)
    for item in plan.items:
        for line in item.text.split("\n"):
            assert squeezed(line) in text, item.key
    for section in plan.sections:
        assert squeezed(section.text) in text, section.key
    for said in (plan.title, plan.document_number or "", *plan.bases, *plan.objectives):
        assert squeezed(said) in text
    assert_sound(pdf, tmp_path)


@pytest.mark.parametrize("code", REAL)
def test_every_word_of_a_real_plan_is_on_the_paper(code: str, tmp_path: Path) -> None:
    plan = plan_of(real_text(code))
    text = text_of(plan_on_paper(plan), tmp_path)
    for item in plan.items:
        # a cell that a page ends in is found in its two halves
        assert squeezed(item.text)[:12] in text, item.key


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert plan_on_paper(make.SMALL) == plan_on_paper(make.SMALL)


def test_what_goes_on_over_a_page_is_named_again(tmp_path: Path) -> None:
    items = [make.item("1", "閱覽環境")]
    items += [
        make.item(f"1-{n}", "每層樓設置一處安靜自習區。" * 12) for n in range(1, 10)
    ]
    pdf = plan_on_paper(make.plan(*items))
    assert len(pages(pdf)) > 1
    again = text_of(pdf, tmp_path).count("一、閱覽環境（續）")
    assert again == len(pages(pdf)) - 1


def test_an_item_longer_than_a_page_is_torn_and_nothing_of_it_is_lost(
    tmp_path: Path,
) -> None:
    numbers = "".join(f"第{n}項" for n in range(1, 900))
    plan = make.plan(
        make.item("1", "閱覽環境"), make.item("1-1", numbers, owners=("秘書室",))
    )
    pdf = plan_on_paper(plan)
    text = text_of(pdf, tmp_path)
    assert len(pages(pdf)) > 2
    assert all(f"第{n}項" in text for n in range(1, 900))


def test_many_columns_lie_across_the_page() -> None:
    assert pages(plan_on_paper(make.SMALL))[0] == (595, 842)
    wide = make.plan(
        make.item("1", "甲", owners=("秘書室",)),
        levels=("策略", "作法", "項目", "內容", "要領", "重點"),
    )
    assert pages(plan_on_paper(wide))[0] == (842, 595)


def test_labels_speak_the_reader_s_language(tmp_path: Path) -> None:
    text = text_of(plan_on_paper(make.SMALL, make.ENGLISH), tmp_path)
    assert "Completiondeadline" in text
    assert "Unitsincharge" in text
    assert "Page1of1" in text


def test_coverage_is_told_in_signs_and_in_words(tmp_path: Path) -> None:
    for state, sign, word in (
        (Seen.SEEN, "●3", "已查核"),
        (Seen.COVERED, "○", "待查核"),
        (Seen.UNCOVERED, "△", "未涵蓋"),
        (Seen.WAIVED, "－", "免辦理"),
    ):
        count = 3 if state is Seen.SEEN else 0
        matrix = matrix_of(
            make.SMALL, make.seen(state, count=count, last=date(2026, 3, 2))
        )
        pdf = matrix_pdf(make.SMALL, matrix, make.CHINESE)
        text = text_of(pdf, tmp_path)
        assert text.count(f"{sign}{word}") >= 3, state
        assert_sound(pdf, tmp_path)


def test_units_that_do_not_fit_side_by_side_follow_below(tmp_path: Path) -> None:
    units = tuple(f"第{n}服務站" for n in range(1, 41))
    matrix = Matrix(
        units=units,
        rows=tuple(
            MatrixRow(key="1-1", cited=f"項目{n}", checks=(), cells=(None,) * 40)
            for n in range(83)
        ),
    )
    pdf = matrix_pdf(make.SMALL, matrix, make.CHINESE)
    text = text_of(pdf, tmp_path)
    assert set(pages(pdf)) == {(842, 595)}
    assert "單位1至14" in text
    assert "單位29至40" in text
    assert all(text.count(f"項目{n}") >= 3 for n in range(83))


def test_setting_the_matrix_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, whole: int) -> None:
        raise StoppedError(done, whole)

    matrix = matrix_of(make.SMALL, make.seen(Seen.COVERED))
    with pytest.raises(StoppedError):
        matrix_pdf(make.SMALL, matrix, make.CHINESE, stop)


def test_obligations_are_put_together_by_item(tmp_path: Path) -> None:
    pdf = duties_pdf(make.SMALL, owed("2027-01-01"), make.CHINESE, date(2027, 1, 1))
    text = text_of(pdf, tmp_path)
    assert text.count("一、(二)辦理電話禮貌測試。（每年二~三次）") == 1
    assert "統計至116年1月1日" in text
    assert "0／2–3次▲逾期" in text
    assert_sound(pdf, tmp_path)


def test_nothing_owed_and_nothing_to_cover_are_said() -> None:
    nothing = duties_pdf(make.SMALL, (), make.CHINESE, date(2026, 1, 1))
    assert len(pages(nothing)) == 1
    empty = matrix_pdf(make.SMALL, Matrix(units=(), rows=()), make.ENGLISH)
    assert len(pages(empty)) == 1


def test_a_plan_of_one_page_is_not_made_longer_by_its_headings() -> None:
    plan = built_in_plan("chiayi-vehicle-station-106")
    assert len(pages(plan_on_paper(plan))) <= 5
