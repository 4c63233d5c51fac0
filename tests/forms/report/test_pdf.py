"""The report as other programs read it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from forms.report.content import report_of
from forms.report.pdf import Rendered, render
from forms.sealed import SealedInspection, read_sealed
from forms.signing.chain import Demand
from resources.texts import Texts
from tests.forms.report import sample

if TYPE_CHECKING:
    from pathlib import Path

PHOTOS = tuple(sample.photo_file(number) for number in range(4))
A_PAGE = (595.3, 841.9)


def rendered(sealed: SealedInspection, photos: tuple[bytes, ...] = ()) -> Rendered:
    texts = Texts(sealed.language)
    files = {hashlib.sha256(data).hexdigest(): data for data in photos}
    return render(sealed, report_of(sealed, texts), files, texts)


@cache
def usual() -> tuple[SealedInspection, Rendered]:
    sealed = sample.sealed(photos=PHOTOS, agency="交通部航港局")
    people = replace(sealed.inspection.people[0], name=sample.RARE_NAMES)
    visit = replace(sealed.inspection, people=(people, *sealed.inspection.people[1:]))
    sealed = replace(sealed, inspection=visit)
    return sealed, rendered(sealed, PHOTOS)


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def output(name: str, pdf: bytes, folder: Path, *arguments: str) -> str:
    file = folder / "report.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        [tool(name), *(part.format(file=file) for part in arguments)],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def text_of(pdf: bytes, folder: Path) -> str:
    return output("pdftotext", pdf, folder, "-raw", "{file}", "-")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def test_the_same_inspection_gives_the_same_bytes() -> None:
    sealed, first = usual()
    again = read_sealed(sealed.content, "inspection.json")
    assert rendered(again, PHOTOS).pdf == first.pdf


def test_every_font_is_embedded_and_says_which_characters_it_shows(
    tmp_path: Path,
) -> None:
    _, *lines = output("pdffonts", usual()[1].pdf, tmp_path, "{file}").splitlines()[1:]
    for line in lines:
        assert re.search(r" yes +yes +yes +\d+ +\d+$", line), line
    assert len(lines) >= 4


def test_all_that_is_said_can_be_copied_out(tmp_path: Path) -> None:
    sealed, report = usual()
    text = squeezed(text_of(report.pdf, tmp_path))
    answered = {answer.item for answer in sealed.answers}
    for checklist in sealed.checklists:
        for item in checklist.items():
            if item.key in answered:
                assert squeezed(item.text["zh-TW"]) in text
    for finding in sealed.findings:
        assert squeezed(finding.text) in text


def test_rare_characters_in_names_survive(tmp_path: Path) -> None:
    text = text_of(usual()[1].pdf, tmp_path)
    for character in "堃喆峯煊𡍼𠮷":
        assert character in text


def test_a_character_that_no_font_has_is_named_and_never_blank(tmp_path: Path) -> None:
    sealed = sample.sealed([sample.cut(sample.checklist("EN"), 2)], place="𪚥櫃檯")
    text = squeezed(text_of(rendered(sealed).pdf, tmp_path))
    assert "〔U+2A6A5〕櫃檯" in text
    assert text.count("U+2A6A5") == 2


def test_pages_are_counted_on_each_of_them(tmp_path: Path) -> None:
    pdf = usual()[1].pdf
    pages = len(opened(pdf).pages)
    text = squeezed(text_of(pdf, tmp_path))
    for page in range(1, pages + 1):
        assert f"第{page}頁，共{pages}頁" in text


def test_the_file_is_sound(tmp_path: Path) -> None:
    pdf = usual()[1].pdf
    assert "No syntax or stream encoding errors" in output(
        "qpdf", pdf, tmp_path, "--check", "{file}"
    )
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    assert not reader.xrefs.hybrid_xrefs_present
    assert opened(pdf).pdf_version == "1.7"


def test_the_document_describes_itself_twice_alike() -> None:
    sealed, report = usual()
    document = opened(report.pdf)
    packet = document.Root.Metadata.read_bytes().decode()
    for key in ("Title", "Author", "Subject", "Keywords", "Producer"):
        assert str(document.trailer.Info[f"/{key}"]) in packet
    assert str(document.trailer.Info["/CreationDate"]) == "D:20261120145207+08'00'"
    assert "2026-11-20T14:52:07+08:00" in packet
    assert str(document.trailer.Info["/Author"]) == sealed.agency
    assert str(document.Root.Lang) == "zh-TW"


def test_it_is_declared_for_long_keeping() -> None:
    document = opened(usual()[1].pdf)
    packet = document.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in packet
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet
    intent = document.Root.OutputIntents[0]
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert len(document.trailer.ID) == 2


def test_nothing_in_it_acts_or_is_transparent() -> None:
    document = opened(usual()[1].pdf)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(document.Root.keys())
    for page in document.pages:
        assert "/Annots" not in page
        assert "/SMask" not in str(page.Resources)
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream):
            assert thing.get("/SMask") is None
            assert thing.get("/Filter") != "/LZWDecode"


def test_the_sealed_inspection_lies_inside_to_the_last_byte() -> None:
    sealed, report = usual()
    document = opened(report.pdf)
    [file] = document.Root.AF
    assert file.AFRelationship == "/Data"
    assert document.Root.Names.EmbeddedFiles.Names[1].objgen == file.objgen
    assert file.EF.F.read_bytes() == sealed.content
    assert json.loads(sealed.content)["number"] == sealed.number


def test_the_outline_leads_through_the_chapters() -> None:
    with opened(usual()[1].pdf).open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert len(titles) == 7
        assert titles[0].startswith("壹、")
        assert titles[-1].startswith("柒、")
        assert len(outline.root[0].children) == 2


def test_signatures_have_their_places_in_order_on_one_page() -> None:
    sealed, report = usual()
    assert [place.field for place in report.places] == [
        link.field for link in sealed.chain
    ]
    pages = {place.page for place in report.places}
    assert pages == {len(opened(report.pdf).pages) - 1}
    for place in report.places:
        left, bottom, right, top = place.box
        assert 0 < left < right < A_PAGE[0]
        assert 0 < bottom < top < A_PAGE[1]
        assert right - left > 150
        assert top - bottom > 50


def test_a_refusal_has_no_place_and_is_told(tmp_path: Path) -> None:
    chain = sample.usual_chain()
    refused = replace(chain[1], demand=Demand.REFUSED, reason="對第二項結果有異議")
    report = rendered(sample.sealed(chain=(chain[0], refused)))
    assert [place.field for place in report.places] == [chain[0].field]
    assert "對第二項結果有異議" in squeezed(text_of(report.pdf, tmp_path))


def test_a_note_of_many_pages_is_printed_whole(tmp_path: Path) -> None:
    note = "".join(f"第{number}點，櫃檯未標示代理人。" for number in range(300))
    sealed = sample.sealed([sample.checklist("EN")], notes=(note, "短"))
    text = squeezed(text_of(rendered(sealed).pdf, tmp_path))
    for number in range(300):
        assert f"第{number}點" in text


def test_photos_are_printed_small_and_only_their_hashes_are_kept() -> None:
    large = sample.photo_file(1, (4000, 3000))
    sealed = sample.sealed(photos=[large])
    report = rendered(sealed, (large,))
    document = opened(report.pdf)
    images = [
        thing
        for thing in document.objects
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    ]
    assert [(int(one.Width), int(one.Height)) for one in images] == [(1200, 900)]
    assert large not in report.pdf


def test_progress_is_told_photo_by_photo() -> None:
    sealed = sample.sealed(photos=PHOTOS)
    texts = Texts("zh-TW")
    files = {hashlib.sha256(data).hexdigest(): data for data in PHOTOS}
    steps: list[tuple[int, int]] = []
    render(
        sealed,
        report_of(sealed, texts),
        files,
        texts,
        lambda done, of: steps.append((done, of)),
    )
    assert steps == [(done, 5) for done in range(6)]


def test_a_report_may_be_in_english(tmp_path: Path) -> None:
    sealed = sample.sealed(language="en")
    pdf = rendered(sealed).pdf
    text = squeezed(text_of(pdf, tmp_path))
    assert squeezed(sealed.checklists[0].item("EN01").text["en"]) in text
    assert str(opened(pdf).Root.Lang) == "en"
