"""``--verify``: measure each kind of rewritten call once, and plan again without the fixes that differ."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tfcompat.cli._plan import taken

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfcompat.cli._plan import Plan, Planner
    from tfcompat.migrate import Finding, Shape
    from tfcompat.migrate.report import Measurement

__all__ = ["Evidences"]


@dataclass
class Evidences:
    """The measurements so far."""

    measured: dict[Shape, Measurement] = field(default_factory=dict)

    def refuted(self, findings: Iterable[Finding]) -> tuple[tuple[Shape, str], ...]:
        """Return the calls whose fix computes something else, and how it differs.

        Calls not yet measured are measured.
        """
        shapes = dict.fromkeys(finding.shape for finding in findings if finding.shape and finding.fixable)
        return tuple((shape, _why(shape, found)) for shape in shapes if (found := self._of(shape)).mismatch)

    def settled(self, plan: Plan, planner: Planner) -> Plan:
        """Return a plan without the refuted fixes."""
        refuted = self.refuted(plan.migration.findings) if plan.migration else ()
        if not refuted:
            return plan
        options = replace(planner.asked.options, refuted=refuted)
        return replace(planner, asked=replace(planner.asked, options=options))(
            taken(plan.path, planner.asked.time_limit)
        )

    def _of(self, shape: Shape) -> Measurement:
        if shape not in self.measured:
            from tfcompat.evidence import measure

            self.measured[shape] = measure(shape)
        return self.measured[shape]


def _why(shape: Shape, found: Measurement) -> str:
    return (
        f"measured here, {found.mismatch}: {shape.new} for {shape.old}. Keep the old call, or write the new one by "
        f"hand and compare its numbers"
    )
