from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.phone_copy_scale import NamedScale, PhoneCopyScaleDialog
from desktop.pages.phone_scale import PhoneScalePage
from desktop.widgets.phone_rounds import scale_pieces
from desktop.widgets.places import PhoneScaleOf
from desktop.workflows.phone_scales import copy_scale, find_scale
from forms.errors import UserError
from tests.desktop.rounds_day import button, rounds_session, shown
from tests.desktop.signing_day import is_freed
from tests.desktop.workflows.phone_day import SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session

WORDS, WORTH, TIMES, RINGS = range(4)


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with rounds_session(profile) as session:
        copy_scale(
            session.store, SCALE, code="ours", title={"zh-TW": "本局量表", "en": "Ours"}
        )
        yield session


def page_of(qtbot: QtBot, session: Session, ref: str = "ours") -> PhoneScalePage:
    return shown(qtbot, PhoneScalePage(session, PhoneScaleOf(ref)))


def enter(page: PhoneScalePage, path: tuple[str, ...], column: int, text: str) -> None:
    model = page.table.model()
    index = model.index(page._model.row_of(path), column)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    model.setData(index, text)


def test_a_built_in_scale_is_only_read_and_says_what_is_sourced(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session, SCALE.ref)
    assert not button(page, "scale-save").isVisible()
    assert not button(page, "scale-add-item").isVisible()
    model = page.table.model()
    sources = [model.index(row, 5).data() for row in range(model.rowCount())]
    assert sources[0] == "published rule"
    assert "Set by this agency" in sources
    assert not model.index(1, WORTH).flags() & Qt.ItemFlag.ItemIsEditable
    assert page.cards.title.isReadOnly()


def test_it_is_copied_to_be_edited(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, session, SCALE.ref)
    named = NamedScale(code="mine", title={"zh-TW": "我的"})
    monkeypatch.setattr(PhoneCopyScaleDialog, "ask", lambda *_: named)
    with qtbot.waitSignal(page.going) as going:
        button(page, "scale-copy").click()
    assert going.args == [PhoneScaleOf("mine@1")]
    named = NamedScale(code="Not Good", title={"zh-TW": "我的"})
    with qtbot.waitSignal(page.told):
        button(page, "scale-copy").click()


def test_points_that_do_not_add_up_are_told_and_cannot_be_saved(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    assert not button(page, "scale-save").isEnabled()
    item = page.scale.parts[1].sections[0].items[0]
    path = ("unit", page.scale.parts[1].sections[0].key, item.key)
    enter(page, path, WORTH, "14")
    assert "add up to" in page._told.text()
    assert not button(page, "scale-save").isEnabled()
    assert page.trial.score() is None
    assert isinstance(page.keep(), UserError)
    enter(page, path, WORTH, item.points)
    assert page._told.text() == ""


def test_a_change_is_saved_as_the_next_version(qtbot: QtBot, session: Session) -> None:
    page = page_of(qtbot, session)
    enter(page, ("switchboard",), TIMES, "2.25")
    page.cards.rings.setValue(3)
    page.cards.rings.editingFinished.emit()
    page.cards.report.setText("85")
    page.cards.report.editingFinished.emit()
    with qtbot.waitSignal(page.going) as going:
        button(page, "scale-save").click()
    assert going.args == [PhoneScaleOf("ours@2")]
    kept = find_scale(session.store, "ours")
    assert (kept.version, kept.ring_limit, kept.report_under) == (2, 3, "85")
    assert kept.parts[0].multiplier == "2.25"
    assert kept.parts[0].own
    assert find_scale(session.store, "ours@1").parts[0].multiplier == "2.22"
    assert page.keep() is None


def test_bands_bonuses_and_reasons_are_edited(qtbot: QtBot, session: Session) -> None:
    page = page_of(qtbot, session)
    grades = page.cards.grades
    rows = [list(row) for row in grades._model.rows]
    rows[0][2] = "95"
    grades._model.show_rows(rows)
    grades.edited.emit()
    page.cards.bonuses._model.show_rows([["", "主動回電", "2"]])
    page.cards.bonuses.edited.emit()
    assert page.scale.grades[0].at_least == "95"
    assert page.scale.grades_own
    (bonus,) = page.scale.bonuses
    assert (bonus.label["zh-TW"], bonus.points, bonus.own) == ("主動回電", "2", True)
    assert page._told.text() == ""


def test_a_trial_follows_the_levels_that_are_ticked(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    score = page.trial.score()
    assert score is not None
    assert score.total == 100
    item = page.scale.parts[1].sections[0].items[0]
    worst = item.levels[-1]
    path = ("unit", page.scale.parts[1].sections[0].key, item.key, worst.key)
    row = page._model.row_of(path)
    page.table.setCurrentIndex(page._model.index(row, WORDS))
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    lower = page.trial.score()
    assert lower is not None
    assert lower.total < 100
    page.trial.parts.setCurrentIndex(1)
    page.trial.parts.activated.emit(1)
    alone = page.trial.score()
    assert alone is not None
    assert str(alone.total.normalize()) == "99.9"


def test_levels_and_items_come_and_go(qtbot: QtBot, session: Session) -> None:
    page = page_of(qtbot, session)
    before = page.scale
    section = before.parts[1].sections[0]
    item = section.items[0]
    page.table.setCurrentIndex(
        page._model.index(page._model.row_of(("unit", section.key, item.key)), 0)
    )
    button(page, "scale-add-item").click()
    assert len(list(page.scale.items())) == len(list(before.items())) + 1
    added = page.scale.parts[1].sections[0].items[1]
    page.table.setCurrentIndex(
        page._model.index(page._model.row_of(("unit", section.key, added.key)), 0)
    )
    button(page, "scale-add-level").click()
    assert len(page.scale.item(added.key).levels) == 2
    page.table.setCurrentIndex(
        page._model.index(page._model.row_of(("unit", section.key, added.key)), 0)
    )
    button(page, "scale-remove").click()
    assert page.scale == before


def test_the_table_is_a_sound_model(
    qtbot: QtBot, session: Session, qtmodeltester: ModelTester
) -> None:
    page = page_of(qtbot, session)
    qtmodeltester.check(page._model)  # type: ignore[no-untyped-call]


def test_an_items_best_level_goes_with_its_points() -> None:
    item = SCALE.parts[1].sections[0].items[0]
    path = ("unit", SCALE.parts[1].sections[0].key, item.key)
    changed = scale_pieces.with_points(SCALE, path, "20").item(item.key)
    assert changed.points == changed.levels[0].points == "20"
    assert changed.levels[1:] == item.levels[1:]


@pytest.mark.parametrize("ref", ["ours", SCALE.ref])
def test_the_page_is_freed(qtbot: QtBot, session: Session, ref: str) -> None:
    assert is_freed(qtbot, lambda: PhoneScalePage(session, PhoneScaleOf(ref)))
