"""Who signs a report, in which order; part of what the inspector seals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ATTACHMENT: Final = "inspection.json"
"""The name under which the sealed content lies in the report."""

LARGEST_REPORT: Final = 64 * 1024 * 1024
"""In bytes; what is larger was not made by this program."""

INSPECTOR: Final = "inspector"

ROLE_WORDS: Final[Mapping[str, str]] = {
    INSPECTOR: later("Inspector"),
    "accompanying": later("Accompanying officer"),
    "case-officer": later("Case officer"),
    "unit-head": later("Unit head"),
    "chief-secretary": later("Chief secretary"),
    "agency-head": later("Agency head"),
}
"""What a role is called; the key of its translation."""

_FIELD_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,64}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class Demand(StrEnum):
    """Whether a report is complete without a signature."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One signature of the chain.

    Attributes:
        field: The PDF field; ASCII, and never the beginning of another's name,
            because readers match locked fields by their beginning.
        name: Who is to sign; empty where that is not known when the report is
            sealed.
        reason: Why signing was refused.
        certificate: SHA-256 of the certificate that must sign, where it is known
            when the report is sealed: the key made on the spot for somebody
            without a card.
    """

    field: str
    role: str
    name: str
    demand: Demand
    reason: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where on the paper a signature stands; points from the lower left corner."""

    field: str
    page: int
    box: tuple[float, float, float, float]


def chain_fault(chain: Sequence[Link]) -> str:
    """What is wrong with a chain, for the log; empty where nothing is."""
    fields = [link.field for link in chain]
    if not chain or chain[0].role != INSPECTOR:
        return "the inspector comes first"
    if chain[0].demand is not Demand.REQUIRED:
        return "the inspector must sign"
    for link in chain:
        if fault := _link_fault(link):
            return f"{fault}: {link.field!r}"
    for field in fields:
        if sum(other.startswith(field) for other in fields) > 1:
            return f"a field's name begins another's: {field!r}"
    return ""


def _link_fault(link: Link) -> str:
    if not _FIELD_NAME.fullmatch(link.field):
        return "no name for a field"
    if link.role not in ROLE_WORDS:
        return "unknown role"
    if (link.demand is Demand.REFUSED) != bool(link.reason.strip()):
        return "a refusal has a reason, and nothing else has"
    if link.certificate and not _SHA256.fullmatch(link.certificate):
        return "no fingerprint"
    return ""


def signed_links(chain: Sequence[Link]) -> tuple[Link, ...]:
    """The links that have a signature field: all but refusals."""
    return tuple(link for link in chain if link.demand is not Demand.REFUSED)
