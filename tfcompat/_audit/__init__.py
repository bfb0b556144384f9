"""Check whether each loss and metric of a compiled model gets the input it expects; nothing is trained."""

from __future__ import annotations

from tfcompat._audit.audit import audit
from tfcompat._audit.callback import AuditCallback
from tfcompat._audit.result import Audit, AuditRow
from tfcompat._audit.untrusted import why_not_loaded

__all__ = ["Audit", "AuditCallback", "AuditRow", "audit", "why_not_loaded"]
