"""No signature can be written in a second way, and none carries what it needs not."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Final

import pytest
from asn1crypto import cms as asn1_cms

from forms.errors import UserError
from forms.signing.cms import checked, opened
from tests.forms.signing.hand_made import signed_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.forms.signing.surgery import Reports

    Node = list[object]
    Edit = Callable[[list[Node], int], object]

_CONSTRUCTED: Final = 0x20
_INTEGER, _BITS, _OCTETS, _NULL, _OBJECT = 2, 3, 4, 5, 6


def _taken(reports: Reports) -> tuple[bytes, tuple[bytes, bytes]]:
    """The last signature of the report, and what it covers."""
    contents = list(re.finditer(rb"<([0-9A-F]{1000,})>", reports.signed))[-1]
    der = opened(bytes.fromhex(contents[1].decode()))
    return der, (
        reports.signed[: contents.start()],
        reports.signed[contents.end() :],
    )


def _tree(der: bytes) -> list[Node]:
    nodes: list[Node] = []
    position = 0
    while position < len(der):
        tag, length = der[position], der[position + 1]
        position += 2
        if length & 0x80:
            octets = length & 0x7F
            length = int.from_bytes(der[position : position + octets], "big")
            position += octets
        content = der[position : position + length]
        nodes.append([tag, _tree(content) if tag & _CONSTRUCTED else content])
        position += length
    return nodes


def _der(nodes: list[Node]) -> bytes:
    written = b""
    for tag, content in nodes:
        inner = _der(content) if isinstance(content, list) else content
        assert isinstance(tag, int)
        assert isinstance(inner, bytes)
        size = len(inner)
        octets = (size.bit_length() + 7) // 8
        length = (
            bytes([size])
            if size < 0x80
            else bytes([0x80 | octets]) + size.to_bytes(octets, "big")
        )
        written += bytes([tag]) + length + inner
    return written


def _paths(nodes: list[Node], path: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    for number, (_, content) in enumerate(nodes):
        yield (*path, number)
        if isinstance(content, list):
            yield from _paths(content, (*path, number))


def _setting(change: Callable[..., object]) -> Edit:
    def edit(siblings: list[Node], number: int) -> None:
        siblings[number][1] = change(siblings[number][1])

    return edit


def _retagged(bits: int) -> Edit:
    def edit(siblings: list[Node], number: int) -> None:
        tag = siblings[number][0]
        assert isinstance(tag, int)
        siblings[number][0] = tag ^ bits

    return edit


def _edits(tag: int) -> Iterator[Edit]:
    """Ways to write such a value otherwise, or something else in its place."""
    yield _retagged(0x40)
    yield _retagged(0x01)
    yield lambda siblings, number: siblings.insert(number, siblings[number])
    yield lambda siblings, number: siblings.pop(number)
    if tag & _CONSTRUCTED:
        yield _setting(lambda content: content[::-1])
        yield _setting(lambda content: [*content, [_NULL, b""]])
        yield _setting(lambda content: [*content, [0x82, b"x"]])
        yield _setting(lambda content: [[_NULL, b""], *content])
        return
    if tag == _OBJECT:
        yield _setting(lambda content: b"\x80" + content)
        yield _setting(lambda content: content[:1] + b"\x80" + content[1:])
        yield _setting(lambda content: content[:-1] + b"\x80" + content[-1:])
    yield _setting(lambda content: b"\x00" + content)
    yield _setting(lambda content: content + b"\x00")
    yield _setting(
        lambda content: content[:-1] + bytes([content[-1] ^ 1]) if content else b"x"
    )


def _mutations(der: bytes) -> Iterator[tuple[tuple[int, ...], bytes]]:
    tree = _tree(der)
    assert _der(tree) == der
    for path in _paths(tree):
        siblings = tree
        for number in path[:-1]:
            inner = siblings[number][1]
            assert isinstance(inner, list)
            siblings = inner
        tag = siblings[path[-1]][0]
        assert isinstance(tag, int)
        for edit in _edits(tag):
            before = copy.deepcopy(siblings)
            edit(siblings, path[-1])
            mutated = _der(tree)
            siblings[:] = before
            if mutated != der:
                yield path, mutated


def _is_accepted(der: bytes, covered: tuple[bytes, bytes]) -> bool:
    try:
        return checked(der, covered)[1]
    except UserError:
        return False


def test_signature_is_accepted_as_it_was_written(reports: Reports) -> None:
    assert _is_accepted(*_taken(reports))


def test_signature_written_in_any_other_way_is_not_accepted(reports: Reports) -> None:
    der, covered = _taken(reports)

    mutations = list(_mutations(der))

    assert len(mutations) > 600
    assert [path for path, one in mutations if _is_accepted(one, covered)] == []


@pytest.mark.parametrize("added", ["first", "last", "twice"])
def test_certificate_that_nobody_needs_is_not_accepted(
    added: str, reports: Reports
) -> None:
    """Another one of the same name, signed by itself as well, or the own once more."""
    der, covered = _taken(reports)
    info = asn1_cms.ContentInfo.load(der)
    own = list(info["content"]["certificates"])
    theirs = asn1_cms.CertificateChoices(
        "certificate", reports.enemy.accompanying.signer.signing_cert
    )
    info["content"]["certificates"] = {
        "first": [theirs, *own],
        "last": [*own, theirs],
        "twice": own * 2,
    }[added]

    assert not _is_accepted(info.dump(force=True), covered)


def test_hand_made_signature_is_a_genuine_one(reports: Reports) -> None:
    """What the corpus of hand-made updates rests on."""
    from forms.signing.verify import verify
    from tests.forms.signing.hand_made import written_by_hand

    again = signed_again(reports.signed, reports.people.accompanying)

    assert verify(again).reasons == ()
    assert verify(written_by_hand(reports)).reasons == ()
