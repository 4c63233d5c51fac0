"""An insider's update whose bytes say one thing to one program, another to others."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf

from tests.forms.signing import alterations as why
from tests.forms.signing.alterations import refused_with
from tests.forms.signing.hand_made import (
    FREE,
    line,
    picture,
    plain_table,
    replaced,
    with_hidden,
    written_by_hand,
)

if TYPE_CHECKING:
    from tests.forms.signing.hand_made import Objects, Offsets
    from tests.forms.signing.surgery import Reports

_EVIL = b"0 0 1 rg 0 0 595 842 re f"


def _page(reports: Reports) -> tuple[int, bytes]:
    """The first page's content: its number, and the object as it was sealed."""
    with pikepdf.open(BytesIO(reports.base)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
    match = re.search(rb"\n(%d 0 obj\n.*?endobj\n)" % number, reports.base, re.DOTALL)
    assert match
    return number, match[1]


def _other_page(number: int, generation: int = 0) -> bytes:
    return b"%d %d obj\n<<\n/Length %d\n>>\nstream\n%s\nendstream\nendobj\n" % (
        number,
        generation,
        len(_EVIL),
        _EVIL,
    )


def _named_twice(reports: Reports, *, hidden_first: bool) -> bytes:
    """One entry leads to the page as it was, one into the picture of a signature."""
    number, original = _page(reports)
    evil = _other_page(number)

    def change(objects: Objects) -> Objects:
        return {number: original, **with_hidden(objects, evil)}

    def table(offsets: Offsets, written: bytes) -> bytes:
        hidden = line(number, written.rindex(evil))
        genuine = plain_table(offsets, written).removeprefix(FREE)
        return FREE + (hidden + genuine if hidden_first else genuine + hidden)

    return written_by_hand(reports, change, table=table)


@refused_with(why.AMBIGUOUS)
def page_named_twice_and_the_first_is_hidden(reports: Reports) -> bytes:
    return _named_twice(reports, hidden_first=True)


@refused_with(why.AMBIGUOUS)
def page_named_twice_and_the_last_is_hidden(reports: Reports) -> bytes:
    return _named_twice(reports, hidden_first=False)


@refused_with(why.HIDDEN)
def page_named_once_inside_a_picture(reports: Reports) -> bytes:
    number, _ = _page(reports)
    evil = _other_page(number)

    def table(offsets: Offsets, written: bytes) -> bytes:
        genuine = plain_table(offsets, written).removeprefix(FREE)
        return FREE + line(number, written.rindex(evil)) + genuine

    return written_by_hand(reports, lambda one: with_hidden(one, evil), table=table)


@refused_with(why.CHANGED)
def page_written_once_more(reports: Reports) -> bytes:
    number, original = _page(reports)
    return written_by_hand(reports, lambda objects: {number: original, **objects})


@refused_with(why.AMBIGUOUS)
def object_zero_in_use(reports: Reports) -> bytes:
    def table(offsets: Offsets, written: bytes) -> bytes:
        genuine = plain_table(offsets, written).removeprefix(FREE)
        return line(0, min(offsets.values()), 65535) + genuine

    return written_by_hand(reports, table=table)


@refused_with(why.DAMAGED)
def page_free_but_with_a_place(reports: Reports) -> bytes:
    number, _ = _page(reports)

    def table(offsets: Offsets, written: bytes) -> bytes:
        genuine = plain_table(offsets, written).removeprefix(FREE)
        return FREE + line(number, min(offsets.values()), kind=b"f") + genuine

    return written_by_hand(reports, table=table)


@refused_with(why.DAMAGED)
def page_of_a_later_generation(reports: Reports) -> bytes:
    number, _ = _page(reports)

    def change(objects: Objects) -> Objects:
        return {number: _other_page(number, 1), **objects}

    def table(offsets: Offsets, written: bytes) -> bytes:
        genuine = plain_table(offsets, written)
        return genuine.replace(
            line(number, offsets[number]), line(number, offsets[number], 1)
        )

    return written_by_hand(reports, change, table=table)


@refused_with(why.AMBIGUOUS)
def sections_of_a_table_overlap(reports: Reports) -> bytes:
    def table(offsets: Offsets, written: bytes) -> bytes:
        last = max(offsets)
        return plain_table(offsets, written) + line(last, offsets[last])

    return written_by_hand(reports, table=table)


@refused_with(why.AMBIGUOUS)
def table_with_lines_of_another_length(reports: Reports) -> bytes:
    def table(offsets: Offsets, written: bytes) -> bytes:
        return plain_table(offsets, written).replace(b" n \n", b" n\n", 1)

    return written_by_hand(reports, table=table)


@refused_with(why.DAMAGED)
def object_under_a_second_number(reports: Reports) -> bytes:
    def table(offsets: Offsets, written: bytes) -> bytes:
        alias = line(max(offsets) + 1, min(offsets.values()))
        return plain_table(offsets, written) + alias

    return written_by_hand(reports, table=table)


@refused_with(why.CHANGED)
def numbers_kept_free_for_later(reports: Reports) -> bytes:
    return written_by_hand(reports, size=2**31 - 1)


# Signs that not every program skips alike


@refused_with(why.CHANGED)
def comment_within_an_object(reports: Reports) -> bytes:
    return written_by_hand(reports, replaced(b">>\nendobj", b">>\n%%EOF\nendobj"))


@refused_with(why.CHANGED)
def zero_byte_within_an_object(reports: Reports) -> bytes:
    return written_by_hand(reports, replaced(b"/F 132", b"/F\x00132"))


# Pictures of a signature that show something from elsewhere


def _picture_with(reports: Reports, entry: bytes) -> bytes:
    return written_by_hand(reports, replaced(b"/BBox", entry + b"\n/BBox"))


@refused_with(why.CHANGED)
def picture_that_is_a_page_of_another_file(reports: Reports) -> bytes:
    return _picture_with(reports, b"/Ref <<\n/F (a.pdf)\n/Page 0\n>>")


@refused_with(why.CHANGED)
def picture_that_a_print_server_exchanges(reports: Reports) -> bytes:
    return _picture_with(reports, b"/OPI <<\n/1.3 <<\n/F (x)\n>>\n>>")


@refused_with(why.CHANGED)
def picture_that_is_a_program_for_printers(reports: Reports) -> bytes:
    number, _ = _page(reports)
    return _picture_with(reports, b"/Subtype2 /PS\n/PS %d 0 R" % number)


@refused_with(why.CHANGED)
def picture_that_is_transparent(reports: Reports) -> bytes:
    return _picture_with(reports, b"/Group <<\n/S /Transparency\n>>")


@refused_with(why.CHANGED)
def picture_that_is_turned(reports: Reports) -> bytes:
    return _picture_with(reports, b"/Matrix [ 0 1 1 0 0 0 ]")


@refused_with(why.CHANGED)
def picture_that_shows_a_part_of_the_report(reports: Reports) -> bytes:
    number, _ = _page(reports)

    def change(objects: Objects) -> Objects:
        text = objects[picture(objects)]
        shown = text.replace(b"/ProcSet", b"/Font %d 0 R\n/ProcSet" % number)
        shown = re.sub(rb"/Font \d+ 0 R\n(?=/Font)", b"", shown)
        assert shown != text
        return {**objects, picture(objects): shown}

    return written_by_hand(reports, change)
