"""``python -m tests.shots [NAME …]``: a picture of every page and dialog.

A module of this folder with ``shots(folder, size, scheme, language)``, a generator of
names and widgets, takes part; the folder is its own and empty. The pictures lie in
``tests/shots/LANGUAGE-SCHEME-WIDTHxHEIGHT/``; nothing compares them, because they hold
for one version of Qt only.
"""

from __future__ import annotations

import importlib
import io
import os
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_HERE: Final = Path(__file__).parent
_LARGE, _SMALL = (1280, 800), (1024, 700)
_KINDS: Final = (
    ("zh-TW", "light", _LARGE),
    ("zh-TW", "light", _SMALL),
    ("zh-TW", "dark", _LARGE),
    ("zh-TW", "dark", _SMALL),
    ("en", "light", _SMALL),
)
_COLOURS: Final = 96


def main(names: list[str]) -> int:
    """Make the pictures of what is named, or of everything."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_SCALE_FACTOR", "1")
    os.environ.setdefault("QT_FONT_DPI", "96")
    from PySide6.QtWidgets import QApplication

    from desktop import theme

    application = QApplication([])
    theme.load_fonts()
    for name in names or _modules():
        module = importlib.import_module(f"tests.shots.{name}")
        for language, scheme, size in _KINDS:
            target = _HERE / f"{language}-{scheme}-{size[0]}x{size[1]}"
            target.mkdir(exist_ok=True)
            with tempfile.TemporaryDirectory(prefix="zoucha-shots-") as folder:
                for title, widget in module.shots(Path(folder), size, scheme, language):
                    _take(widget, target / f"{title}.png")
    application.quit()
    return 0


def _modules() -> list[str]:
    names = sorted(found.name for found in pkgutil.iter_modules([str(_HERE)]))
    return [name for name in names if name != "__main__"]


def _take(widget: QWidget, path: Path) -> None:
    """Few colours, so that hundreds of pictures weigh little."""
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    sys.stdout.write(f"{path.relative_to(_HERE)}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
