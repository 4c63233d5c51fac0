"""Taking the results of a round along, as a file that others can open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.widgets.exporting import FileExport

if TYPE_CHECKING:
    from pathlib import Path

    from forms.phone.record import PhoneRecord
    from resources.texts import Texts

_KINDS: Final = (".xlsx", ".ods", ".pdf")


class ResultsExport(FileExport):
    """The results, with the testers' names or for the units."""

    def ask(self, record: PhoneRecord, agency: str, *, outside: bool) -> None:
        """Have the results written where the person says."""
        name = record.round.definition.title
        if outside:
            name = self.texts("{title} (units)", title=name)
        path = self._ask(self.texts("Export the results"), name, _KINDS)
        if path is not None:
            self._start(partial(_write, record, path, self.texts, agency, outside))


def _write(
    record: PhoneRecord,
    path: Path,
    texts: Texts,
    agency: str,
    outside: bool,
    _step: object,
) -> None:
    from desktop.workflows.phone_results_file import write_results

    write_results(record, path, texts, outside=outside, agency=agency)
