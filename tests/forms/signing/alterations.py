"""The corpus: one function for each way in which a report can be altered.

A function takes the genuine reports and returns an altered copy; its decorator says
with which sentence the verifier must refuse it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.forms.signing.surgery import Reports

    Alteration = Callable[[Reports], bytes]

CORPUS: Final[dict[str, tuple[Alteration, str]]] = {}

DAMAGED: Final = "The file is damaged or was altered; it cannot be read."
ALTERED: Final = "What {name} signed was altered afterwards."
CHANGED: Final = "The report was changed after it was sealed."
HIDDEN: Final = "Something is hidden between the parts of the report."
AFTER_END: Final = (
    "The file does not end as a report does; something was added or cut off."
)
BEGINNING: Final = "The file does not begin as a report does; it was altered."
PACKED: Final = "The file is packed in a way in which no report is written."
DELETED: Final = "Parts of the report were deleted after it was sealed."
AMBIGUOUS: Final = "The file says two things about where its parts are; it was altered."
DANGLING: Final = "The report refers to parts that it does not have."
ACTIVE: Final = (
    "The file has scripts, actions or layers, which no report has; it was altered."
)
NOTE: Final = "A note or drawing was put on top of the report."
FOREIGN_FIELD: Final = "The report has a form field that is no signature of its chain."
CONCEALED: Final = "A signature of the report is hidden."
ATTACHED: Final = "The report has other attachments than its sealed content."
NO_CONTENT: Final = "The report has no sealed content; it was taken out."
NOT_CANONICAL: Final = "The sealed content is not in its canonical form."
NO_CHAIN: Final = "The sealed content does not name the signatures that belong to it."
BAD_CHAIN: Final = "The sealed content names signatures that cannot be."
NO_INSPECTOR: Final = "The inspector's signature is missing; nothing is sealed."
FIELDS: Final = "The signature fields are not those that were sealed."
KIND: Final = "A signature of the report is of a kind that no report has."
MISPLACED: Final = "A signature of the report does not cover all that comes before."
EXCHANGED: Final = "A signature of the report was exchanged."
BEHIND: Final = "Something is hidden behind a signature of the report."
UNPROTECTED: Final = "The inspector's signature does not protect the report."
OTHER_KEY: Final = "{name} signed with another key than the one that was sealed."


def refused_with(reason: str) -> Callable[[Alteration], Alteration]:
    """Enter an alteration into the corpus."""

    def enter(alteration: Alteration) -> Alteration:
        assert alteration.__name__ not in CORPUS
        CORPUS[alteration.__name__] = (alteration, reason)
        return alteration

    return enter
