"""One measured figure beside what it is measured against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with its limit; times mean little, but ratios carry over to other disks.

    Attributes:
        reference: What the same machine needs for the unavoidable part.
        limit: What ``value`` may be; ``None`` where it is only of interest.
        unit: Of all three: ``ms``, ``s``, ``KB``.
    """

    name: str
    value: float
    reference: float | None = None
    limit: float | None = None
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """How many times the reference."""
        return self.value / self.reference if self.reference else None

    @property
    def kept(self) -> bool:
        """Whether the limit is kept, or there is none."""
        return self.limit is None or self.value <= self.limit
