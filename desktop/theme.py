"""The look: colours, type and space as tokens, and nowhere else.

The stylesheet in ``resources/styles`` names the tokens as ``@accent`` and the like.
Widgets say what they are with the dynamic property ``kind``; a state is never told by
colour alone.
"""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QStyleFactory

from desktop.settings import Scheme
from resources import folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

FAMILY: Final = "Noto Sans TC"
TEXT: Final = 14
SMALL: Final = 12
"""Pixels of what paints its own letters."""
_FACTOR: Final = "QT_SCALE_FACTOR"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a scheme, as ``#rrggbb``; each pair reads at 4.5 : 1 or better."""

    background: str
    card: str
    ink: str
    muted: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str
    conform: str
    conform_soft: str
    partly: str
    partly_soft: str
    nonconform: str
    nonconform_soft: str


LIGHT: Final = Colours(
    background="#f6f7f9",
    card="#ffffff",
    ink="#1d2733",
    muted="#5f6c7b",
    line="#dfe4ea",
    accent="#0f6e84",
    accent_soft="#e3f1f4",
    on_accent="#ffffff",
    conform="#2a784b",
    conform_soft="#e6f3ea",
    partly="#8a5c00",
    partly_soft="#fdf3dc",
    nonconform="#b3261e",
    nonconform_soft="#fbe9e7",
)
DARK: Final = Colours(
    background="#14191f",
    card="#1c232b",
    ink="#e6ebf0",
    muted="#93a0ae",
    line="#2d3742",
    accent="#4fb3c8",
    accent_soft="#17333a",
    on_accent="#0d1419",
    conform="#84cda0",
    conform_soft="#1d3326",
    partly="#e3bd6b",
    partly_soft="#3a2f18",
    nonconform="#f2a09a",
    nonconform_soft="#3b2220",
)


class Theme:
    """The look that is on.

    Attributes:
        colours: For whatever paints itself.
    """

    colours = LIGHT


def apply(application: QApplication, scheme: Scheme) -> None:
    """Give the whole program its look; may be called again at any time."""
    Theme.colours = DARK if _is_dark(application, scheme) else LIGHT
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(_font())
    application.setPalette(_palette(Theme.colours))
    application.setStyleSheet(_stylesheet(Theme.colours))


def load_fonts() -> None:
    """Bring in our own fonts, so that it looks the same on every machine.

    Raises:
        FileNotFoundError: They are not where they should be.
    """
    for name in ("NotoSansTC-Regular.ttf", "NotoSansTC-Bold.ttf"):
        path = folder("fonts") / name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def mark(widget: QWidget, kind: str) -> None:
    """Say what a widget is; the stylesheet does the rest, also when it changes."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    # What a widget keeps of the style, such as a label its margins, is read again.
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def colour(name: str) -> QColor:
    """A colour of the look that is on, by its token."""
    return QColor(getattr(Theme.colours, name))


def enlarge(percent: int) -> None:
    """Have everything this much larger; counts for an application made afterwards.

    Only Qt can enlarge all there is, margins and lines as well as letters, and it
    reads its factor once.
    """
    os.environ[_FACTOR] = str(percent / 100)


def scale() -> int:
    """How much larger everything is, in percent."""
    return round(float(os.environ.get(_FACTOR, "1")) * 100)


def _is_dark(application: QApplication, scheme: Scheme) -> bool:
    if scheme is Scheme.SYSTEM:
        return application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return scheme is Scheme.DARK


def _font() -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(TEXT)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    return font


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for one, name in (
        (role.Window, colours.background),
        (role.WindowText, colours.ink),
        (role.Base, colours.card),
        (role.AlternateBase, colours.background),
        (role.ToolTipBase, colours.card),
        (role.ToolTipText, colours.ink),
        (role.PlaceholderText, colours.muted),
        (role.Text, colours.ink),
        (role.Button, colours.card),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.on_accent),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.Light, colours.card),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.muted),
        (role.Shadow, colours.line),
    ):
        palette.setColor(one, QColor(name))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.muted))
    return palette


def _stylesheet(colours: Colours) -> str:
    template = (folder("styles") / "zoucha.qss").read_text("utf-8")
    tokens = asdict(colours)
    tokens["icons"] = folder("icons").as_posix()
    tokens["scheme"] = "dark" if colours is DARK else "light"
    return re.sub(r"@(\w+)", lambda match: tokens[match[1]], template)
