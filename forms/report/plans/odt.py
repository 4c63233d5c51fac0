"""A plan as an OpenDocument text that the agency can go on writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.report.odf import TEXT, default_text, packed, page, quoted, written
from forms.report.plans.text import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.report.plans.text import Cell, PlanText, Tree
    from resources.texts import Texts

_BODY: Final = 14
_TABLE: Final = 12
_INDENT: Final = 0.75
_DEEPEST: Final = 6
_WIDTH: Final = 16.0
_WIDE: Final = 24.7
_MOST_COLUMNS: Final = 6
"""That stand beside one another on an upright page."""

_RULE: Final = "0.5pt solid #000000"


def as_odt(text: PlanText, texts: Texts) -> bytes:
    """The document: title, dates, chapters and tables with repeated headings."""
    trees = [part for part in text.parts if not isinstance(part, Line)]
    wide = any(len(tree.heads) > _MOST_COLUMNS for tree in trees)
    room = _WIDE if wide else _WIDTH
    body = "".join(_body(text, trees))
    foot = texts("Page {page} of {pages}", page="\0", pages="\1")
    foot = (
        written(foot.replace("\0", "{page}").replace("\1", "{pages}"))
        .replace("{page}", "<text:page-number>1</text:page-number>")
        .replace("{pages}", "<text:page-count>1</text:page-count>")
    )
    return packed(
        TEXT,
        content=f"<office:automatic-styles>{''.join(_automatic(trees, room))}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body>",
        styles=f"<office:styles>{''.join(_styles(text.language))}</office:styles>"
        f"<office:automatic-styles>{page(landscape=wide, footer=True)}"
        "</office:automatic-styles><office:master-styles><style:master-page "
        'style:name="Standard" style:page-layout-name="sheet"><style:footer>'
        f'<text:p text:style-name="Foot">{foot}</text:p></style:footer>'
        "</style:master-page></office:master-styles>",
        title=text.title,
        language=text.language,
    )


def _styles(language: str) -> Iterator[str]:
    yield (
        '<style:default-style style:family="paragraph"><style:paragraph-properties '
        'style:punctuation-wrap="hanging" style:line-break="strict"/>'
        f"{default_text(language, _BODY)}</style:default-style>"
    )
    yield _paragraph_style("Standard", 'fo:line-height="130%"', "")
    yield _paragraph_style(
        "Title",
        'fo:text-align="center" fo:margin-top="0.3cm" fo:margin-bottom="0.3cm"',
        _sized(20, bold=True),
    )
    yield _paragraph_style("Issued", 'fo:text-align="end"', _sized(12))
    yield _paragraph_style("Foot", 'fo:text-align="center"', _sized(10))
    for level in range(_DEEPEST):
        indent = f'fo:margin-left="{level * _INDENT + _INDENT:.2f}cm"'
        hanging = f'fo:text-indent="-{_INDENT}cm"'
        flush = f'fo:margin-left="{level * _INDENT:.2f}cm"'
        yield _paragraph_style(f"Text{level}", flush, "")
        yield _paragraph_style(f"Line{level}", f"{indent} {hanging}", "")
        yield _paragraph_style(
            f"Heading{level}",
            f'{indent} {hanging} fo:keep-with-next="always"'
            + (' fo:margin-top="0.3cm"' if not level else ""),
            _sized(16 if not level else _BODY, bold=not level),
        )
    yield _paragraph_style("Cell", 'fo:line-height="115%"', _sized(_TABLE))
    yield _paragraph_style("Head", 'fo:text-align="center"', _sized(_TABLE, bold=True))


def _paragraph_style(name: str, paragraph: str, text: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        'style:class="text">'
        f"<style:paragraph-properties {paragraph}/>{text}</style:style>"
    )


def _sized(size: int, *, bold: bool = False) -> str:
    weight = ' fo:font-weight="bold" style:font-weight-asian="bold"' if bold else ""
    return (
        f'<style:text-properties fo:font-size="{size}pt" '
        f'style:font-size-asian="{size}pt"{weight}/>'
    )


def _automatic(trees: list[Tree], room: float) -> Iterator[str]:
    yield (
        '<style:style style:name="tree" style:family="table">'
        f'<style:table-properties style:width="{room}cm" table:align="margins" '
        'fo:margin-top="0.2cm" fo:margin-bottom="0.4cm"/></style:style>'
    )
    # A row is not torn between two pages, unless no page could hold it.
    yield (
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    for number, tree in enumerate(trees):
        for column, share in enumerate(tree.shares):
            yield (
                f'<style:style style:name="t{number}c{column}" '
                'style:family="table-column"><style:table-column-properties '
                f'style:column-width="{share * room:.3f}cm"/></style:style>'
            )
    for name, ground in (("cell", ""), ("head", ' fo:background-color="#ecf2f5"')):
        yield (
            f'<style:style style:name="{name}" style:family="table-cell">'
            f'<style:table-cell-properties fo:border="{_RULE}" fo:padding="0.1cm"'
            f' style:vertical-align="top"{ground}/></style:style>'
        )


def _body(text: PlanText, trees: list[Tree]) -> Iterator[str]:
    for label in text.archive:
        yield _paragraph(label, "Issued")
    if text.agency:
        yield _paragraph(text.agency, "Title")
    yield _paragraph(text.title, "Title")
    for line in text.issued:
        yield _paragraph(line, "Issued")
    for part in text.parts:
        if isinstance(part, Line):
            level = min(part.level, _DEEPEST - 1)
            plain = "Line" if part.is_numbered else "Text"
            kind = "Heading" if part.is_heading else plain
            yield _paragraph(part.text, f"{kind}{level}")
        else:
            yield from _table(part, trees.index(part))


def _table(tree: Tree, number: int) -> Iterator[str]:
    name = quoted(f"{number + 1} {tree.title}".rstrip())
    yield f'<table:table table:name={name} table:style-name="tree">'
    for column in range(len(tree.heads)):
        yield f'<table:table-column table:style-name="t{number}c{column}"/>'
    yield "<table:table-header-rows><table:table-row>"
    for head in tree.heads:
        yield (
            '<table:table-cell table:style-name="head" office:value-type="string">'
            f"{_paragraph(head, 'Head')}</table:table-cell>"
        )
    yield "</table:table-row></table:table-header-rows>"
    for row in tree.rows:
        cells = "".join(map(_cell, row))
        yield f'<table:table-row table:style-name="row">{cells}</table:table-row>'
    yield "</table:table>"


def _cell(cell: Cell) -> str:
    if not cell.rows:
        return "<table:covered-table-cell/>"
    spans = ""
    if cell.rows > 1 or cell.columns > 1:
        spans = (
            f' table:number-rows-spanned="{cell.rows}"'
            f' table:number-columns-spanned="{cell.columns}"'
        )
    paragraphs = "".join(_paragraph(line, "Cell") for line in cell.text.split("\n"))
    return (
        f'<table:table-cell table:style-name="cell"{spans} '
        f'office:value-type="string">{paragraphs}</table:table-cell>'
    )


def _paragraph(text: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{written(text)}</text:p>'
