"""Bring the catalogue up to date: ``python -m resources.translations.build``.

A message is the first argument of `UserError`, of a `Texts` object (named ``texts``
or ``_``), of `later`, of `Reason`, or of a command's ``say`` and ``warn``. New
messages come in without a translation and are told; messages that nothing says any
more leave. For developers only: the program itself reads the compiled catalogue.
"""

from __future__ import annotations

import ast
import io
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PACKAGES: Final = ("desktop", "db", "forms", "resources")
_SPEAKERS: Final = frozenset(
    {"UserError", "Reason", "later", "texts", "_texts", "_", "say", "warn"}
)
_DOUBTERS: Final = frozenset({"Doubt", "doubt", "_lint"})
_ROOT: Final = Path(__file__).resolve().parents[2]
_PO: Final = _ROOT / "resources/translations/zh_TW/LC_MESSAGES/zoucha.po"


def messages() -> Iterator[tuple[str, str, int]]:
    """Every message in the code with its file, from the root, and its line."""
    for package in PACKAGES:
        for path in sorted((_ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    for message in _said(node):
                        yield message, str(path.relative_to(_ROOT)), node.lineno


def _said(call: ast.Call) -> Iterator[str]:
    """What a call says, where it is written here."""
    name = _name(call.func)
    if name in _SPEAKERS:
        yield from filter(None, _texts_among(call.args[:1]))
    elif name in _DOUBTERS:
        # Beside the sentence stand a code and a place, which are one word each.
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        yield from (text for text in _texts_among(given) if " " in text)


def _texts_among(values: Sequence[ast.expr]) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def read() -> Catalog:
    """The catalogue as it is kept."""
    with _PO.open("rb") as file:
        return read_po(file, locale="zh_TW")


def updated(kept: Catalog) -> Catalog:
    """The catalogue of what the code says now, with the translations kept so far."""
    day = kept.revision_date  # no clock: the same texts make the same file
    assert isinstance(day, datetime)  # noqa: S101 - as every catalogue of ours has it
    fresh = Catalog(
        locale="zh_TW",
        header_comment="# The words of Zoucha in Chinese as written in Taiwan.",
        project="zoucha",
        version="1",
        msgid_bugs_address="zoucha",
        last_translator="zoucha",
        language_team="zoucha",
        charset="utf-8",
        creation_date=day,
        revision_date=day,
        fuzzy=False,
    )
    for message in sorted({message for message, _, _ in messages()}):
        known = kept.get(message)
        fresh.add(message, string=known.string if known else "")
    return fresh


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    """Write the catalogue and its compiled form; 1 where translations are missing."""
    catalogue = updated(read())
    with _PO.open("wb") as file:
        write_po(file, catalogue, width=88, omit_header=False, no_location=True)
    _PO.with_suffix(".mo").write_bytes(compiled(catalogue))
    untold = [entry.id for entry in catalogue if entry.id and not entry.string]
    for message in untold:
        sys.stdout.write(f"{message}\n")
    return 1 if untold else 0


if __name__ == "__main__":
    raise SystemExit(main())
