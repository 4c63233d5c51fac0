"""Whether a report is what its signers signed; the policy, step by step.

Rules 1 to 8 of the policy need the file alone: `structure` reads its bytes strictly,
`contents` refuses whatever acts or hides, `signatures` checks each signature,
`updates` what came after the first. Here they are put together with the chain that
the inspector sealed. Everything in the file may have been made by an enemy.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

from forms.errors import UserError
from forms.signing.chain import (
    ATTACHMENT,
    LARGEST_REPORT,
    ROLE_WORDS,
    Demand,
    Link,
    signed_links,
)
from forms.signing.contents import fields_of, listed_of, require_inert, sealed_bytes
from forms.signing.identity import common_name, fingerprint, is_one_time, is_self_made
from forms.signing.sealed import read_sealed
from forms.signing.signatures import read_signature
from forms.signing.structure import (
    damaged,
    entry,
    key_of,
    name_in,
    open_document,
)
from forms.signing.updates import require_signatures_only
from forms.signing.verdict import (
    Integrity,
    Reason,
    SignatureVerdict,
    Trust,
    Verdict,
    judged,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.signing.sealed import Sealed
    from forms.signing.signatures import Signature
    from forms.signing.structure import Document, Key
    from forms.signing.verdict import KnownSigners

_log = logging.getLogger(__name__)

_SIGNED: Final = b"/ByteRange"  # of every signature, and never compressed
_NO_REPORT: Final = UserError("The PDF is no report of this program.")
_NO_PDF: Final = UserError("The file is no PDF; choose a report.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a file shows, for who wants to sign it.

    Attributes:
        chain: As it was sealed; empty where the verdict is *invalid* or *unsigned*.
    """

    verdict: Verdict
    chain: tuple[Link, ...] = ()


def verify(
    pdf: bytes,
    *,
    pinned: Mapping[str, str] | None = None,
    known_reports: Mapping[str, str] | None = None,
    known_signers: KnownSigners | None = None,
) -> Verdict:
    """Judge a report that may come from anywhere; never raises.

    It may take much time and memory over a hostile file: `isolated` limits both.

    Args:
        pdf: The file's content.
        pinned: Certificate's SHA-256 to the name of the person whose it is; only
            with a profile.
        known_reports: Report number to the SHA-256 of its first revision; only with
            a profile.
        known_signers: Report number to who signed it; only with a profile.
    """
    return judged(
        examine(pdf).verdict,
        pinned=pinned,
        known_reports=known_reports,
        known_signers=known_signers,
    )


def examine(pdf: bytes) -> Examination:
    """Judge a report by the file alone."""
    found: list[SignatureVerdict] = []
    try:
        if not _is_pdf(pdf):
            return _unsigned(_NO_PDF)
        if not _is_signed(pdf):
            return _unsigned(_NO_REPORT)
        return _examined(open_document(pdf), found)
    except UserError as error:
        reason = error
    except Exception as error:  # noqa: BLE001 - a hostile file raises anything
        _log.info("unreadable_pdf", extra={"kind": type(error).__name__})
        reason = damaged()
    return Examination(
        verdict=Verdict(
            verdict=Integrity.INVALID,
            signatures=tuple(found),
            reasons=(Reason.of(reason),),
        )
    )


def _unsigned(error: UserError) -> Examination:
    return Examination(
        verdict=Verdict(verdict=Integrity.UNSIGNED, reasons=(Reason.of(error),))
    )


def _is_pdf(pdf: bytes) -> bool:
    """Whether the file is a PDF or, by its signature, was one before it was altered."""
    return b"%PDF-" in pdf[:1024] or _SIGNED in pdf


def _is_signed(pdf: bytes) -> bool:
    """Whether the PDF is a report or once was one; if not, it is no business of ours.

    Where the signature was taken out, the sealed content may have been left.

    Raises:
        UserError: The file is too large to look into.
    """
    if _SIGNED in pdf or ATTACHMENT.encode() in pdf:
        return True
    if len(pdf) > LARGEST_REPORT:
        raise UserError("The file is too large to be a report.")
    root = PdfFileReader(BytesIO(pdf), strict=False).root
    return ATTACHMENT in repr(root.get("/Names", ""))


def _examined(document: Document, found: list[SignatureVerdict]) -> Examination:
    content = sealed_bytes(document, min(1, document.newest))
    fields = fields_of(document, document.newest)
    signatures = [
        signature
        for field in fields
        if (signature := read_signature(document, field)) is not None
    ]
    sealed = None if content is None else read_sealed(content)
    found.extend(_listed(document, signatures, sealed))
    require_inert(document)
    if sealed is None:
        raise UserError("The report has no sealed content; it was taken out.")
    links = signed_links(sealed.chain)
    if not signatures or signatures[0].field.name != links[0].field:
        raise UserError("The inspector's signature is missing; nothing is sealed.")
    if fields != fields_of(document, 1) or [field.name for field in fields] != [
        link.field for link in links
    ]:
        raise UserError("The signature fields are not those that were sealed.")
    _require_intact(signatures)
    _require_certificates(signatures, links, sealed)
    require_signatures_only(document, signatures)
    _require_certification(document, signatures)
    return Examination(
        verdict=_verdict(document, signatures, sealed, tuple(found)),
        chain=sealed.chain,
    )


