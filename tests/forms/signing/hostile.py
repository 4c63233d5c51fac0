"""Files made to use up time or memory, or to crash whatever reads them.

Each claims to be a report, so that the verifier looks into it.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING, Final

from tests.forms.signing.surgery import root, updated

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.forms.signing.surgery import Reports

HOSTILE: Final[dict[str, Callable[[Reports], bytes]]] = {}

_MARK: Final = b"%/ByteRange inspection.json\n"


def hostile(make: Callable[[Reports], bytes]) -> Callable[[Reports], bytes]:
    """Enter a file into the corpus."""
    HOSTILE[make.__name__] = make
    return make


def pdf_of(
    objects: dict[int, bytes], *, root_number: int = 1, extra: bytes = b""
) -> bytes:
    """A PDF of these objects with a right cross-reference table."""
    made = b"%PDF-1.7\n" + _MARK
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        made += b"%d 1\n%010d 00000 n \n" % (number, offset)
    made += b"trailer\n<< /Size %d /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        max(objects) + 1,
        root_number,
        extra,
        start,
    )
    return made


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _attaching(stream: bytes) -> bytes:
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /AF [4 0 R] /Names << /EmbeddedFiles"
            b" << /Names [(inspection.json) 4 0 R] >> >> >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
            4: b"<< /Type /Filespec /F (inspection.json) /UF (inspection.json)"
            b" /EF << /F 5 0 R >> >>",
            5: stream,
        }
    )


@cache
def _bomb() -> bytes:
    """More zeros than a worker may have memory."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b"0" * 2**20) for _ in range(600)) + packer.flush()


@hostile
def bomb_in_the_attachment(_: Reports) -> bytes:
    return _attaching(_stream(_bomb(), b"/Filter /FlateDecode"))


@hostile
def bomb_in_a_bomb(_: Reports) -> bytes:
    packed = zlib.compress(_bomb(), 9)
    return _attaching(_stream(packed, b"/Filter [/FlateDecode /FlateDecode]"))


@hostile
def thousand_filters(_: Reports) -> bytes:
    return _attaching(
        _stream(b"a" * 10_000, b"/Filter [%s]" % (b"/RunLengthDecode " * 10_000))
    )


@hostile
def bomb_of_json(_: Reports) -> bytes:
    text = b"[" + b"[]," * 2_600_000 + b"[]]"
    return _attaching(_stream(zlib.compress(text), b"/Filter /FlateDecode"))


@hostile
def bomb_of_numbers(_: Reports) -> bytes:
    text = b"[" + b"9" * 4_000_000 + b"]"
    return _attaching(_stream(zlib.compress(text), b"/Filter /FlateDecode"))


@hostile
def bomb_in_the_cross_reference(_: Reports) -> bytes:
    body = _stream(
        _bomb(),
        b"/Type /XRef /Size 99999999 /W [1 4 2] /Index [0 99999999] /Root 1 0 R"
        b" /Filter /FlateDecode",
    )
    start = len(b"%PDF-1.7\n" + _MARK)
    return (
        b"%PDF-1.7\n" + _MARK + b"1 0 obj\n" + body
        + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    )  # fmt: skip


