"""What to do about each kind of doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from resources.texts import later

if TYPE_CHECKING:
    from forms.plan.editing.doubts import Doubtful
    from resources.texts import Texts

_LOOK: Final = later("Compare the row with the document and correct it below.")
_NUMBER: Final = later("Compare the number with the document; leave it if it is so.")
_OWNERS: Final = later("Enter who carries it out, or take it as it is.")
_DEADLINE: Final = later("Enter the deadline, or take it as it is.")
_TABLE: Final = later("“Columns…” below the document says what each column is.")
_FACTS: Final = later("It can be entered when the plan is kept.")
_TWICE: Final = later(
    "If both are one duty, choose the other under “Repeats”; else take it as it is."
)
_HINTS: Final = {
    "joined-cell": later(
        "Look whether both halves belong together; if not, split the row."
    ),
    "repeated-cell": later(
        "Look whether it is one item in all these rows; if not, split the row."
    ),
    "shifted-row": later("Compare the owners, deadlines and words of this row."),
    "missing-level": _LOOK,
    "unnumbered-row": _LOOK,
    "unnumbered-item": _NUMBER,
    "lost-ordinal": _NUMBER,
    "unmarked-ordinal": _NUMBER,
    "duplicate-ordinal": _NUMBER,
    "missing-ordinal": later(
        "Look whether a row is missing, or joined with another; a slip of the "
        "document stays as it is."
    ),
    "column-guessed": _TABLE,
    "table-left-out": _TABLE,
    "owner-lost": _OWNERS,
    "owner-is-system": _OWNERS,
    "owner-doubtful": _OWNERS,
    "owner-undefined": later(
        "Correct the name, or add the unit or group to the directory."
    ),
    "no-owner": _OWNERS,
    "no-owners": _OWNERS,
    "deadline-lost": _DEADLINE,
    "deadline-unclear": _DEADLINE,
    "deadline-clash": _DEADLINE,
    "no-deadline": _DEADLINE,
    "no-deadlines": _DEADLINE,
    "dates-contradict": _DEADLINE,
    "count-differs": later(
        "Look for rows that are joined, split or left out; or the document miscounts."
    ),
    "duplicate-item": _TWICE,
    "similar-item": _TWICE,
    "no-title": _FACTS,
    "no-agency": _FACTS,
    "no-document-number": _FACTS,
    "period-from-title": _FACTS,
    "no-year": _FACTS,
    "date-unclear": _FACTS,
}


def hint(texts: Texts, doubt: Doubtful | None) -> str:
    """What a person can do about it."""
    if doubt is None:
        return texts("It stays out of the plan, and the plan tells so.")
    return texts(_HINTS.get(doubt.code, _LOOK))
