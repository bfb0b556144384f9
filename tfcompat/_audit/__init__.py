"""A look at a compiled model: whether each loss and metric is given what it reads. The model is traced, not trained."""

from __future__ import annotations

from tfcompat._audit._audit import audit
from tfcompat._audit._callback import AuditCallback
from tfcompat._audit._rows import Audit, AuditRow

__all__ = ["Audit", "AuditCallback", "AuditRow", "audit"]
