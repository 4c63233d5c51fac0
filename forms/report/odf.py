"""OpenDocument files: the package, its fonts, and the same bytes for the same content.

A public document that can be edited has to be one. 標楷體 is named as every system
calls it, so that the document is set in what there is.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from forms.report.sheet_text import cleaned

TEXT: Final = "application/vnd.oasis.opendocument.text"
SPREADSHEET: Final = "application/vnd.oasis.opendocument.spreadsheet"

FONT: Final = "標楷體"
_LATIN: Final = "Times New Roman"
_FALLBACKS: Final = (
    "標楷體, DFKai-SB, BiauKai, 'TW-Kai', 全字庫正楷體, 'AR PL UKai TW', serif"
)
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""Of every part of the archive, which cannot do without one."""

_BLANKS: Final = re.compile("^ +|  +| +$")
"""Of which a reader would leave only one, or none."""

_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("meta", "meta"),
        ("config", "config"),
    )
)
_OTHERS: Final = 'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FACES: Final = (
    "<office:font-face-decls>"
    f'<style:font-face style:name="{FONT}" svg:font-family={quoteattr(_FALLBACKS)} '
    'style:font-family-generic="script"/>'
    f'<style:font-face style:name="{_LATIN}" '
    f"""svg:font-family="'{_LATIN}', 'Liberation Serif', serif" """
    'style:font-family-generic="roman"/>'
    "</office:font-face-decls>"
)
TYPE: Final = (
    f'style:font-name="{_LATIN}" style:font-name-asian="{FONT}" '
    f'style:font-name-complex="{_LATIN}"'
)
"""The attributes of text properties that choose the fonts."""


def written(text: str) -> str:
    """The text as it stands inside of an element, with all its blanks."""
    return _BLANKS.sub(_counted, escape(cleaned(text)))


def quoted(text: str) -> str:
    """The text as the value of an attribute, in its quotation marks."""
    return quoteattr(cleaned(text))


def packed(
    media_type: str, *, content: str, styles: str, title: str, language: str
) -> bytes:
    """The file.

    Args:
        media_type: `TEXT` or `SPREADSHEET`.
        content: ``office:automatic-styles`` and ``office:body``.
        styles: ``office:styles``, ``office:automatic-styles`` and
            ``office:master-styles``.
        title: What it says of itself.
        language: Of its text: ``zh-TW``.
    """
    meta = (
        f"<office:meta><dc:title>{escape(cleaned(title))}</dc:title>"
        f"<dc:language>{language}</dc:language>"
        "<meta:generator>Zoucha</meta:generator></office:meta>"
    )
    parts = {
        "content.xml": _part("content", _FACES + content),
        "styles.xml": _part("styles", _FACES + styles),
        "meta.xml": _part("meta", meta),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        # First and unpacked, so that its beginning tells what the file is.
        archive.writestr(zipfile.ZipInfo("mimetype", _MOMENT), media_type)
        for name, part in {
            **parts,
            "META-INF/manifest.xml": _manifest(media_type),
        }.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, part)
    return file.getvalue()


def default_text(language: str, size: float) -> str:
    """The text properties that every paragraph begins with."""
    tongue, _, country = language.partition("-")
    latin = (tongue, country) if tongue == "en" else ("en", "US")
    return (
        f'<style:text-properties {TYPE} fo:font-size="{size}pt" '
        f'style:font-size-asian="{size}pt" fo:language="{latin[0]}" '
        f'fo:country="{latin[1] or "US"}" style:language-asian="zh" '
        'style:country-asian="TW"/>'
    )


def page(*, landscape: bool, footer: bool) -> str:
    """A page layout called ``sheet``: A4 with 2.5 cm around."""
    width, height = ("29.7cm", "21cm") if landscape else ("21cm", "29.7cm")
    foot = (
        '<style:footer-style><style:header-footer-properties fo:min-height="0.9cm" '
        'fo:margin-top="0.4cm"/></style:footer-style>'
        if footer
        else ""
    )
    return (
        '<style:page-layout style:name="sheet"><style:page-layout-properties '
        f'fo:page-width="{width}" fo:page-height="{height}" '
        f'style:print-orientation="{"landscape" if landscape else "portrait"}" '
        'fo:margin-top="2.5cm" fo:margin-bottom="1.8cm" fo:margin-left="2.5cm" '
        f'fo:margin-right="2.5cm"/>{foot}</style:page-layout>'
    )


def _counted(blanks: re.Match[str]) -> str:
    return f'<text:s text:c="{len(blanks[0])}"/>'


def _part(kind: str, inside: str) -> str:
    root = "office:document-" + kind
    return f"{_DECLARATION}<{root} {_NAMESPACES} {_OTHERS}>{inside}</{root}>"


def _manifest(media_type: str) -> str:
    entries = [("/", media_type)]
    entries += [
        (name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml")
    ]
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" '
        f'manifest:media-type="{kind}"/>'
        for path, kind in entries
    )
    return (
        f"{_DECLARATION}<manifest:manifest "
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3">{lines}</manifest:manifest>'
    )
