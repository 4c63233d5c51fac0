"""Small checklists and answers to say things about."""

from __future__ import annotations

from forms.checklist.model import (
    AnswerKind,
    Checklist,
    Grade,
    InspectionKind,
    Item,
    Level,
    Section,
    Verdict,
)
from forms.inspection import Answer, Sample


def level(key: str, share: str, verdict: Verdict, *, needs_note: bool = False) -> Level:
    return Level(
        key=key,
        label={"zh-TW": key},
        share=share,
        verdict=verdict,
        needs_note=needs_note,
    )


GRADED = (
    level("conform", "1", Verdict.CONFORM),
    level("partly", "0.5", Verdict.PARTLY),
    level("nonconform", "0", Verdict.NONCONFORM),
)
ALTERNATIVE = (
    level("conform", "1", Verdict.CONFORM),
    level("alternative", "0.8", Verdict.ALTERNATIVE, needs_note=True),
    level("nonconform", "0", Verdict.NONCONFORM),
)


def item(key: str, kind: AnswerKind = AnswerKind.LEVEL, **fields: object) -> Item:
    if kind is AnswerKind.LEVEL:
        fields.setdefault("scale", "graded")
    return Item(key=key, text={"zh-TW": key}, kind=kind, **fields)  # type: ignore[arg-type]


def checklist(*items: Item, code: str = "TT") -> Checklist:
    return Checklist(
        code=code,
        version=1,
        title={"zh-TW": "試"},
        intro={"zh-TW": ""},
        kinds=(InspectionKind.ROUTINE,),
        scales={"graded": GRADED, "alternative": ALTERNATIVE},
        grades=(
            Grade(key="excellent", label={"zh-TW": "優等"}, at_least="90"),
            Grade(key="good", label={"zh-TW": "甲等"}, at_least="80"),
            Grade(key="poor", label={"zh-TW": "丁等"}, at_least="0"),
        ),
        law_version="2024-10-11",
        sections=(Section(key=f"{code}-a", title={"zh-TW": "甲"}, items=items),),
    )


def answers(**values: str | tuple[int, int]) -> dict[str, Answer]:
    """Answers by item key: a value, or a pair n, m."""
    return {
        key: Answer(item=key, value=value)
        if isinstance(value, str)
        else Answer(item=key, sample=Sample(n=value[0], m=value[1]))
        for key, value in values.items()
    }