@hostile
def table_of_a_million_objects(_: Reports) -> bytes:
    made = b"%PDF-1.7\n" + _MARK
    start = len(made)
    return (
        made
        + b"xref\n0 1000000\n"
        + b"0000000000 65535 f \n" * 1_000_000
        + b"trailer\n<< /Size 1000000 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    )


@hostile
def table_that_claims_a_billion_objects(reports: Reports) -> bytes:
    return reports.signed.replace(b"xref\n0 ", b"xref\n0 1000000000", 1)


@hostile
def three_hundred_revisions(reports: Reports) -> bytes:
    made = reports.signed
    for _ in range(300):
        made += _empty_update(made)
    return made


def _empty_update(pdf: bytes) -> bytes:
    last = pdf[pdf.rindex(b"startxref\n") + 10 :].split(b"\n")[0]
    return (
        b"xref\n0 1\n0000000000 65535 f \ntrailer\n"
        b"<< /Size 9999 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (last, len(pdf))
    )


@hostile
def thirty_revisions_that_change_something(reports: Reports) -> bytes:
    made = reports.signed
    for _ in range(30):
        made = updated(made, root)
    return made


@hostile
def hundred_thousand_revisions(reports: Reports) -> bytes:
    parts = [reports.signed]
    length = len(reports.signed)
    last = int(reports.signed[reports.signed.rindex(b"startxref\n") + 10 :].split()[0])
    for _ in range(100_000):
        part = (
            b"xref\n0 1\n0000000000 65535 f \ntrailer\n"
            b"<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
            % (last, length)
        )
        parts.append(part)
        last, length = length, length + len(part)
    return b"".join(parts)


@hostile
def pages_that_contain_themselves(_: Reports) -> bytes:
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
        }
    )


@hostile
def length_that_is_itself(_: Reports) -> bytes:
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /Length 1 0 R >>\nstream\n\nendstream",
            2: b"<< /Length 2 0 R >>\nstream\n\nendstream",
        }
    )


@hostile
def arrays_nested_without_end(_: Reports) -> bytes:
    return pdf_of({1: b"[" * 200_000 + b"]" * 200_000})


@hostile
def dictionaries_nested_without_end(_: Reports) -> bytes:
    return pdf_of({1: b"<</A" * 200_000 + b" 0" + b">>" * 200_000})


@hostile
def web_of_references(_: Reports) -> bytes:
    """Two to the power of sixty ways lead from the first object to the last."""
    objects = {
        number: b"[%d 0 R %d 0 R]" % (number + 1, number + 1) for number in range(2, 62)
    }
    return pdf_of({1: b"<< /Type /Catalog /Pages 2 0 R >>", **objects, 62: b"null"})


@hostile
def chain_of_references(_: Reports) -> bytes:
    objects = {number: b"%d 0 R" % (number + 1) for number in range(1, 5000)}
    return pdf_of({**objects, 5000: b"<< /Type /Catalog >>"})


@hostile
def string_without_end(_: Reports) -> bytes:
    return pdf_of({1: b"(" * 3_000_000})


@hostile
def name_of_four_megabytes(_: Reports) -> bytes:
    return pdf_of({1: b"<< /" + b"#41" * 1_300_000 + b" 1 >>"})


@hostile
def array_of_a_million_numbers(_: Reports) -> bytes:
    return pdf_of({1: b"[" + b"1 " * 3_000_000 + b"]"})


@hostile
def half_of_sixty_megabytes_missing(reports: Reports) -> bytes:
    return reports.signed + b"\x00" * (60 * 1024 * 1024)


@hostile
def sixty_megabytes_of_hexadecimal(reports: Reports) -> bytes:
    end = reports.signed.index(b">", reports.signed.index(b"/Contents <"))
    return reports.signed[:end] + b"0" * (60 * 1024 * 1024) + reports.signed[end:]


@hostile
def signature_nested_without_end(reports: Reports) -> bytes:
    start = reports.signed.rindex(b"/Contents <") + len(b"/Contents <")
    end = reports.signed.index(b">", start)
    nested = b"3080" * ((end - start) // 4)
    return (
        reports.signed[:start] + nested.ljust(end - start, b"0") + reports.signed[end:]
    )


@hostile
def thousands_of_ends(_: Reports) -> bytes:
    return b"%PDF-1.7\n" + _MARK + b"startxref\n0\n%%EOF\n" * 200_000


@hostile
def comments_without_end(_: Reports) -> bytes:
    return b"%PDF-1.7\n" + _MARK + b"%\n" * 5_000_000


@hostile
def line_of_line_ends(_: Reports) -> bytes:
    return b"%PDF-1.7\n" + _MARK + b"\n" * 20_000_000 + b"%%EOF"
