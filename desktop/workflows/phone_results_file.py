"""The results of a round of telephone tests as a file that others can open.

The name that a person gives the file says what it becomes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.workflows.write_file import refuse_unwritable, write_file
from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from forms.phone.record import PhoneRecord
    from resources.texts import Texts

RESULT_FILES: Final = (".xlsx", ".ods", ".pdf")
"""What results can be written as; the first is offered first."""


def write_results(
    record: PhoneRecord,
    path: Path,
    texts: Texts,
    *,
    outside: bool,
    agency: str = "",
) -> None:
    """Write a round's results: sheets with live formulas, or pages.

    Args:
        record: The round, sealed or not.
        path: A name that says what the file becomes.
        texts: The language.
        outside: Means of units only: no line that was called, nobody who called.
        agency: Whose round it is.

    Raises:
        UserError: The name says no known type, or the place cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in RESULT_FILES:
        raise UserError(
            "{file} cannot be written as such a file; end its name in one of "
            "{suffixes}.",
            file=path,
            suffixes="、".join(RESULT_FILES),
        )
    refuse_unwritable(path)
    write_file(path, _content(record, suffix, texts, outside=outside, agency=agency))


def _content(
    record: PhoneRecord, suffix: str, texts: Texts, *, outside: bool, agency: str
) -> bytes:
    # What sets a page or writes a sheet is heavy, and only then needed.
    if suffix == ".pdf":
        from forms.report.phone.results_pdf import results_pdf

        return results_pdf(record, texts, agency=agency, outside=outside)
    from forms.report.phone.book import inside_book, outside_book

    title = record.round.definition.title
    sheets = tuple((outside_book if outside else inside_book)(record, texts))
    if suffix == ".ods":
        from forms.report.phone.ods import as_ods

        return as_ods(sheets, title=title, language=texts.language)
    from forms.report.phone.xlsx import as_xlsx

    return as_xlsx(sheets, title=title)
