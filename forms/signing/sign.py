"""Sealing a report, and countersigning it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pyhanko.sign.fields import (
    FieldMDPAction,
    FieldMDPSpec,
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from forms.errors import UserError
from forms.roc import roc_datetime
from forms.signing.appearance import picture
from forms.signing.chain import ROLE_WORDS, Demand, chain_fault, signed_links
from forms.signing.contents import sealed_bytes
from forms.signing.sealed import read_sealed
from forms.signing.structure import open_document
from forms.signing.verdict import Integrity
from forms.signing.verify import examine
from forms.signing.writer import Picture, UpdateWriter, write_signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from forms.signing.chain import Link, Place
    from forms.signing.identity import Identity
    from forms.signing.ink import Ink
    from forms.signing.verdict import Verdict
    from resources.texts import Texts

_log = logging.getLogger(__name__)


def seal(
    pdf: bytes,
    *,
    chain: Sequence[Link],
    places: Sequence[Place],
    identity: Identity,
    ink: Ink | None,
    now: datetime,
    texts: Texts,
) -> bytes:
    """Sign a report as its inspector, and make room for all who sign after.

    One incremental update adds every signature field of the chain, empty, and
    signs the first. A refusal gets no field: the report's own pages tell it.

    Args:
        pdf: The report, with its sealed content attached.
        chain: As the sealed content lists it.
        places: One for each link that is not refused.
        identity: The inspector's; the one whose certificate the content names.
        ink: What was drawn on the screen.
        now: Stands in the signature and beneath the ink.
        texts: The language of what is drawn.

    Raises:
        ValueError: Chain, places, content and identity do not belong together.
        UserError: A report that is signed with this certificate is not valid.
    """
    links = signed_links(chain)
    _require_match(pdf, chain, identity)
    by_field = {place.field: place for place in places}
    if set(by_field) != {link.field for link in links}:
        raise ValueError("every signature needs one place")
    writer = UpdateWriter(pdf)
    for position, link in enumerate(links):
        later = [other.field for other in links[position + 1 :]]
        append_signature_field(writer, _field(by_field[link.field], later))
    signed = _sign(
        writer, links, links[0], identity=identity, ink=ink, now=now, texts=texts
    )
    _require_accepted(signed, done=1)
    return signed


def countersign(
    pdf: bytes,
    *,
    field: str | None,
    role: str,
    identity: Identity,
    ink: Ink | None,
    now: datetime,
    texts: Texts,
    acting_for: str = "",
) -> bytes:
    """Add the next signature to a sealed report, from the file alone.

    Whoever signs closes the fields before his: an optional signature that was
    passed over can no longer be given.

    Args:
        pdf: The report as it came.
        field: Which signature; ``None`` for the first free one of the role.
        role: As what the person signs.
        identity: The person's.
        ink: What was drawn on the screen.
        now: Stands in the signature and beneath the ink.
        texts: The language of what is drawn.
        acting_for: 代行: the person in whose place this one signs.

    Raises:
        UserError: The report or the chain does not allow it.
    """
    examination = examine(pdf)
    _require_sound(examination.verdict)
    links = signed_links(examination.chain)
    done = {one.field for one in examination.verdict.signatures}
    link = _chosen(links, done, field=field, role=role)
    signed = _sign(
        UpdateWriter(pdf),
        links,
        link,
        identity=identity,
        ink=ink,
        now=now,
        texts=texts,
        acting_for=acting_for,
    )
    _require_accepted(signed, done=len(done) + 1)
    return signed


def _require_match(pdf: bytes, chain: Sequence[Link], identity: Identity) -> None:
    if fault := chain_fault(chain):
        raise ValueError(fault)
    content = sealed_bytes(open_document(pdf), 0)
    if content is None:
        raise ValueError("the report has no sealed content")
    sealed = read_sealed(content)
    if sealed.chain != tuple(chain):
        raise ValueError("the sealed content lists another chain")
    if sealed.inspector_certificate != identity.fingerprint:
        raise ValueError("the sealed content names another inspector's certificate")


def _field(place: Place, later: Sequence[str]) -> SigFieldSpec:
    """An empty field that, once signed, closes all fields but those after it."""
    return SigFieldSpec(
        sig_field_name=place.field,
        on_page=place.page,
        box=place.box,  # type: ignore[arg-type] # pyHanko takes fractions, too
        field_mdp_spec=(
            FieldMDPSpec(FieldMDPAction.EXCLUDE, fields=list(later))
            if later
            else FieldMDPSpec(FieldMDPAction.ALL)
        ),
        doc_mdp_update_value=None if later else MDPPerm.NO_CHANGES,
    )


def _require_sound(verdict: Verdict) -> None:
    if verdict.verdict is Integrity.UNSIGNED:
        raise verdict.reasons[0].error()
    if verdict.verdict is Integrity.INVALID:
        raise UserError(
            "A report that is not valid cannot be countersigned: {reason}",
            reason=verdict.reasons[0].error(),
        )


def _require_accepted(pdf: bytes, *, done: int) -> None:
    """Hand nothing on that whoever receives it would be told to distrust.

    Raises:
        UserError: The report that was just signed is not valid.
    """
    verdict = examine(pdf).verdict
    if verdict.verdict is Integrity.INVALID:
        raise UserError(
            "The report was not signed, because with this signature it would not be "
            "valid; sign with another certificate: {reason}",
            reason=verdict.reasons[0].error(),
        )
    if len(verdict.signatures) != done:
        raise RuntimeError("a signature was not found again")


def _chosen(
    links: Sequence[Link], done: set[str], *, field: str | None, role: str
) -> Link:
    """The link to be signed next by that role.

    Raises:
        UserError: There is none, or it is not its turn.
    """
    word = UserError(ROLE_WORDS.get(role, role))
    fitting = [
        link for link in links if link.role == role and field in (None, link.field)
    ]
    if not fitting:
        raise UserError(
            "This report has no place for a signature as {role}.", role=word
        )
    free = [link for link in fitting if link.field not in done]
    if not free:
        raise UserError("This report is already signed as {role}.", role=word)
    chosen = free[0]
    position = links.index(chosen)
    if any(link.field in done for link in links[position:]):
        raise UserError(
            "Somebody later in the chain has signed; "
            "a signature as {role} can no longer be given.",
            role=word,
        )
    for link in links[:position]:
        if link.demand is Demand.REQUIRED and link.field not in done:
            raise UserError(
                "The signature as {first} must come before the one as {role}.",
                first=UserError(ROLE_WORDS[link.role]),
                role=word,
            )
    return chosen


def _sign(
    writer: UpdateWriter,
    links: Sequence[Link],
    link: Link,
    *,
    identity: Identity,
    ink: Ink | None,
    now: datetime,
    texts: Texts,
    acting_for: str = "",
) -> bytes:
    role = texts(ROLE_WORDS[link.role])
    if acting_for:
        role = texts("{role} (acting for {name})", role=role, name=acting_for)
    certifies = link == links[0]
    metadata = PdfSignatureMetadata(
        field_name=link.field,
        name=identity.name,
        reason=role,
        subfilter=SigSeedSubFilter.PADES,
        certify=certifies,
        docmdp_permissions=(
            MDPPerm.NO_CHANGES if link == links[-1] else MDPPerm.FILL_FORMS
        ),
    )
    caption = (role, identity.name, roc_datetime(now))
    look = Picture(page=picture(_size(writer, link.field), caption, ink))
    signed = write_signed(
        writer, PdfSigner(metadata, identity.signer, stamp_style=look), now=now
    )
    _log.info("signed", extra={"field": link.field, "certifies": certifies})
    return signed


def _size(writer: UpdateWriter, field: str) -> tuple[float, float]:
    """How large a field is on paper."""
    name_and_rest = enumerate_sig_fields(writer, with_name=field)
    _, _, reference = next(name_and_rest)
    left, bottom, right, top = (float(x) for x in reference.get_object()["/Rect"])
    return right - left, top - bottom
