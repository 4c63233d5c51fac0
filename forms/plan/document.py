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