def _listed(
    document: Document, signatures: Sequence[Signature], sealed: Sealed | None
) -> list[SignatureVerdict]:
    links = {link.field: link for link in sealed.chain} if sealed else {}
    return [
        _told(one, links.get(one.field.name), one.revision == document.newest)
        for one in signatures
    ]


def _told(
    signature: Signature, link: Link | None, covers_whole_file: bool
) -> SignatureVerdict:
    certificate = signature.certificate
    own = fingerprint(certificate)
    return SignatureVerdict(
        field=signature.field.name,
        role=link.role if link else "",
        by=common_name(certificate),
        at=signature.at,
        intact=signature.intact,
        covers_whole_file=covers_whole_file,
        fingerprint=own,
        self_made=is_self_made(certificate),
        # Anybody can write this into a certificate; the inspector vouches for it.
        one_time=link is not None
        and link.certificate == own
        and is_one_time(certificate),
    )


def _require_intact(signatures: Sequence[Signature]) -> None:
    for one in signatures:
        if not one.intact:
            raise UserError(
                "What {name} signed was altered afterwards.",
                name=common_name(one.certificate),
            )


def _require_certification(document: Document, signatures: Sequence[Signature]) -> None:
    """The inspector's signature, and only that, certifies: nothing but filling."""
    first = signatures[0]
    if (
        _certifying(document) != first.key
        or _permissions(document, first) not in (["1"], ["2"])
        or any(_permissions(document, one) for one in signatures[1:])
    ):
        raise UserError("The inspector's signature does not protect the report.")


def _certifying(document: Document) -> Key | None:
    """The signature that the document names as its certification."""
    permissions = document.resolve(entry(document.catalog(1), "/Perms"), 1)
    if not isinstance(permissions, DictionaryObject) or set(permissions) != {"/DocMDP"}:
        return None
    value = entry(permissions, "/DocMDP")
    return key_of(value) if isinstance(value, IndirectObject) else None


def _permissions(document: Document, signature: Signature) -> list[str]:
    """What a signature, as a certification, lets happen after it."""
    allowed = []
    references = entry(signature.dictionary, "/Reference") or ArrayObject()
    for value in listed_of(document.array(references, signature.revision)):
        reference = document.dictionary(value, signature.revision)
        if name_in(reference, "/TransformMethod") == "/DocMDP":
            parameters = document.dictionary(
                entry(reference, "/TransformParams"), signature.revision
            )
            allowed.append(str(entry(parameters, "/P")))
    return allowed


def _require_certificates(
    signatures: Sequence[Signature], links: Sequence[Link], sealed: Sealed
) -> None:
    """The keys that the content names are the ones that signed."""
    demanded = {link.field: link.certificate for link in links}
    demanded[links[0].field] = sealed.inspector_certificate
    for one in signatures:
        wanted = demanded[one.field.name]
        if wanted and wanted != fingerprint(one.certificate):
            raise UserError(
                "{name} signed with another key than the one that was sealed.",
                name=common_name(one.certificate),
            )


def _verdict(
    document: Document,
    signatures: Sequence[Signature],
    sealed: Sealed,
    listed: tuple[SignatureVerdict, ...],
) -> Verdict:
    by_field = {one.field.name: one for one in signatures}
    missing = [
        UserError(
            "The signature of the {role} is missing.",
            role=UserError(ROLE_WORDS[link.role]),
        )
        for link in sealed.chain
        if link.demand is Demand.REQUIRED and link.field not in by_field
    ]
    remarks = [
        remark
        for link in sealed.chain
        if link.field in by_field
        for remark in _remarks(by_field[link.field], link)
    ]
    return Verdict(
        verdict=Integrity.INCOMPLETE if missing else Integrity.VALID,
        identity=(
            Trust.SELF_MADE if any(one.self_made for one in listed) else Trust.UNKNOWN
        ),
        signatures=listed,
        reasons=tuple(map(Reason.of, missing + remarks)),
        number=sealed.number,
        sealed=sealed.sha256,
        first_revision=hashlib.sha256(
            document.data[: document.revisions[1].end]
        ).hexdigest(),
    )


def _remarks(signature: Signature, link: Link) -> list[UserError]:
    """What does not speak against the report but is worth knowing."""
    remarks = []
    name = common_name(signature.certificate)
    if link.name and name != link.name:
        remarks.append(
            UserError(
                "{name} signed in the place of {other}.", name=name, other=link.name
            )
        )
    certificate = signature.certificate
    if not (
        certificate.not_valid_before_utc
        <= signature.at
        <= certificate.not_valid_after_utc
    ):
        remarks.append(
            UserError(
                "{name} signed, by the clock of the computer, at a time at which the "
                "certificate was not valid.",
                name=name,
            )
        )
    return remarks
