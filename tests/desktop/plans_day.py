"""An agency in the middle of its year: notes, waivers, links, a revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from forms.plan.execution import (
    ExecutionNote,
    LinkState,
    NoteKind,
    PlanLink,
    Proof,
    Waiver,
)
from forms.plan.library import built_in_plan
from forms.plan.model import Deadline, DeadlineKind, Item, Period, Plan
from tests.desktop.conftest import NOW

if TYPE_CHECKING:
    from db.store import Store

PLAN: Final = built_in_plan("maritime-port-bureau-109")
NORTH: Final = "北部航務中心"


def note(store: Store, item: str, unit: str, **changes: object) -> ExecutionNote:
    made = ExecutionNote(
        id=store.ids.new(),
        plan=PLAN.code,
        version=PLAN.version,
        item=item,
        unit=unit,
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        kind=NoteKind.ACCOUNT,
        text="已於上半年辦理完竣，成果簽報核定。",
        at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def busy(store: Store) -> None:
    """What a year brings to a plan."""
    proof = Proof(
        name="測試成果.pdf",
        sha256=store.evidence.put(b"%PDF-1.7 tested", "application/pdf"),
        media_type="application/pdf",
    )
    for made in (
        note(
            store,
            "1-3-8",
            "秘書室",
            text="上半年電話禮貌測試，抽測十個單位，平均 88.5 分。",
            on=date(2026, 5, 20),
            led_by="秘書室",
            participants=10,
            proof=(proof,),
        ),
        note(
            store,
            "1-3-8",
            "秘書室",
            kind=NoteKind.REVIEW_MEETING,
            text="檢討會議：重申轉接禮節。",
            on=date(2026, 6, 3),
        ),
        note(store, "1-1-2", "人事室", kind=NoteKind.TRAINING, reference="115-HR-031"),
    ):
        store.execution.save_note(made)
    store.execution.waive(
        Waiver(
            plan=PLAN.code,
            version=PLAN.version,
            item="1-3-5",
            unit=NORTH,
            reason="新大樓全棟禁菸，由管理委員會巡查。",
            by="林雅婷",
            at=NOW,
        )
    )
    store.execution.say_of_link(
        PlanLink(
            plan=PLAN.code,
            version=PLAN.version,
            item="1-3-7",
            checklist="SI",
            check="SI06",
            state=LinkState.DECLINED,
            at=NOW,
        )
    )


def revised() -> Plan:
    """The plan's next version: an item gone, one added, others changed."""
    items = [item for item in PLAN.items if item.key != "1-3-4"]
    changed = {
        "1-3-5": {"text": "無菸洽公環境之維護與巡查"},
        "1-3-8": {
            "owners": ("秘書室", "人事室"),
            "deadline": Deadline(
                kind=DeadlineKind.YEARLY, text="每年2至3次", min=2, max=3
            ),
        },
    }
    items = [
        replace(item, **changed.get(item.key, {}))  # type: ignore[arg-type]
        for item in items
    ]
    at = next(n for n, item in enumerate(items) if item.key == "1-4")
    added = Item(key="1-3-9", ordinal="9", level=3, parent="1-3", text="智慧叫號系統")
    items.insert(at, added)
    return replace(PLAN, version="2", items=tuple(items))


def large(count: int = 2_000) -> Plan:
    """A plan of so many items with rules of every kind."""
    rules = (
        Deadline(kind=DeadlineKind.ONGOING, text="持續辦理"),
        Deadline(kind=DeadlineKind.YEARLY, text="每年2次", min=2, max=2),
        Deadline(kind=DeadlineKind.HALF_YEARLY, text="每半年", min=1, max=1),
        Deadline(kind=DeadlineKind.QUARTERLY, text="每季", min=1, max=1),
    )
    owners = (("各航務中心",), ("秘書室",), ("人事室", "各業務組"), ("各單位",))
    items: list[Item] = []
    top = middle = low = 0
    while len(items) < count:
        if low == 0 and middle == 0:
            top += 1
            items.append(Item(key=f"{top}", ordinal=f"{top}", level=1, text="策略"))
        if low == 0:
            middle += 1
            key = f"{top}-{middle}"
            items.append(
                Item(
                    key=key,
                    ordinal=f"({middle})",
                    level=2,
                    parent=f"{top}",
                    text=f"推動作法第{middle}項：提升櫃檯服務與洽公環境品質",
                )
            )
        low += 1
        at = len(items)
        items.append(
            Item(
                key=f"{top}-{middle}-{low}",
                ordinal=f"{low}",
                level=3,
                parent=f"{top}-{middle}",
                text=f"辦理第{at}項服務措施，定期檢討執行情形並公布於網站供民眾查詢。",
                owners=owners[at % len(owners)],
                deadline=rules[at % len(rules)],
            )
        )
        if low == 9:
            low = 0
            middle = 0 if middle == 11 else middle
    return Plan(
        code="large",
        version="1",
        roc_year=115,
        title="兩千項的服務品質計畫",
        title_en="",
        agency="交通部航港局",
        period=Period(start="2026-01-01", end="2026-12-31"),
        levels=("策略", "推動作法", "執行內容"),
        items=tuple(items[:count]),
    )
