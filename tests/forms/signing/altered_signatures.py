"""Signatures taken away, moved or exchanged, and whole files written anew."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

from tests.forms.signing import alterations as why
from tests.forms.signing.alterations import refused_with
from tests.forms.signing.builder import (
    ACCOMPANYING,
    CASE_OFFICER,
    INSPECTOR,
    UNIT_HEAD,
    base_report,
)
from tests.forms.signing.surgery import (
    array,
    field,
    name,
    number,
    page,
    rewritten,
    root,
    strangely_signed,
    text,
    updated,
)

if TYPE_CHECKING:
    from forms.signing.writer import UpdateWriter
    from tests.forms.signing.surgery import Reports


# Signatures taken away, moved, exchanged


@refused_with(why.NO_INSPECTOR)
def inspectors_signature_taken_out(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        del field(writer, INSPECTOR)["/V"]

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def last_signature_taken_out(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        del field(writer, ACCOMPANYING)["/V"]

    return updated(reports.signed, change)


@refused_with(why.NO_INSPECTOR)
def form_taken_out(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        catalog = root(writer)
        del catalog["/AcroForm"]
        for position in (0, 1):
            page(writer, position).pop("/Annots", None)

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def signature_used_twice(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        field(writer, UNIT_HEAD)[name("/V")] = field(writer, INSPECTOR).raw_get("/V")

    return updated(reports.signed, change)


@refused_with(why.OTHER_KEY)
def signatures_exchanged_for_one_another(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        one, other = field(writer, INSPECTOR), field(writer, ACCOMPANYING)
        one[name("/V")], other[name("/V")] = other.raw_get("/V"), one.raw_get("/V")

    return updated(reports.signed, change)


@refused_with(why.EXCHANGED)
def signature_dictionary_overwritten(reports: Reports) -> bytes:
    """The same signature under another name and reason."""

    def change(writer: UpdateWriter) -> None:
        value = field(writer, INSPECTOR).raw_get("/V")
        writer.mark_update(value.reference)
        value.get_object()[name("/Name")] = text("李大同")

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def signature_moved_on_the_page(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        box = array(*map(number, (50, 700, 165, 770)))
        field(writer, INSPECTOR)[name("/Rect")] = box

    return updated(reports.signed, change)


@refused_with(why.CONCEALED)
def signature_hidden(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        field(writer, INSPECTOR)[name("/F")] = number(2)

    return updated(reports.signed, change)


@refused_with(why.FIELDS)
def signature_field_renamed(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        field(writer, UNIT_HEAD)[name("/T")] = text("Signature4-agency-head")

    return updated(reports.signed, change)


@refused_with(why.FIELDS)
def signature_fields_in_another_order(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        fields[2], fields[3] = fields.raw_get(3), fields.raw_get(2)
        writer.update_container(fields)

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def locks_taken_off(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        del field(writer, UNIT_HEAD)["/Lock"]

    return updated(reports.signed, change)


@refused_with(why.CHANGED)
def certification_taken_off(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        del root(writer)["/Perms"]

    return updated(reports.signed, change)


@refused_with(why.ALTERED)
def signature_of_another_report(reports: Reports) -> bytes:
    """The other report's signature, written over this one's."""
    contents = rb"/Contents <([0-9A-F]+)>"
    theirs = re.findall(contents, reports.other)[-1]
    ours = list(re.finditer(contents, reports.signed))[-1]
    room = len(ours[1])
    fitting: bytes = theirs[:room].ljust(room, b"0")
    altered: bytes = (
        reports.signed[: ours.start(1)] + fitting + reports.signed[ours.end(1) :]
    )
    return altered


@refused_with(why.KIND)
def optional_signature_of_an_older_kind(reports: Reports) -> bytes:
    return strangely_signed(
        reports.signed,
        UNIT_HEAD,
        reports.people.supervisor,
        subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
    )


@refused_with(why.FIELDS)
def stranger_signed_in_a_field_of_his_own(reports: Reports) -> bytes:
    extra = SigFieldSpec("Signature9-director", on_page=0, box=(50, 50, 150, 90))
    return strangely_signed(
        reports.signed,
        extra.sig_field_name,
        reports.enemy.supervisor,
        new_field=extra,
    )


@refused_with(why.CHANGED)
def signed_after_the_chain_was_closed(reports: Reports) -> bytes:
    """The unit head has signed; the case officer before him can no longer."""
    return strangely_signed(reports.complete, CASE_OFFICER, reports.people.inspector)


# The whole file written anew


@refused_with(why.MISPLACED)
def saved_anew(reports: Reports) -> bytes:
    return rewritten(reports.signed, lambda pdf: None)


@refused_with(why.PACKED)
def saved_in_packed_form(reports: Reports) -> bytes:
    return rewritten(
        reports.signed,
        lambda pdf: None,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )


@refused_with(why.NO_INSPECTOR)
def saved_without_its_signatures(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AcroForm
        del pdf.Root.Perms
        del pdf.pages[1].Annots

    return rewritten(reports.signed, change)


@refused_with(why.NO_INSPECTOR)
def saved_with_empty_signature_fields(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in pdf.Root.AcroForm.Fields:
            if "/V" in one:
                del one.V

    return rewritten(reports.signed, change)


@refused_with(why.MISPLACED)
def saved_without_its_content(reports: Reports) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Names
        del pdf.Root.AF

    return rewritten(reports.signed, change)


@refused_with(why.MISPLACED)
def saved_with_the_pages_of_another_report(reports: Reports) -> bytes:
    other = base_report(b"{}", text="不同的報告")

    def change(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(BytesIO(other)) as source:
            pdf.pages[0].Contents = pdf.copy_foreign(source.pages[0].Contents)

    return rewritten(reports.signed, change)
