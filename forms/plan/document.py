"""A plan as JSON: the shape that ``zoucha plan show --json`` prints."""

from __future__ import annotations

from typing import Any

import msgspec

from forms.plan.model import Plan


def decode_plan(data: bytes) -> Plan:
    """The plan that JSON tells.

    Raises:
        msgspec.ValidationError: It is no plan, or its keys contradict each other.
    """
    document = msgspec.json.decode(data, type=dict[str, Any])
    period = document.get("period", {})
    document["period"] = {"start": period.get("from"), "end": period.get("to")}
    return msgspec.convert(document, Plan)


def encode_plan(plan: Plan) -> bytes:
    """The plan as JSON; `decode_plan` gives it back."""
    document = msgspec.to_builtins(plan)
    document["period"] = {"from": plan.period.start, "to": plan.period.end}
    return msgspec.json.encode(document)


def report(plan: Plan) -> dict[str, Any]:
    """The plan as scripts read it; every place is there, ``None`` where it is empty."""
    return {
        "ref": f"{plan.code}@{plan.version}",
        "title": plan.title,
        "agency": plan.agency,
        "document_number": plan.document_number,
        "approved_on": plan.approved_on,
        "revised_on": list(plan.revised_on),
        "period": {"from": plan.period.start, "to": plan.period.end},
        "bases": list(plan.bases),
        "objectives": list(plan.objectives),
        "task_force": msgspec.to_builtins(plan.task_force),
        "levels": list(plan.levels),
        "categories": msgspec.to_builtins(plan.categories),
        "items": [msgspec.to_builtins(item) for item in plan.items],
        "sections": msgspec.to_builtins(plan.sections),
        "lint": [msgspec.to_builtins(lint) for lint in plan.lint],
    }
