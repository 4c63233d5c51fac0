"""Alterations of the bytes themselves, without any key."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from tests.forms.signing import alterations as why
from tests.forms.signing.alterations import refused_with
from tests.forms.signing.surgery import cut, flipped, rewritten

if TYPE_CHECKING:
    from tests.forms.signing.surgery import Reports

_CONTENTS = rb"/Contents <([0-9A-F]+)>"


def _stream_after(pdf: bytes, mark: bytes) -> int:
    return pdf.index(b"stream\n", pdf.index(mark)) + len(b"stream\n")


@refused_with(why.ALTERED)
def byte_of_a_page_flipped(reports: Reports) -> bytes:
    with pikepdf.open(BytesIO(reports.base)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
    mark = b"\n%d 0 obj\n" % number
    return flipped(reports.signed, _stream_after(reports.signed, mark) + 20)


@refused_with(why.DAMAGED)
def byte_of_the_attachment_flipped(reports: Reports) -> bytes:
    return flipped(reports.signed, _stream_after(reports.signed, b"/EmbeddedFile ") + 9)


@refused_with(why.ALTERED)
def byte_of_the_metadata_flipped(reports: Reports) -> bytes:
    return flipped(reports.signed, _stream_after(reports.signed, b"/XML") + 30)


@refused_with(why.ALTERED)
def byte_of_the_document_information_flipped(reports: Reports) -> bytes:
    return flipped(reports.signed, reports.signed.index(b"ReportLab"))


@refused_with(why.ALTERED)
def byte_of_ink_flipped(reports: Reports) -> bytes:
    start = reports.sealed.rindex(b"stream\n") + len(b"stream\n") + 12
    return flipped(reports.signed, start)


@refused_with(why.DAMAGED)
def byte_of_a_cross_reference_flipped(reports: Reports) -> bytes:
    return flipped(reports.signed, reports.signed.index(b"xref\n0 ") + 35)


@refused_with(why.ALTERED)
def byte_of_a_digest_flipped(reports: Reports) -> bytes:
    match = re.search(_CONTENTS, reports.signed)
    assert match
    digest = reports.signed.index(b"06092A864886F70D01090431", match.start()) + 30
    changed = b"A" if reports.signed[digest : digest + 1] != b"A" else b"B"
    return reports.signed[:digest] + changed + reports.signed[digest + 1 :]


@refused_with(why.ALTERED)
def name_of_the_signer_changed(reports: Reports) -> bytes:
    return cut(reports.signed, rb"(/Name \(\\376\\377)s", rb"\g<1>t")


@refused_with(why.ALTERED)
def time_of_a_signature_changed(reports: Reports) -> bytes:
    return cut(reports.signed, rb"/M \(D(.{1,4})2026", rb"/M (D\g<1>2025")


@refused_with(why.BEGINNING)
def first_byte_changed(reports: Reports) -> bytes:
    return b"!" + reports.signed[1:]


@refused_with(why.BEGINNING)
def something_put_before_the_beginning(reports: Reports) -> bytes:
    return b"%!PS\n" + reports.signed


@refused_with(why.AFTER_END)
def end_cut_off(reports: Reports) -> bytes:
    return reports.signed[:-100]


@refused_with(why.DAMAGED)
def middle_cut_out(reports: Reports) -> bytes:
    middle = len(reports.signed) // 2
    return reports.signed[:middle] + reports.signed[middle + 1 :]


@refused_with(why.AFTER_END)
def half_the_file(reports: Reports) -> bytes:
    return reports.signed[: len(reports.signed) // 2]


@refused_with(why.AFTER_END)
def spaces_added(reports: Reports) -> bytes:
    return reports.signed + b"    "


@refused_with(why.AFTER_END)
def line_end_added(reports: Reports) -> bytes:
    return reports.signed + b"\n"


@refused_with(why.AFTER_END)
def script_added_after_the_end(reports: Reports) -> bytes:
    return reports.signed + b"<script>alert(1)</script>" * 60


@refused_with(why.AFTER_END)
def second_end_added(reports: Reports) -> bytes:
    tail = reports.signed[reports.signed.rindex(b"startxref") :]
    return reports.signed + tail


@refused_with(why.AFTER_END)
def file_put_twice(reports: Reports) -> bytes:
    return reports.signed + reports.signed


@refused_with(why.HIDDEN)
def comment_put_between_revisions(reports: Reports) -> bytes:
    """The offsets after it are right again, as a careful forger would have them."""
    sealed, rest = reports.sealed, reports.signed[len(reports.sealed) :]
    comment = b"% nothing to see\n"
    first = int(re.findall(rb"startxref\n(\d+)", rest)[-1])
    rest = rest.replace(
        b"startxref\n%d" % first, b"startxref\n%d" % (first + len(comment))
    )

    def shifted(entry: re.Match[bytes]) -> bytes:
        offset = int(entry[1])
        return b"%010d%s" % (
            offset + len(comment) if offset >= len(sealed) else offset,
            entry[2],
        )

    rest = re.sub(rb"(\d{10})( \d{5} n)", shifted, rest)
    return sealed + comment + rest


@refused_with(why.BEHIND)
def padding_behind_a_signature_used(reports: Reports) -> bytes:
    return cut(reports.signed, rb"0000>", rb"00AA>", nth=-1)


@refused_with(why.MISPLACED)
def signature_written_in_small_letters(reports: Reports) -> bytes:
    match = re.search(_CONTENTS, reports.signed)
    assert match
    return (
        reports.signed[: match.start(1)]
        + match[1].lower()
        + reports.signed[match.end(1) :]
    )


@refused_with(why.DAMAGED)
def signature_emptied(reports: Reports) -> bytes:
    return cut(reports.signed, _CONTENTS, rb"/Contents <>", nth=-1)


@refused_with(why.KIND)
def signature_all_zero(reports: Reports) -> bytes:
    match = list(re.finditer(_CONTENTS, reports.signed))[-1]
    return (
        reports.signed[: match.start(1)]
        + b"0" * len(match[1])
        + reports.signed[match.end(1) :]
    )


@refused_with(why.BEHIND)
def signature_of_random_bytes(reports: Reports) -> bytes:
    match = list(re.finditer(_CONTENTS, reports.signed))[-1]
    junk = (b"30820400DEADBEEF" * len(match[1]))[: len(match[1])]
    return reports.signed[: match.start(1)] + junk + reports.signed[match.end(1) :]


def _range(reports: Reports, changed: bytes, nth: int = -1) -> bytes:
    """Another range of bytes in as much room."""
    match = list(re.finditer(rb"/ByteRange \[[^\]]*\] *", reports.signed))[nth]
    return (
        reports.signed[: match.start()]
        + changed.ljust(len(match[0]))
        + reports.signed[match.end() :]
    )


@refused_with(why.MISPLACED)
def range_of_nothing(reports: Reports) -> bytes:
    return _range(reports, b"/ByteRange [0 0 0 0]")


@refused_with(why.DAMAGED)
def range_taken_away(reports: Reports) -> bytes:
    return _range(reports, b"")


@refused_with(why.DAMAGED)
def range_null(reports: Reports) -> bytes:
    return _range(reports, b"/ByteRange null")


@refused_with(why.MISPLACED)
def range_of_five_numbers(reports: Reports) -> bytes:
    numbers = re.findall(rb"/ByteRange \[([^\]]*)\]", reports.signed)[-1]
    return _range(reports, b"/ByteRange [%s 0]" % numbers)


@refused_with(why.MISPLACED)
def range_with_a_negative_number(reports: Reports) -> bytes:
    return _range(reports, b"/ByteRange [0 -1 9999 9999]")


@refused_with(why.MISPLACED)
def range_that_leaves_the_beginning_out(reports: Reports) -> bytes:
    numbers = re.findall(rb"/ByteRange \[0 ([^\]]*)\]", reports.signed)[-1]
    return _range(reports, b"/ByteRange [9 %s]" % numbers)


@refused_with(why.DAMAGED)
def signature_wrapped_around_new_content(reports: Reports) -> bytes:
    """SWA: the second range is moved back, and what is put between is unsigned."""
    match = list(re.finditer(_CONTENTS, reports.signed))[-1]
    inserted = b" /Reason (forged) "
    moved = reports.signed[: match.end()] + inserted + reports.signed[match.end() :]
    _, start, end, length = map(
        int,
        re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", reports.signed)[-1],
    )
    placeholder = list(re.finditer(rb"/ByteRange \[[^\]]*\] *", moved))[-1]
    wrapped = b"/ByteRange [0 %d %d %d]" % (start, end + len(inserted), length)
    return (
        moved[: placeholder.start()]
        + wrapped.ljust(len(placeholder[0]))
        + moved[placeholder.end() :]
    )


@refused_with(why.MISPLACED)
def update_hidden_in_the_gap(reports: Reports) -> bytes:
    """USF: more room between the ranges than the signature itself takes."""
    _, start, end, length = map(
        int,
        re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", reports.signed)[-1],
    )
    return _range(reports, b"/ByteRange [0 %d %d %d]" % (start - 40, end, length))


@refused_with(why.ALTERED)
def other_kind_of_signature_named(reports: Reports) -> bytes:
    return cut(reports.signed, rb"/Reason \(Inspector\)", rb"/Reason (Inspectoo)")


@refused_with(why.KIND)
def subfilter_changed_to_an_older_one(reports: Reports) -> bytes:
    return cut(reports.signed, rb"/ETSI.CAdES.detached", rb"/adbe.pkcs7.detached")


@refused_with(why.KIND)
def subfilter_unknown(reports: Reports) -> bytes:
    return cut(reports.signed, rb"/ETSI.CAdES.detached", rb"/ETSI.CAdES.detachex")


@refused_with(why.NO_INSPECTOR)
def written_anew_by_another_program(reports: Reports) -> bytes:
    return rewritten(reports.base, lambda pdf: None)
