"""Sheets with formulas as an OpenDocument spreadsheet, each with its value."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from forms.report.odf import SPREADSHEET, default_text, packed, page, written
from forms.report.phone.cells import Formula, in_opendocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.report.phone.cells import Sheet, Value

_SIZE: Final = 12
_LETTER: Final = 0.21
"""The width of a letter in centimetres."""

_FORMULAS: Final = 'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
_CELL: Final = (
    '<style:style style:name="{name}" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" '
    'fo:border="0.5pt solid #4a5561" fo:padding="0.08cm"{ground}/>'
    "<style:text-properties {weight}/></style:style>"
)
_BOLD: Final = 'fo:font-weight="bold" style:font-weight-asian="bold"'
_STYLES: Final = "".join(
    _CELL.format(
        name=name,
        ground=f' fo:background-color="{ground}"' if ground else "",
        weight=weight,
    )
    for name, ground, weight in (
        ("cell", "", ""),
        ("head", "#ecf2f5", _BOLD),
        ("formula", "#f6f8f9", ""),
    )
)


def as_ods(sheets: Sequence[Sheet], *, title: str, language: str) -> bytes:
    """The spreadsheet; its texts are typed as texts and never become formulas."""
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _LETTER:.2f}cm"/>'
        "</style:style>"
        for width in widths
    )
    body = "".join(part for sheet in sheets for part in _table(sheet))
    return packed(
        SPREADSHEET,
        content=f"<office:automatic-styles>{columns}{_STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet {_FORMULAS}>{body}</office:spreadsheet>"
        "</office:body>",
        styles='<office:styles><style:default-style style:family="table-cell">'
        f"{default_text(language, _SIZE)}</style:default-style></office:styles>"
        f"<office:automatic-styles>{page(landscape=True, footer=False)}"
        "</office:automatic-styles><office:master-styles><style:master-page "
        'style:name="Default" style:page-layout-name="sheet"/></office:master-styles>',
        title=title,
        language=language,
    )


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(written(sheet.name))}>"
    for width in sheet.widths:
        yield f'<table:table-column table:style-name="w{width}"/>'
    for number, row in enumerate(sheet.rows):
        is_head = number < sheet.heads
        if number == 0:
            yield "<table:table-header-rows>"
        cells = "".join(_cell(value, sheet.name, is_head=is_head) for value in row)
        yield f"<table:table-row>{cells}</table:table-row>"
        if number == sheet.heads - 1:
            yield "</table:table-header-rows>"
    yield "</table:table>"


def _cell(value: Value, sheet: str, *, is_head: bool) -> str:
    style, formula = "head" if is_head else "cell", ""
    if isinstance(value, Formula):
        style = "formula"
        formula = f" table:formula={quoteattr(in_opendocument(value, sheet))}"
        value = value.value
    start = f'<table:table-cell table:style-name="{style}"{formula}'
    if value is None:
        return f"{start}/>"
    if isinstance(value, int | Decimal):
        return (
            f'{start} office:value-type="float" office:value="{value:f}">'
            f"<text:p>{value:f}</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{written(line)}</text:p>" for line in value.split("\n"))
    return f'{start} office:value-type="string">{lines}</table:table-cell>'
