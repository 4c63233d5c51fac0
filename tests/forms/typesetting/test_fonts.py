from __future__ import annotations

import io
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reportlab.graphics.shapes import Drawing, String
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from forms.typesetting import fonts
from forms.typesetting.fonts import Face

if TYPE_CHECKING:
    from pathlib import Path

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)
UNKNOWN = "\U0002a6d6"  # in no font of ours


def page(*lines: str, face: Face = Face.BODY, align: Any = "left") -> bytes:
    fonts.register()
    file = io.BytesIO()
    canvas = Canvas(file)
    for number, line in enumerate(lines):
        fonts.draw(canvas, 300, 800 - 20 * number, line, 12, face, align)
    canvas.save()
    return file.getvalue()


def told_by(pdf: bytes, folder: Path) -> str:
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-enc", "UTF-8", str(file), "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    return done.stdout.decode()


def embedded(pdf: bytes) -> dict[str, Any]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found = {}
    for leaf in reader.pages:
        for reference in leaf["/Resources"]["/Font"].values():  # type: ignore[index]
            font = reference.get_object()
            found[font["/BaseFont"]] = font
    return found


def fonts_of(text: str, face: Face = Face.BODY) -> list[tuple[str, str]]:
    return list(fonts.runs(text, face))


def test_han_is_kai_and_latin_is_serif() -> None:
    assert fonts_of("民國115年，A棟") == [
        ("民國", "Kai"),
        ("115", "Serif"),
        ("年，", "Kai"),
        ("A", "Serif"),
        ("棟", "Kai"),
    ]


def test_sans_is_one_font() -> None:
    assert fonts_of("總分88.5", Face.SANS) == [("總分88.5", "Sans")]


@pytest.mark.parametrize("text", ["他說“好”……了", "約翰·史密斯——船長", "“好”"])
def test_punctuation_is_chinese_beside_han(text: str) -> None:
    assert fonts_of(text) == [(text, "Kai")]


@pytest.mark.parametrize("text", ["an “OK” sign", "it’s", "3–5"])
def test_punctuation_is_latin_in_latin_text(text: str) -> None:
    assert fonts_of(text) == [(text, "Serif")]
    assert fonts_of(f"字{text}字")[1] == (text, "Serif")


def test_names_beyond_the_basic_plane_are_kai_too() -> None:
    assert fonts_of("𡍼𠮷") == [("𡍼𠮷", "KaiExtB")]


def test_missing_names_each_character_once_in_order() -> None:
    assert fonts.missing(f"甲{UNKNOWN}乙😀{UNKNOWN}\n\x07") == (UNKNOWN, "😀")
    assert fonts.missing("堃喆峯煊𡍼𠮷 Nguyễn ☑ ①") == ()


def test_a_missing_character_is_shown_by_its_number() -> None:
    shown = "".join(part for part, _ in fonts_of(f"陳{UNKNOWN}"))
    assert shown == "陳〔U+2A6D6〕"


def test_markup_is_escaped_and_keeps_lines() -> None:
    assert fonts.markup("a<b&c\r\n好") == (
        '<font name="Serif">a&lt;b&amp;c<br/></font><font name="Kai">好</font>'
    )


@given(st.text())
@example("\x00\x1f\x7f\u200b\ufeff\ud800\u2028")
def test_every_character_drawn_has_a_glyph(text: str) -> None:
    fonts.register()
    for face in Face:
        for part, name in fonts.runs(text, face):
            covered = getFont(name).face.charToGlyph
            assert all(ord(char) in covered for char in part if char != "\n")


@given(st.text(st.sampled_from("國年，（A1 .😀\n"), max_size=20))
def test_width_grows_with_every_character(text: str) -> None:
    assert fonts.width(text + "字", 12) > fonts.width(text, 12)


def test_registering_again_changes_nothing() -> None:
    fonts.register()
    before = getFont("Kai")
    fonts.register()
    assert getFont("Kai") is before
    assert getFont("Kai~Bold") is before


@needs_pdftotext
@pytest.mark.parametrize("face", Face)
def test_text_comes_back_whole(face: Face, tmp_path: Path) -> None:
    lines = (
        "民國115年11月20日（星期五）下午1時20分",
        "陳堃、林喆、峯煊、𡍼先生、𠮷田、𤧟、𨶒",
        "☑是☐否①㈠※→℃",
        "Wi-Fi上網3.5公尺100%以上",
    )
    assert told_by(page(*lines, face=face), tmp_path).split() == list(lines)


@needs_pdftotext
def test_more_characters_than_one_subset_holds_come_back(tmp_path: Path) -> None:
    codes = (bytes((0xA4 + n // 60, 0x40 + n % 60)) for n in range(600))
    text = b"".join(codes).decode("big5")
    lines = [text[start : start + 40] for start in range(0, len(text), 40)]
    pdf = page(*lines, align="center")
    assert re.sub(r"\s", "", told_by(pdf, tmp_path)) == text


def test_all_fonts_are_embedded_subsets_that_tell_their_text() -> None:
    fonts.register()
    file = io.BytesIO()
    drawing = Drawing(100, 20)
    drawing.add(String(0, 0, "88.5"))
    SimpleDocTemplate(file).build([Table([["", "2/2"], ["", ""]]), drawing])
    found = embedded(file.getvalue()) | embedded(page("總分A", face=Face.BODY_BOLD))
    assert found
    for name, font in found.items():
        assert re.match(r"/[A-Z]{6}\+", name)
        assert "/ToUnicode" in font
        assert "/FontFile2" in font["/FontDescriptor"]


def test_bold_kai_is_the_same_embedded_font() -> None:
    kai = {name for name in embedded(page("總分")) if "Kai" in name}
    bold = {
        name for name in embedded(page("總分", face=Face.BODY_BOLD)) if "Kai" in name
    }
    assert kai == bold
    assert len(kai) == 1


def test_the_same_page_has_the_same_bytes() -> None:
    assert page("民國115年𡍼") == page("民國115年𡍼")


@pytest.mark.parametrize(
    ("align", "share"), [("left", 0), ("center", 0.5), ("right", 1)]
)
def test_alignment_moves_the_text_by_its_width(align: str, share: float) -> None:
    text = "88.5"
    reader = pypdf.PdfReader(io.BytesIO(page(text, align=align)))
    starts: list[float] = []

    def visit(told: str, _cm: object, matrix: list[float], *_: object) -> None:
        if told.strip():
            starts.append(matrix[4])

    reader.pages[0].extract_text(visitor_text=visit)
    assert starts == pytest.approx([300 - share * fonts.width(text, 12)], abs=0.01)
