"""What somebody does in the update in which he signs, with a key of the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers import cms_embedder

from tests.forms.signing import alterations as why
from tests.forms.signing.alterations import refused_with
from tests.forms.signing.builder import (
    ACCOMPANYING,
    CASE_OFFICER,
    INSPECTOR,
    UNIT_HEAD,
    signed_as,
)
from tests.forms.signing.surgery import (
    annotate,
    array,
    dictionary,
    field,
    insider,
    name,
    number,
    overwrite,
    page,
    root,
    strangely_signed,
    stream,
    text,
    unheeding,
    updated,
)

if TYPE_CHECKING:
    from forms.signing.writer import UpdateWriter
    from tests.forms.signing.surgery import Change, Reports


# The accompanying officer's update holds more than his signature


def _more(reports: Reports, change: Change) -> bytes:
    return insider(reports.sealed, reports.people.accompanying, "accompanying", change)


@refused_with(why.CHANGED)
def insider_replaces_a_page(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        page(writer, 0)[name("/Contents")] = stream(writer, b"0 0 100 100 re f")

    return _more(reports, change)


@refused_with(why.NOTE)
def insider_puts_a_note_on_a_page(reports: Reports) -> bytes:
    return _more(reports, lambda writer: annotate(writer, "/FreeText"))


@refused_with(why.CHANGED)
def insider_moves_his_own_signature(reports: Reports) -> bytes:
    """His box is made as large as the page: whatever he draws covers the report."""

    def change(writer: UpdateWriter) -> None:
        box = array(*map(number, (0, 0, 595, 842)))
        field(writer, ACCOMPANYING)[name("/Rect")] = box

    return _more(reports, change)


@refused_with(why.CHANGED)
def insider_changes_the_flags_of_his_signature(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        field(writer, ACCOMPANYING)[name("/F")] = number(4)

    return _more(reports, change)


@refused_with(why.CONCEALED)
def insider_hides_the_inspectors_signature(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        field(writer, INSPECTOR)[name("/F")] = number(2)

    return _more(reports, change)


@refused_with(why.CHANGED)
def insider_draws_in_the_place_of_another(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        shown = field(writer, UNIT_HEAD)["/AP"]
        shown[name("/N")] = field(writer, INSPECTOR)["/AP"].raw_get("/N")

    return _more(reports, change)


@refused_with(why.CHANGED)
def insider_unlocks_a_later_signature(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        del field(writer, UNIT_HEAD)["/Lock"]

    return _more(reports, change)


@refused_with(why.FIELDS)
def insider_adds_a_signature_field(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        extra = SigFieldSpec("Signature8-friend", on_page=0, box=(50, 50, 150, 90))
        append_signature_field(writer, extra)

    return _more(reports, change)


@refused_with(why.CHANGED)
def insider_changes_the_title(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        info = writer.trailer.raw_get("/Info")
        writer.mark_update(info.reference)
        info.get_object()[name("/Title")] = text("合格")

    return _more(reports, change)


@refused_with(why.CHANGED)
def insider_exchanges_the_attachment(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        overwrite(writer, writer.root["/AF"][0]["/EF"].raw_get("/F"), b"{}")

    return _more(reports, change)


@refused_with(why.CHANGED)
def insider_brings_along_what_nobody_needs(reports: Reports) -> bytes:
    return _more(reports, lambda writer: stream(writer, b"for later"))


@refused_with(why.ACTIVE)
def insider_brings_a_script(reports: Reports) -> bytes:
    def change(writer: UpdateWriter) -> None:
        root(writer)[name("/OpenAction")] = dictionary(S=name("/JavaScript"))

    return _more(reports, change)


@refused_with(why.CHANGED)
def insider_signs_over_an_update_of_his_own(reports: Reports) -> bytes:
    """Between the two signatures there is an update that the second one covers."""

    def change(writer: UpdateWriter) -> None:
        page(writer, 0)[name("/Contents")] = stream(writer, b"0 0 100 100 re f")

    return strangely_signed(
        updated(reports.sealed, change), ACCOMPANYING, reports.people.accompanying
    )


@refused_with(why.CHANGED)
def insider_signs_over_an_update_and_turns_it_back(reports: Reports) -> bytes:
    def away(writer: UpdateWriter) -> None:
        page(writer, 0)[name("/Rotate")] = number(180)

    def back(writer: UpdateWriter) -> None:
        del page(writer, 0)["/Rotate"]

    return strangely_signed(
        updated(updated(reports.sealed, away), back),
        ACCOMPANYING,
        reports.people.accompanying,
    )


@refused_with(why.UNPROTECTED)
def insider_certifies_as_well(reports: Reports) -> bytes:
    """Where his signature should lock fields, it claims to certify the report."""
    with unheeding(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            cms_embedder,
            "fieldmdp_reference_dictionary",
            lambda _spec, data_ref: cms_embedder.docmdp_reference_dictionary(
                MDPPerm.FILL_FORMS
            ),
        )
        return signed_as(reports.sealed, "accompanying", reports.people.accompanying)


@refused_with(why.CHANGED)
def later_signature_given_before_an_earlier_one(reports: Reports) -> bytes:
    """The unit head signs, and only then the case officer before him."""
    return strangely_signed(
        signed_as(reports.signed, "unit-head", reports.people.supervisor),
        CASE_OFFICER,
        reports.people.supervisor,
    )
