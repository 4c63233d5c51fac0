"""Updates appended by somebody without a key of the chain: pages, data, actions."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from tests.forms.signing import alterations as why
from tests.forms.signing.alterations import refused_with
from tests.forms.signing.builder import (
    INSPECTOR,
    UNIT_HEAD,
)
from tests.forms.signing.surgery import (
    annotate,
    array,
    dictionary,
    field,
    name,
    number,
    overwrite,
    page,
    root,
    stream,
    text,
    updated,
)

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import IndirectObject

    from forms.signing.writer import UpdateWriter
    from tests.forms.signing.surgery import Reports


# What the reader sees


@refused_with(why.CHANGED)
def page_content_replaced(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        page(writer, 0)[name("/Contents")] = stream(writer, b"0 0 100 100 re f")

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def page_content_overwritten_in_place(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        overwrite(writer, page(writer, 0).raw_get("/Contents"), b"0 0 100 100 re f")

    return updated(reports.signed, change)


@refused_with(why.NOTE)
def note_put_on_a_page(reports: Reports) -> bytes:
    return updated(reports.signed, lambda writer: annotate(writer, "/FreeText"))


@refused_with(why.NOTE)
def stamp_put_on_the_signature_page(reports: Reports) -> bytes:
    return updated(reports.signed, lambda writer: annotate(writer, "/Stamp", on=1))


@refused_with(why.NOTE)
def link_put_on_a_page(reports: Reports) -> bytes:
    return updated(reports.signed, lambda writer: annotate(writer, "/Link"))


@refused_with(why.NOTE)
def loose_widget_put_on_a_page(reports: Reports) -> bytes:
    return updated(reports.signed, lambda writer: annotate(writer, "/Widget"))


def _with_field(reports: Reports, kind: str, shown: bool = True) -> bytes:
    def change(writer: UpdateWriter) -> None:
        form = writer.root["/AcroForm"]
        made = writer.add_object(
            dictionary(
                Type=name("/Annot"),
                Subtype=name("/Widget"),
                FT=name(kind),
                T=text("extra"),
                F=number(4),
                Rect=array(*map(number, (50, 600, 300, 640))),
            )
        )
        form["/Fields"].append(made)
        writer.update_container(form["/Fields"])
        if shown:
            page(writer, 0)[name("/Annots")] = array(made)

    return updated(reports.signed, change)


@refused_with(why.FOREIGN_FIELD)
def text_field_put_over_the_report(reports: Reports) -> bytes:
    return _with_field(reports, "/Tx")


@refused_with(why.FOREIGN_FIELD)
def tick_box_put_over_the_report(reports: Reports) -> bytes:
    return _with_field(reports, "/Btn")


@refused_with(why.FIELDS)
def signature_field_added(reports: Reports) -> bytes:
    return _with_field(reports, "/Sig")


@refused_with(why.NOTE)
def signature_field_on_no_page_added(reports: Reports) -> bytes:
    return _with_field(reports, "/Sig", shown=False)


@refused_with(why.CHANGED)
def page_added(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        pages = root(writer).raw_get("/Pages")
        tree = pages.get_object()
        tree["/Kids"].append(
            writer.add_object(
                dictionary(
                    Type=name("/Page"),
                    Parent=pages,
                    MediaBox=array(*map(number, (0, 0, 595, 842))),
                    Contents=stream(writer, b"0 0 100 100 re f"),
                )
            )
        )
        tree[name("/Count")] = number(3)
        writer.update_container(tree)

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def page_taken_out(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        tree = writer.root["/Pages"]
        del tree["/Kids"][0]
        tree[name("/Count")] = number(1)
        writer.update_container(tree)

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def pages_swapped(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        tree = writer.root["/Pages"]
        tree["/Kids"].reverse()
        writer.update_container(tree)

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def page_turned(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        page(writer, 0)[name("/Rotate")] = number(180)

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def font_exchanged(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        fonts = page(writer, 0)["/Resources"]["/Font"]
        key = next(key for key in fonts if key != "/F1")
        font = fonts.raw_get(key)
        writer.mark_update(font.reference)
        font.get_object()[name("/Widths")] = array(number(0))

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def picture_of_a_signature_exchanged(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        shown = field(writer, INSPECTOR)["/AP"]
        shown[name("/N")] = stream(
            writer,
            b"",
            Type=name("/XObject"),
            Subtype=name("/Form"),
            BBox=array(*map(number, (0, 0, 115, 70))),
        )

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def picture_put_into_an_empty_signature(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        shown = field(writer, UNIT_HEAD)["/AP"]
        shown[name("/N")] = field(writer, INSPECTOR)["/AP"].raw_get("/N")

    return updated(reports.signed, change)


# What the reader does not see


@refused_with(why.CHANGED)
def title_changed(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        info = writer.trailer.raw_get("/Info")
        writer.mark_update(info.reference)
        info.get_object()[name("/Title")] = text("合格")

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def information_exchanged_in_the_trailer(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        writer.set_info(dictionary(Title=text("合格")))

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def metadata_exchanged(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        root(writer)[name("/Metadata")] = stream(
            writer, b"<x/>", Type=name("/Metadata"), Subtype=name("/XML")
        )

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def language_changed(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        root(writer)[name("/Lang")] = text("en")

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def bookmark_renamed(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        first = writer.root["/Outlines"].raw_get("/First")
        writer.mark_update(first.reference)
        first.get_object()[name("/Title")] = text("合格")

    return updated(reports.signed, change)


def _filespec(writer: UpdateWriter, data: bytes, called: str) -> IndirectObject:
    file = stream(writer, data, Type=name("/EmbeddedFile"))
    made: IndirectObject = writer.add_object(
        dictionary(
            Type=name("/Filespec"),
            F=text(called),
            UF=text(called),
            EF=dictionary(F=file, UF=file),
        )
    )
    return made


@refused_with(why.CHANGED)
def attachment_exchanged(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        made = _filespec(writer, b"{}", "inspection.json")
        catalog = root(writer)
        catalog["/Names"]["/EmbeddedFiles"][name("/Names")] = array(
            text("inspection.json"), made
        )
        catalog[name("/AF")] = array(made)

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def attachment_overwritten(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        overwrite(writer, writer.root["/AF"][0]["/EF"].raw_get("/F"), b"{}")

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def attachment_added(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        listed = root(writer)["/Names"]["/EmbeddedFiles"]["/Names"]
        listed.append(text("more.json"))
        listed.append(_filespec(writer, b"{}", "more.json"))

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def attachment_taken_out(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        catalog = root(writer)
        del catalog["/Names"]
        del catalog["/AF"]

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def update_without_a_change(reports: Reports) -> bytes:
    return updated(reports.signed, root)


@refused_with(why.CHANGED)
def object_that_nothing_refers_to_added(reports: Reports) -> bytes:
    return updated(reports.signed, lambda writer: stream(writer, b"later"))


@refused_with(why.DELETED)
def part_deleted(reports: Reports) -> bytes:
    with pikepdf.open(BytesIO(reports.base)) as pdf:
        gone = pdf.pages[0].Contents.objgen[0]
    return reports.signed + _table(
        reports.signed, b"%d 1\n0000000000 00001 f \n" % gone
    )


def _table(pdf: bytes, entries: bytes, extra: bytes = b"") -> bytes:
    """A hand-made update with nothing but a cross-reference table."""
    last = re.findall(rb"startxref\n(\d+)", pdf)[-1]
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.DOTALL)[-1]
    trailer = re.sub(rb"/Prev \d+", b"", trailer)
    return b"xref\n%strailer\n<<%s/Prev %s %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        entries,
        trailer,
        last,
        extra,
        len(pdf),
    )


@refused_with(why.HIDDEN)
def cross_reference_turned_back_to_an_older_object(reports: Reports) -> bytes:
    """The accompanying officer's field is shown as it was before he signed."""
    match = re.search(rb"(\d+) 0 obj\s*<<\s*/FT /Sig\s*/T \(Signature2", reports.sealed)
    assert match
    entry = b"%d 1\n%010d 00000 n \n" % (int(match[1]), match.start())
    return reports.signed + _table(reports.signed, entry)


