"""What a verdict is called, and what it means, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.widgets.pill import Tone
from desktop.widgets.roc_date import day_shown
from forms.signing.chain import ROLE_WORDS
from forms.signing.verdict import Integrity, Trust
from resources.texts import later

if TYPE_CHECKING:
    from forms.signing.verdict import SignatureVerdict, Verdict
    from resources.texts import Texts

WORDS: Final = {
    Integrity.VALID: later("Valid"),
    Integrity.INCOMPLETE: later("Signature missing"),
    Integrity.INVALID: later("Not valid"),
    Integrity.UNSIGNED: later("No report"),
}
TONES: Final = {
    Integrity.VALID: Tone.CONFORM,
    Integrity.INCOMPLETE: Tone.PARTLY,
    Integrity.INVALID: Tone.NONCONFORM,
    Integrity.UNSIGNED: Tone.PLAIN,
}
SENTENCES: Final = {
    Integrity.VALID: later("Nothing was changed, and every signature is there."),
    Integrity.INCOMPLETE: later(
        "Nothing was changed, but a signature is still missing."
    ),
    Integrity.INVALID: later("Do not rely on this file."),
    Integrity.UNSIGNED: later("Nothing in this file is signed by this program."),
}
IDENTITIES: Final = {
    Trust.TRUSTED: later("Every signer is known here."),
    Trust.SELF_MADE: later(
        "The keys were made by their holders: they prove that nothing was changed, "
        "not who signed."
    ),
    Trust.UNKNOWN: later("Who signed is not known here."),
}
TRUST_WORDS: Final = {
    Trust.TRUSTED: later("Signers known"),
    Trust.SELF_MADE: later("Self-made keys"),
    Trust.UNKNOWN: later("Signers not known"),
}


def is_genuine(verdict: Verdict) -> bool:
    """Whether what is there is what was signed, as far as it goes."""
    return verdict.verdict in (Integrity.VALID, Integrity.INCOMPLETE)


def known_in_words(verdict: Verdict, texts: Texts) -> str:
    """Whether this profile holds the report; empty where it cannot tell."""
    if verdict.known is None or not verdict.number:
        return ""
    if verdict.known:
        return texts("Report {number} is kept here, the same.", number=verdict.number)
    return texts("Report {number} is not kept here.", number=verdict.number)


def signature_in_words(one: SignatureVerdict, texts: Texts) -> tuple[str, str]:
    """Who signed as what, and beneath it when and with what kind of key."""
    role = texts(ROLE_WORDS[one.role]) if one.role in ROLE_WORDS else one.role
    when = (
        f"{day_shown(texts, one.at.date())} {one.at:%H:%M}"
        if one.at
        else texts("at an unknown time")
    )
    if one.one_time:
        key = texts("one-time key")
    elif one.self_made:
        key = texts("self-made key")
    else:
        key = texts("issued certificate")
    parts = [when, key]
    if not one.intact:
        parts.append(texts("altered afterwards"))
    return f"{role}　{one.by}".strip("　"), "　".join(parts)
