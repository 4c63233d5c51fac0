"""The sheet of paper with the recovery code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from desktop import theme
from desktop.widgets.roc_date import day_shown
from resources.texts import later

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

    from resources.texts import Texts

_MARGIN: Final = 25  # millimetres
_DOTS: Final = 300
_SAID: Final = later(
    "Whoever has this code can open the data of this profile, but cannot sign in "
    "anybody's name. Keep this sheet under lock, apart from the computer. If it is "
    "lost, make a new code in the preferences; this one then opens nothing."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What stands on it."""

    code: str
    agency: str
    name: str
    made: date


def as_pdf(sheet: RecoverySheet, texts: Texts) -> bytes:
    """The sheet as a PDF of one page."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(texts("Recovery code"))
    put_on(writer, sheet, texts)
    buffer.close()
    return bytes(content.data())


def put_on(paper: QPagedPaintDevice, sheet: RecoverySheet, texts: Texts) -> None:
    """Print the sheet."""
    paper.setPageMargins(
        QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter
    )
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setHtml(_html(sheet, texts))
    document.print_(paper)


def _html(sheet: RecoverySheet, texts: Texts) -> str:
    half = len(sheet.code) // 2
    lines = (sheet.code[:half], sheet.code[half + 1 :])
    facts = (
        (texts("Agency"), sheet.agency),
        (texts("Made for"), sheet.name),
        (texts("Made on"), day_shown(texts, sheet.made)),
    )
    rows = "".join(
        f"<tr><td style='padding:4pt 24pt 4pt 0'>{escape(name)}</td>"
        f"<td style='padding:4pt 0'>{escape(value)}</td></tr>"
        for name, value in facts
    )
    code = "<br>".join(escape(line) for line in lines)
    return (
        f"<body style='font-family:\"{theme.FAMILY}\"; font-size:11pt'>"
        f"<p style='font-size:20pt'><b>{escape(texts('Recovery code'))}</b></p>"
        f"<table>{rows}</table>"
        f"<p style='font-size:20pt; margin-top:24pt'><b>{code}</b></p>"
        f"<p style='margin-top:24pt'>{escape(texts(_SAID))}</p></body>"
    )