@refused_with(why.DAMAGED)
def hybrid_cross_reference(reports: Reports) -> bytes:
    return reports.signed + _table(
        reports.signed, b"0 1\n0000000000 65535 f \n", b"/XRefStm 15 "
    )


@refused_with(why.DAMAGED)
def encryption_claimed(reports: Reports) -> bytes:
    return reports.signed + _table(
        reports.signed, b"0 1\n0000000000 65535 f \n", b"/Encrypt 1 0 R "
    )


@refused_with(why.DAMAGED)
def revisions_in_a_ring(reports: Reports) -> bytes:
    start = len(reports.signed)
    ring = _table(reports.signed, b"0 1\n0000000000 65535 f \n")
    return reports.signed + re.sub(rb"/Prev \d+", b"/Prev %d" % start, ring)


@refused_with(why.HIDDEN)
def revisions_skipped(reports: Reports) -> bytes:
    """The newest table names the report before it was signed as the one before it."""
    first = re.findall(rb"startxref\n(\d+)", reports.signed)[0]
    entry = _table(reports.signed, b"0 1\n0000000000 65535 f \n")
    return reports.signed + re.sub(rb"/Prev \d+", b"/Prev " + first, entry)


# What acts


def _active(reports: Reports, key: str, value: object) -> bytes:
    def change(writer: UpdateWriter) -> None:
        root(writer)[name(key)] = value

    return updated(reports.signed, change)


@refused_with(why.ACTIVE)
def script_on_opening(reports: Reports) -> bytes:
    action = dictionary(S=name("/JavaScript"), JS=text("app.alert(1)"))
    return _active(reports, "/OpenAction", action)


@refused_with(why.ACTIVE)
def action_on_closing(reports: Reports) -> bytes:
    return _active(reports, "/AA", dictionary(WC=dictionary(S=name("/Named"))))


@refused_with(why.ACTIVE)
def layers_added(reports: Reports) -> bytes:
    return _active(reports, "/OCProperties", dictionary(OCGs=array(), D=dictionary()))


@refused_with(why.ACTIVE)
def script_among_the_names(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        root(writer)["/Names"][name("/JavaScript")] = dictionary(Names=array())

    return updated(reports.signed, change)


@refused_with(why.ACTIVE)
def action_on_a_page(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        page(writer, 0)[name("/AA")] = dictionary()

    return updated(reports.signed, change)


def _form(reports: Reports, key: str, value: object) -> bytes:
    def change(writer: UpdateWriter) -> None:
        form = writer.root["/AcroForm"]
        form[name(key)] = value
        writer.update_container(form)

    return updated(reports.signed, change)


@refused_with(why.FOREIGN_FIELD)
def new_appearances_demanded(reports: Reports) -> bytes:
    return _form(reports, "/NeedAppearances", dictionary())


@refused_with(why.FOREIGN_FIELD)
def dynamic_form_added(reports: Reports) -> bytes:
    return _form(reports, "/XFA", text("<xdp/>"))


@refused_with(why.ACTIVE)
def security_store_with_strange_parts(reports: Reports) -> bytes:
    return _active(reports, "/DSS", dictionary(Script=text("x")))


@refused_with(why.ACTIVE)
def collection_declared(reports: Reports) -> bytes:
    return _active(reports, "/Collection", dictionary())
