"""The plans that are known, as a list tells of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.plan_drafts import PlanDraft
from desktop.workflows.import_plan import known_plans
from desktop.workflows.plan_in_force import plan_in_force, plan_state
from forms.plan.model import Plan

if TYPE_CHECKING:
    from db.store import Store
    from resources.texts import Texts


@dataclass(frozen=True, kw_only=True)
class ListedPlan:
    """A version of a plan.

    Attributes:
        state: What it is to this profile, in words.
    """

    plan: Plan
    state: str
    actions: int
    is_in_force: bool


@dataclass(frozen=True, kw_only=True)
class PlanList:
    """What there is: the latest drafts first, then the plan in force, then the rest."""

    drafts: tuple[PlanDraft, ...]
    plans: tuple[ListedPlan, ...]


def plan_list(store: Store, texts: Texts) -> PlanList:
    """All that is known and all that is being brought in."""
    in_force = plan_in_force(store)
    plans = [
        ListedPlan(
            plan=plan,
            state=plan_state(plan, store, texts),
            actions=len(plan.actions()),
            is_in_force=plan == in_force,
        )
        for plan in known_plans(store)
    ]
    plans.sort(
        key=lambda one: (not one.is_in_force, -one.plan.roc_year, one.plan.title)
    )
    return PlanList(drafts=tuple(store.plan_drafts.open()), plans=tuple(plans))
