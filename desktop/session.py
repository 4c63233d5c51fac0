"""What every page has: the open profile, the words, the clock, and what changes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop import settings as window_settings
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.people import Member
    from db.store import Store
    from desktop.settings import Settings


class Session(QObject):
    """One person at work on one profile.

    Attributes:
        store: The profile.
        member: Who opened it; ``None`` after the recovery code, which signs nothing.
        texts: The language of the window.
        settings: How this person likes it; `keep` changes them.

    Signals:
        changed(frozenset): The names of the tables that a commit has changed.
        kept(Settings): The window's settings are these now. They are no table of the
            store, and the look and the language of the whole window hang on them.
    """

    changed = Signal(frozenset)
    kept = Signal(object)

    def __init__(
        self,
        store: Store,
        settings: Settings,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self.store = store
        self.member: Member | None = (
            store.people.get(store.person) if store.person else None
        )
        self.settings = settings
        self.texts = Texts(settings.language)
        self._now = now or _now
        store.listen(self._announce)

    def now(self) -> datetime:
        """The time of day, with this place's zone."""
        return self._now()

    def keep(self, settings: Settings) -> None:
        """Have these settings from now on.

        Raises:
            UserError: They cannot be written.
        """
        window_settings.save(self.store.folder, settings)
        self.settings = settings
        if settings.language != self.texts.language:
            self.texts = Texts(settings.language)
        self.kept.emit(settings)

    def _announce(self, tables: frozenset[str]) -> None:
        self.changed.emit(tables)


def _now() -> datetime:
    return datetime.now().astimezone()
