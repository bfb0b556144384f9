"""A look at a compiled model: whether each loss and metric is given what it reads. The model is traced, not trained."""

from __future__ import annotations

from tfcompat._audit.audit import audit
from tfcompat._audit.callback import AuditCallback
from tfcompat._audit.result import Audit, AuditRow

__all__ = ["Audit", "AuditCallback", "AuditRow", "audit"]
