"""The audit as a callback."""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np

from tfcompat._audit.audit import audit
from tfcompat._audit.culprit_message import told_of
from tfcompat._audit.loss_record import LossRecord
from tfcompat._audit.model_outputs import UnknownInputsError
from tfcompat._keras import keras
from tfcompat._user_frames import warn_at_caller

__all__ = ["AuditCallback"]


_EVERY = 16  # reading a loss waits for the device, and so for the step
_RECORDS: weakref.WeakKeyDictionary[Any, LossRecord] = weakref.WeakKeyDictionary()
"""The record of each model that was trained with a callback, whose step need not be traced again."""


class AuditCallback(keras.callbacks.Callback):  # type: ignore[misc] # Keras 3 ships no types
    """Callback that audits the model when ``fit`` or ``evaluate`` begins, and says which example turned the loss NaN.

    A model that does not know its inputs before it is called is audited after its first batch.

    If the loss is no longer finite, the callback names the batch, and the first input, label, weight or output that is
    not finite, or the label that is out of range, by its place in the batch. For that, the training step is traced
    with a record of the first such batch, in graphs, XLA and eager code; each step then compares its loss once. The
    loss is read after every 16th batch and at the end of an epoch. A model that trains on several replicas, or whose
    own training step does not call ``compute_loss``, has no record: only the epoch is known.

    Args:
        action: ``"warn"``, or ``"raise"`` to stop training with a ValueError.
        data: Examples to check when training begins, as for `audit`. Default: None.
        max_examples: The number of examples to read; None for all. Default: 10,000.

    Examples:
        >>> import keras
        >>> import numpy as np, tfcompat
        >>> model = keras.Sequential([keras.Input([4]), keras.layers.Dense(3, "softmax", name="head")])
        >>> model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        >>> model.fit(np.zeros([2, 4]), np.zeros(2), verbose=0, callbacks=[tfcompat.AuditCallback("raise")])
        Traceback (most recent call last):
        ...
        ValueError: loss SparseCategoricalCrossentropy: TFC201 it takes logits, but gets the output of a softmax ...
    """

    def __init__(self, action: str = "warn", *, data: Any = None, max_examples: int | None = 10_000) -> None:
        super().__init__()
        if action not in ("warn", "raise"):
            raise ValueError(f"action must be 'warn' or 'raise', got {action!r}.")
        self.action = action
        self.data: Any = data
        self.max_examples: int | None = max_examples
        self._done = False
        """Whether the model was audited, or cannot be."""
        self._record: LossRecord | None = None
        self._finite = True
        self._epoch = 0

    def on_train_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Audit the model, if its inputs are known, and watch its loss."""
        self._done = False
        self._finite = True
        self._look()
        if self.model.distribute_strategy.num_replicas_in_sync == 1:
            self._record = _RECORDS.setdefault(self.model, LossRecord(self.model))
            self._record.attach()

    def on_train_end(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Restore the model."""
        if self._record is not None:
            self._record.detach()

    def on_test_begin(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Audit the model in ``evaluate``."""
        if self._record is not None:
            self._record.training = False
        self._look()

    def on_test_end(self, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Go on watching the loss of the training."""
        if self._record is not None:
            self._record.training = True

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Count the batches of an epoch."""
        self._epoch = epoch
        if self._record is not None:
            self._record.begin_epoch()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Read the loss of an epoch."""
        self._watch(logs, of_epoch=True)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Look where that was not possible before, and read the loss now and then."""
        self._look(last=True)
        if batch % _EVERY == 0:
            self._watch(logs)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras' signature
        """Do the same in ``evaluate``."""
        self._look(last=True)

    def set_model(self, model: Any) -> None:
        """Start again with another model."""
        if model is not self.model:
            self._done = False
            self._record = None
        super().set_model(model)

    def _watch(self, logs: Any, *, of_epoch: bool = False) -> None:
        """Report a loss that is not finite, by the logs, or by the record of an epoch whose logs leave it out."""
        loss = (logs or {}).get("loss", 0.0)
        if not self._finite or (not of_epoch and np.isfinite(float(loss))):
            return
        found = self._record.found() if self._record is not None else None
        if found is None and np.isfinite(float(loss)):
            return
        self._finite = False
        self._tell(told_of(self.model.name, self._epoch, found))

    def _look(self, *, last: bool = False) -> None:
        if self._done:
            return
        try:
            found = audit(self.model, data=self.data, max_examples=self.max_examples)
        except UnknownInputsError as error:
            if last:
                self._say_unknown(error)
        except Exception as error:  # noqa: BLE001 - training continues if the model's own code fails in a graph
            self._say_unknown(error)
        else:
            self._done = True
            for row in found.wrong:
                self._tell(f"{row}".removeprefix("wrong").strip())

    def _say_unknown(self, error: Exception) -> None:
        self._done = True
        why = f"{type(error).__name__}: {error}".strip().splitlines()[0]
        warn_at_caller(f"AuditCallback could not audit model {self.model.name!r} ({why}).", UserWarning)

    def _tell(self, text: str) -> None:
        if self.action == "raise":
            if self._record is not None:
                self._record.detach()
            raise ValueError(text)
        warn_at_caller(text, UserWarning)
