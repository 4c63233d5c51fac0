"""Sheets as an OpenDocument spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.report.odf import (
    SPREADSHEET,
    default_text,
    packed,
    page,
    quoted,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.report.plans.sheets import Merged, Sheet, Value

_SIZE: Final = 12
_LETTER: Final = 0.21
"""The width of a letter in centimetres."""

_RULE: Final = 'fo:border="0.5pt solid #4a5561" fo:padding="0.08cm"'
_CELLS: Final = (
    '<style:style style:name="{name}" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" '
    "{properties}/><style:text-properties {weight}/></style:style>"
)
_BOLD: Final = 'fo:font-weight="bold" style:font-weight-asian="bold"'


def as_ods(sheets: Iterable[Sheet], *, title: str, language: str) -> bytes:
    """The spreadsheet; its texts are typed as texts and never become formulas."""
    sheets = tuple(sheets)
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _LETTER:.2f}cm"/>'
        "</style:style>"
        for width in widths
    )
    cells = "".join(
        _CELLS.format(name=name, properties=properties, weight=weight)
        for name, properties, weight in (
            ("line", "", ""),
            ("title", "", _BOLD),
            ("cell", _RULE, ""),
            ("head", f'{_RULE} fo:background-color="#ecf2f5"', _BOLD),
        )
    )
    body = "".join(part for sheet in sheets for part in _table(sheet))
    return packed(
        SPREADSHEET,
        content=f"<office:automatic-styles>{columns}{cells}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>",
        styles='<office:styles><style:default-style style:family="table-cell">'
        f"{default_text(language, _SIZE)}</style:default-style></office:styles>"
        "<office:automatic-styles>"
        f"{page(landscape=any(sheet.heads for sheet in sheets), footer=False)}"
        "</office:automatic-styles><office:master-styles><style:master-page "
        'style:name="Default" style:page-layout-name="sheet"/></office:master-styles>',
        title=title,
        language=language,
    )


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"<table:table table:name={quoted(sheet.name)}>"
    for width in sheet.widths:
        yield f'<table:table-column table:style-name="w{width}"/>'
    spans = {(one.row, one.column): one for one in sheet.merged}
    covered = {
        (row, column)
        for one in sheet.merged
        for row in range(one.row, one.row + one.rows)
        for column in range(one.column, one.column + one.columns)
    } - spans.keys()
    for number, row in enumerate(sheet.rows):
        if sheet.heads and number == 0:
            yield "<table:table-header-rows>"
        style = _style(sheet, number)
        yield "<table:table-row>"
        for column, value in enumerate(row):
            if (number, column) in covered:
                yield "<table:covered-table-cell/>"
            else:
                yield _cell(value, style, spans.get((number, column)))
        yield "</table:table-row>"
        if sheet.heads and number == sheet.heads - 1:
            yield "</table:table-header-rows>"
    yield "</table:table>"


def _style(sheet: Sheet, number: int) -> str:
    if number < sheet.heads:
        return "head"
    if sheet.heads:
        return "cell"
    return "title" if number in sheet.bold else "line"


def _cell(value: Value, style: str, span: Merged | None) -> str:
    spans = (
        f' table:number-rows-spanned="{span.rows}"'
        f' table:number-columns-spanned="{span.columns}"'
        if span
        else ""
    )
    if isinstance(value, int):
        return (
            f'<table:table-cell table:style-name="{style}"{spans} '
            f'office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell table:style-name="{style}"{spans} '
        f'office:value-type="string">{_paragraphs(value.split(chr(10)))}'
        "</table:table-cell>"
    )


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<text:p>{written(line)}</text:p>" for line in lines if line)
