"""Typing the name of a unit of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.widgets.suggest_edit import SuggestEdit, Suggestion
from forms.directory.resolve import tree

if TYPE_CHECKING:
    from forms.directory.model import Directory, Place, Unit


class UnitEdit(SuggestEdit):
    """A unit, found by its name, its short name or one that it once bore."""

    def __init__(self) -> None:
        super().__init__()
        self._directory: Directory | None = None

    def offer_units(self, directory: Directory | None) -> None:
        """Offer the units of the directory, in the order of its tree."""
        self._directory = directory
        if directory is None:
            self.offer(())
            return
        names = {unit.id: unit.name for unit in directory.units}
        self.offer(
            Suggestion(
                name=unit.name,
                detail=names.get(unit.parent or "", ""),
                also=_also(unit),
            )
            for _, unit in tree(directory)
        )

    def unit(self) -> Unit | None:
        """The unit of the directory that is named here."""
        if self._directory is None:
            return None
        name = self.text().strip()
        return next((one for one in self._directory.units if one.name == name), None)

    def places(self) -> tuple[Place, ...]:
        """The places of that unit."""
        unit = self.unit()
        if unit is None or self._directory is None:
            return ()
        return tuple(one for one in self._directory.places if one.unit == unit.id)


def _also(unit: Unit) -> str:
    return " ".join((unit.short_name, *(former.name for former in unit.former_names)))
