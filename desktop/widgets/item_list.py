"""The items of a visit, one below the other; cards are made when they come in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget
from typing_extensions import override

from desktop import theme
from desktop.widgets.deeds import Deed, Entered
from desktop.widgets.item_card import ItemCard
from forms.checklist.model import Checklist, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.widgets.shown import Shown
    from resources.texts import Texts

_EDGE: Final = 18
_NARROW_EDGE: Final = 10
_ROOMY: Final = 560
_TOP: Final = 14
_GAP: Final = 10
_GUESS: Final = 120
"""How high a card is that nobody has seen yet."""
_HEADING: Final = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item in its place.

    Attributes:
        heading: The section's title, where the item is its first.
    """

    checklist: Checklist
    item: Item
    number: str
    heading: str = ""


class ItemList(QScrollArea):
    """Cards one below the other, of which one is current.

    A card is made when it comes near the part that is seen, so that a checklist of
    hundreds of items opens as fast as one of ten.

    Attributes:
        current: The key of the current item; empty if there are none.

    Signals:
        done(Deed): Something was done or is wanted at an item.
    """

    done = Signal(object)

    def __init__(
        self,
        texts: Texts,
        now: Callable[[], datetime],
        *,
        shown_of: Callable[[str], Shown],
        picture: Callable[[str], bytes],
    ) -> None:
        """``shown_of`` tells what the card of an item shows at present."""
        super().__init__()
        self.texts = texts
        self.current = ""
        self._now = now
        self._picture = picture
        self._places: list[_Place] = []
        self._at: dict[str, int] = {}
        self._shown_of = shown_of
        self._canvas = _Canvas()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._lay_out()
        self._canvas.unfit.connect(self._place_all)
        self._soon.timeout.connect(self._on_soon)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_items(self, entries: Sequence[Entry]) -> None:
        """Show these items in this order, each as it is at present."""
        if [place.entry for place in self._places] != list(entries):
            self._take_places(entries)
        for place in self._places:
            if place.card is not None:
                place.card.show_shown(self._shown_of(place.entry.item.key))
        self._place_all()

    def go_to(self, key: str) -> None:
        """Make this item the current one, in sight, with the keyboard on it."""
        if key not in self._at:
            return
        self._set_current(key)
        card = self._card(self._at[key])
        self._place_all()
        self._bring_into_sight(self._at[key])
        card.begin()

    @property
    def current_card(self) -> ItemCard | None:
        """The card that the keys act on."""
        return self.card(self.current)

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word in a card."""
        return any(place.card and place.card.is_composing for place in self._places)

    def step(self, by: int) -> str:
        """The key of the item so many places on; of the current one at the ends."""
        if not self._places:
            return ""
        at = min(max(self._at.get(self.current, 0) + by, 0), len(self._places) - 1)
        return self._places[at].entry.item.key

    def card(self, key: str) -> ItemCard | None:
        """The card of that item, which is made if it is not there yet."""
        return self._card(self._at[key]) if key in self._at else None

    def keep(self) -> None:
        """Have everything kept that is being written."""
        for place in self._places:
            if place.card is not None:
                place.card.keep()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows move from item to item instead of scrolling.
        event.ignore()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()
        if self.current:
            self._bring_into_sight(self._at[self.current])

    def _take_places(self, entries: Sequence[Entry]) -> None:
        old = {place.entry.item.key: place for place in self._places}
        self._places = []
        for entry in entries:
            place = old.pop(entry.item.key, None) or _Place(entry)
            place.take(entry, self._canvas)
            self._places.append(place)
        for place in old.values():
            place.go()
        self._at = {place.entry.item.key: at for at, place in enumerate(self._places)}
        if self.current not in self._at:
            self.current = ""

    def _card(self, at: int) -> ItemCard:
        place = self._places[at]
        if place.card is None:
            entry = place.entry
            place.card = card = ItemCard(
                entry.checklist,
                entry.item,
                entry.number,
                texts=self.texts,
                now=self._now,
                picture=self._picture,
            )
            card.setParent(self._canvas)
            card.show_shown(self._shown_of(entry.item.key))
            card.set_current(current=entry.item.key == self.current)
            card.done.connect(self._on_done)
            self._put_in_tab_order(at)
            card.show()
        return place.card

    def _put_in_tab_order(self, at: int) -> None:
        """Cards are made out of order, but Tab goes down the page."""
        before = next(
            (place.card for place in reversed(self._places[:at]) if place.card), None
        )
        last: QWidget = self if before is None else before.stops()[-1]
        card = self._places[at].card
        for stop in card.stops() if card else ():
            QWidget.setTabOrder(last, stop)
            last = stop

    def _set_current(self, key: str) -> None:
        if key == self.current:
            return
        for one, current in ((self.current, False), (key, True)):
            at = self._at.get(one)
            if at is not None and (card := self._places[at].card):
                card.set_current(current=current)
        self.current = key

    def _place_all(self) -> None:
        """Make what is in sight and put everything where it belongs.

        What is looked at stays where it is, whatever changes above it.
        """
        width = self.viewport().width()
        self._canvas.resize(width, self._canvas.height())
        anchor = self._anchor()
        offset = self._top_of(anchor) - self.verticalScrollBar().value()
        while True:
            height = self._measure(width)
            self._canvas.resize(width, height)
            if anchor is not None:
                self.verticalScrollBar().setValue(self._top_of(anchor) - offset)
            new = [at for at in self._in_sight(0) if self._places[at].card is None]
            if not new:
                break
            for at in new:
                self._card(at)
        self._soon.start()

    def _measure(self, width: int) -> int:
        """Put every card below the one before; the height of all of them."""
        top, edge = _TOP, _EDGE if width > _ROOMY else _NARROW_EDGE
        for place in self._places:
            top = place.put(edge, top, width - 2 * edge) + _GAP
        return top - _GAP + _TOP

    def _anchor(self) -> int | None:
        if self.current in self._at:
            at = self._at[self.current]
            if at in self._in_sight(0):
                return at
        return next(iter(self._in_sight(0)), None)

    def _top_of(self, at: int | None) -> int:
        return 0 if at is None else self._places[at].top

    def _in_sight(self, margin: int) -> Iterator[int]:
        top = self.verticalScrollBar().value() - margin
        bottom = top + self.viewport().height() + 2 * margin
        for at, place in enumerate(self._places):
            if place.top < bottom and place.top + place.height > top:
                yield at

    def _bring_into_sight(self, at: int) -> None:
        """With a little of what is before and after it, if there is room."""
        bar, place = self.verticalScrollBar(), self._places[at]
        room = self.viewport().height()
        margin = min(_GUESS, max(_TOP, (room - place.height) // 2))
        low = place.top + place.height + margin - room
        high = place.top - margin
        bar.setValue(min(max(bar.value(), low), high))

    def _lay_out(self) -> None:
        self.setObjectName("fill-items")
        self.setAccessibleName(self.texts("Items of this visit"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.setWidget(self._canvas)

    def _on_done(self, deed: Deed) -> None:
        if deed.item != self.current:
            self._set_current(deed.item)
            self._bring_into_sight(self._at[deed.item])
            if not isinstance(deed, Entered):
                # Done with the mouse: the keyboard follows.
                self._card(self._at[deed.item]).setFocus()
        self.done.emit(deed)

    def _on_scrolled(self) -> None:
        if any(self._places[at].card is None for at in self._in_sight(0)):
            self._place_all()
        else:
            self._soon.start()

    def _on_soon(self) -> None:
        """Make one card that may be seen next, while nothing else is to be done."""
        near: Iterable[int] = self._in_sight(self.viewport().height())
        at = next((one for one in near if self._places[one].card is None), None)
        if at is not None:
            self._card(at)
            self._place_all()


class _Place:
    """Where an item stands, whether it has a card yet or not."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.card: ItemCard | None = None
        self.top = 0
        self.height = _GUESS
        self._heading: QLabel | None = None

    def take(self, entry: Entry, canvas: QWidget) -> None:
        """Stand for this, with its section's title above if it is the first."""
        self.entry = entry
        if not entry.heading:
            self._drop_heading()
            return
        if self._heading is None:
            self._heading = QLabel(canvas)
            self._heading.setTextFormat(Qt.TextFormat.PlainText)
            theme.mark(self._heading, "heading")
        self._heading.setText(entry.heading)
        self._heading.show()

    def put(self, left: int, top: int, width: int) -> int:
        """Stand there; where the next one can."""
        self.top = top
        if self._heading is not None:
            self._heading.setGeometry(left + 2, top, width, _HEADING)
            top += _HEADING
        height = _GUESS
        if self.card is not None:
            height = self.card.heightForWidth(width)
            self.card.setGeometry(left, top, width, height)
        self.height = top + height - self.top
        return top + height

    def go(self) -> None:
        """Leave nothing behind."""
        self._drop_heading()
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()

    def _drop_heading(self) -> None:
        if self._heading is not None:
            self._heading.deleteLater()
            self._heading = None


class _Canvas(QWidget):
    """What is scrolled.

    Signals:
        unfit(): A card has become higher or lower.
    """

    unfit = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.unfit.emit()
        return super().event(event)
