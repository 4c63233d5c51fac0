"""The same report sealed or signed again by others in the same names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from asn1crypto import cms, x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from tests.forms.signing import alterations as why
from tests.forms.signing.alterations import refused_with
from tests.forms.signing.builder import (
    ACCOMPANYING,
    signed_as,
)
from tests.forms.signing.surgery import (
    sealed_regardless,
    strangely_signed,
    unheeding,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.forms.signing.surgery import Reports


# The same report, sealed or signed again with other keys in the same names


@refused_with(why.OTHER_KEY)
def sealed_again_by_a_stranger(reports: Reports) -> bytes:
    people = replace(reports.people, inspector=reports.enemy.inspector)
    return sealed_regardless(reports.base, people, reports)


@refused_with(why.OTHER_KEY)
def accompanied_again_by_a_stranger(reports: Reports) -> bytes:
    with unheeding():
        return signed_as(reports.sealed, "accompanying", reports.enemy.accompanying)


@refused_with(why.OTHER_KEY)
def sealed_and_signed_again_by_strangers(reports: Reports) -> bytes:
    people = replace(reports.people, inspector=reports.enemy.inspector)
    sealed = sealed_regardless(reports.base, people, reports)
    return strangely_signed(sealed, ACCOMPANYING, reports.enemy.accompanying)


@refused_with(why.KIND)
def certificate_exchanged_inside_a_signature(reports: Reports) -> bytes:
    """The enemy's certificate of the same name stands where the inspector's was."""

    def change(data: cms.SignedData) -> None:
        theirs = reports.enemy.inspector.signer.signing_cert
        data["certificates"] = [cms.CertificateChoices("certificate", theirs)]

    return _resigned_container(reports, change)


def _resigned_container(
    reports: Reports, change: Callable[[cms.SignedData], None], nth: int = 0
) -> bytes:
    match = list(re.finditer(rb"/Contents <([0-9A-F]+)>", reports.signed))[nth]
    info = cms.ContentInfo.load(bytes.fromhex(match[1].decode()))
    change(info["content"])
    container = info.dump(force=True).hex().upper().encode()
    room = len(match[1])
    assert len(container) <= room
    altered: bytes = (
        reports.signed[: match.start(1)]
        + container.ljust(room, b"0")
        + reports.signed[match.end(1) :]
    )
    return altered


@refused_with(why.KIND)
def certificate_added_to_a_signature(reports: Reports) -> bytes:
    def change(data: cms.SignedData) -> None:
        data["certificates"].append(
            cms.CertificateChoices(
                "certificate", reports.enemy.inspector.signer.signing_cert
            )
        )

    return _resigned_container(reports, change, nth=-1)


@refused_with(why.KIND)
def unsigned_attribute_added_to_a_signature(reports: Reports) -> bytes:
    def change(data: cms.SignedData) -> None:
        data["signer_infos"][0]["unsigned_attrs"] = [
            cms.CMSAttribute({"type": "signing_time", "values": []})
        ]

    return _resigned_container(reports, change, nth=-1)


@refused_with(why.KIND)
def version_of_a_signature_changed(reports: Reports) -> bytes:
    def change(data: cms.SignedData) -> None:
        data["version"] = "v3"

    return _resigned_container(reports, change, nth=-1)


@refused_with(why.KIND)
def signature_exchanged_for_its_twin(reports: Reports) -> bytes:
    """(r, n - s) verifies like (r, s), and anybody can work it out."""

    def change(data: cms.SignedData) -> None:
        r, s = decode_dss_signature(data["signer_infos"][0]["signature"].native)
        twin = encode_dss_signature(r, ec.SECP256R1().group_order - s)
        data["signer_infos"][0]["signature"] = twin

    return _resigned_container(reports, change, nth=-1)


@refused_with(why.KIND)
def issuer_in_a_signature_written_otherwise(reports: Reports) -> bytes:
    """Names are compared without regard to case: ONE-TIME KEY issued it as well."""

    def change(data: cms.SignedData) -> None:
        issuer = data["signer_infos"][0]["sid"].chosen["issuer"]
        written = issuer.dump()
        assert b"one-time key" in written
        data["signer_infos"][0]["sid"].chosen["issuer"] = x509.Name.load(
            written.replace(b"one-time key", b"ONE-TIME KEY")
        )

    return _resigned_container(reports, change, nth=-1)
