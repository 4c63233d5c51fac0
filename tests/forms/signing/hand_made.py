"""Countersignatures written by hand, byte for byte, and signed with a genuine key."""

from __future__ import annotations

import asyncio
import hashlib
import re
from typing import TYPE_CHECKING, Final

from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from tests.forms.signing.builder import LATER

if TYPE_CHECKING:
    from collections.abc import Callable

    from forms.signing.identity import Identity
    from tests.forms.signing.surgery import Reports

    Objects = dict[int, bytes]
    Offsets = dict[int, int]

_OBJECT: Final = re.compile(rb"(?:\A|(?<=endobj\n))(\d+) 0 obj\n.*?endobj\n", re.DOTALL)
FREE: Final = b"0 1\n0000000000 65535 f \n"


def line(number: int, offset: int, generation: int = 0, kind: bytes = b"n") -> bytes:
    return b"%d 1\n%010d %05d %s \n" % (number, offset, generation, kind)


def plain_table(offsets: Offsets, _: bytes) -> bytes:
    return FREE + b"".join(line(*one) for one in sorted(offsets.items()))


def written_by_hand(
    reports: Reports,
    change: Callable[[Objects], Objects] = lambda objects: objects,
    *,
    table: Callable[[Offsets, bytes], bytes] = plain_table,
    size: int | None = None,
) -> bytes:
    """The accompanying officer's update once more, with other objects or table."""
    update = reports.signed[len(reports.sealed) :]
    objects = change({int(one[1]): one[0] for one in _OBJECT.finditer(update)})
    written = reports.sealed
    offsets = {}
    for number, text in objects.items():
        offsets[number] = len(written)
        written += text
    start = len(written)
    trailer = update[update.rindex(b"trailer\n") : update.rindex(b"startxref\n")]
    if size is not None:
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, trailer)
    written += b"xref\n" + table(offsets, written) + trailer
    written += b"startxref\n%d\n%%%%EOF\n" % start
    return signed_again(written, reports.people.accompanying)


def signed_again(pdf: bytes, identity: Identity) -> bytes:
    """The last signature made anew over the bytes as they are now."""
    contents = list(re.finditer(rb"<([0-9A-F]{1000,})>", pdf))[-1]
    start, end = contents.span()
    place = list(re.finditer(rb"/ByteRange \[[^\]]*\] *", pdf))[-1]
    covered = b"/ByteRange [0 %d %d %d]" % (start, end, len(pdf) - end)
    pdf = pdf[: place.start()] + covered.ljust(len(place[0])) + pdf[place.end() :]
    info = asyncio.run(
        identity.signer.async_sign(
            hashlib.sha256(pdf[:start] + pdf[end:]).digest(),
            "sha256",
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=LATER),
            use_pades=True,
        )
    )
    written: bytes = info.dump().hex().upper().encode()
    written = written.ljust(end - start - 2, b"0")
    return pdf[: start + 1] + written + pdf[end - 1 :]


def picture(objects: Objects) -> int:
    """The number of the object that shows the signature."""
    return next(number for number, text in objects.items() if b"/BBox" in text)


def replaced(old: bytes, new: bytes) -> Callable[[Objects], Objects]:
    """The first object in which it stands, with something else instead."""

    def change(objects: Objects) -> Objects:
        found = next(number for number, text in objects.items() if old in text)
        return {**objects, found: objects[found].replace(old, new, 1)}

    return change


def with_hidden(objects: Objects, hidden: bytes) -> Objects:
    """The picture's stream, not packed, followed by what no reader draws."""
    number = picture(objects)
    head, _, rest = objects[number].partition(b"stream\n")
    packed = rest.removesuffix(b"\nendstream\nendobj\n")
    data = packed + b"\n" + hidden
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(data), head)
    text = head + b"stream\n" + data + b"\nendstream\nendobj\n"
    return {**objects, number: text}
