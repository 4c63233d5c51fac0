"""A visit being filled in, and a checklist that has every kind of answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.pages.fill import FillPage
from desktop.widgets.places import Fill
from forms.checklist.library import built_in
from forms.checklist.model import (
    AnswerIs,
    AnswerKind,
    Attached,
    Checklist,
    Choice,
    Column,
    Condition,
    Demand,
    Fact,
    Item,
    Range,
    Repeat,
    RowRule,
    Section,
)
from tests.desktop.workflows.make import draft

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.session import Session

ENTER: Final = Qt.Key.Key_Return
_CONFORM: Final = Column(
    key="conform", label={"zh-TW": "符合", "en": "Conforms"}, kind=AnswerKind.YES_NO
)


def _item(key: str, kind: AnswerKind, **fields: object) -> Item:
    if kind is AnswerKind.LEVEL:
        fields.setdefault("scale", "graded")
    words = {"zh-TW": f"{key} 要看什麼", "en": f"What to look at, {key}"}
    unit = fields.pop("unit", {"zh-TW": "處", "en": "places"})
    return Item(key=key, text=words, kind=kind, unit=unit, **fields)  # type: ignore[arg-type]


def every_kind() -> Checklist:
    """One item of each kind, then such as repeat, hang on others or want a photo."""
    kinds = Section(
        key="EK-kinds",
        title={"zh-TW": "各種答案", "en": "Kinds"},
        items=(
            _item("K-level", AnswerKind.LEVEL, note=Demand.SHORT, photo=Demand.SHORT),
            _item("K-sample", AnswerKind.SAMPLE),
            _item("K-yes", AnswerKind.YES_NO),
            _item("K-number", AnswerKind.NUMBER, expected=Range(least="10", most="20")),
            _item("K-wait", AnswerKind.WAIT, expected=Range(most="300")),
            _item("K-text", AnswerKind.TEXT),
            _item(
                "K-choice",
                AnswerKind.CHOICE,
                choices=(
                    Choice(key="a", label={"zh-TW": "甲", "en": "First"}),
                    Choice(key="b", label={"zh-TW": "乙", "en": "Second"}),
                ),
            ),
            _item("K-date", AnswerKind.DATE),
            _item("K-time", AnswerKind.TIME),
        ),
    )
    others = Section(
        key="EK-others",
        title={"zh-TW": "其他", "en": "Others"},
        items=(
            _item(
                "O-machines",
                AnswerKind.SAMPLE,
                repeat=Repeat(
                    label={"zh-TW": "設備", "en": "machine"},
                    columns=(
                        Column(
                            key="label",
                            label={"zh-TW": "編號", "en": "Number"},
                            kind=AnswerKind.TEXT,
                        ),
                        _CONFORM,
                    ),
                ),
            ),
            _item(
                "O-cases",
                AnswerKind.SAMPLE,
                repeat=Repeat(
                    label={"zh-TW": "案件", "en": "case"},
                    rule=RowRule.ON_TIME,
                    working_days=True,
                    columns=tuple(
                        Column(key=key, label={"zh-TW": key, "en": key}, kind=kind)
                        for key, kind in (
                            ("received", AnswerKind.DATE),
                            ("days", AnswerKind.NUMBER),
                            ("closed", AnswerKind.DATE),
                        )
                    ),
                ),
            ),
            _item(
                "O-measured",
                AnswerKind.LEVEL,
                attached=(
                    Attached(
                        key="height",
                        label={"zh-TW": "高度", "en": "Height"},
                        kind=AnswerKind.NUMBER,
                        unit={"zh-TW": "公分", "en": "cm"},
                        expected=Range(least="120"),
                    ),
                ),
            ),
            _item("O-private", AnswerKind.LEVEL, photo=Demand.FORBIDDEN),
            _item(
                "O-alarm",
                AnswerKind.LEVEL,
                shown_when=Condition(
                    any_answer=(AnswerIs(item="K-yes", values=("yes",)),)
                ),
            ),
            _item("O-lift", AnswerKind.LEVEL, shown_when=Condition(fact="lift")),
        ),
    )
    return replace(
        built_in("EN"),
        code="EK",
        title={"zh-TW": "各種題型", "en": "Every kind"},
        sections=(kinds, others, built_in("EN").sections[-1]),
        facts=(Fact(key="lift", label={"zh-TW": "設有升降設備", "en": "Has a lift"}),),
    )


def many(sections: int = 10, each: int = 20) -> Checklist:
    """A checklist of hundreds of levels."""
    model = built_in("EN").item("EN01")
    return replace(
        built_in("EN"),
        code="MA",
        title={"zh-TW": "全項查核", "en": "Everything"},
        sections=tuple(
            Section(
                key=f"MA-{section}",
                title={"zh-TW": f"第{section}部分", "en": f"Part {section}"},
                items=tuple(
                    replace(model, key=f"MA{section:02d}{place:02d}")
                    for place in range(each)
                ),
            )
            for section in range(sections)
        ),
    )


def filling_page(
    qtbot: QtBot,
    session: Session,
    *checklists: Checklist,
    item: str = "",
    size: tuple[int, int] = (1105, 736),
) -> FillPage:
    """The fill page of a new visit, shown and with the keyboard."""
    visit = draft(
        session.store,
        checklists=list(checklists or (built_in("EN"), built_in("SI"))),
        started=session.now(),
        facts={},
    )
    page = FillPage(session, Fill(visit.id, item))
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return page


def press(*keys: str | Qt.Key, control: bool = False) -> None:
    """Press keys, wherever the keyboard is."""
    modifier = Qt.KeyboardModifier
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        held = modifier.ControlModifier if control else modifier.NoModifier
        if isinstance(key, str):
            for letter in key:
                QTest.keyClicks(QApplication.focusWidget() or focus, letter, held)
        else:
            QTest.keyClick(focus, key, held)


def part(page: QWidget, name: str) -> QWidget:
    """The widget of that name."""
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found


def fill_the_disk(session: Session) -> None:
    """Have no more room for anything that would be written to the profile."""
    database = session.store.connection.database
    database.execute("VACUUM")  # no page is free to be written
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages}").fetchone()


def make_room(session: Session) -> None:
    """Take that back."""
    database = session.store.connection.database
    database.execute("PRAGMA max_page_count = 1000000").fetchone()
