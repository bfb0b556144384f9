"""The base of the Keras losses: labels as given, float32 or wider, weights aligned from the left, reduction, config."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import tensorflow as tf

from tfcompat import _keras
from tfcompat._arguments.constructors import rebuilt, takes_positions
from tfcompat._arguments.keywords import check_keywords
from tfcompat._arguments.normalizer import check_normalizer
from tfcompat._arguments.old_keywords import answers_old_keywords
from tfcompat._arguments.symbolic import LossCall, call_later
from tfcompat._arguments.tensors import as_logits
from tfcompat._batch.ragged import flat_values
from tfcompat._batch.reduction import reduce_loss, reduce_total
from tfcompat._origin.double_activation import Guard
from tfcompat._user_frames import called_by_library
from tfcompat.losses._chunked_loss import Chunks
from tfcompat.losses._compiled import for_compile
from tfcompat.losses._plain import followed, plain, read_now
from tfcompat.losses._prepare import Batch, prepare

if TYPE_CHECKING:
    from tfcompat._origin.metric_advice import Labels
    from tfcompat._origin.notes import LastLayer
    from tfcompat.losses._family import Family

_DTYPES = (None, "float32", "float64")


class LogitsLoss(_keras.keras.losses.Loss):
    """A Keras Loss over a function of ``(labels, logits)``; subclasses name its family.

    It overrides ``__call__``, because Keras' own casts labels to float32 before ``call`` sees them.
    """

    _of_family: ClassVar[type[Family]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__init__ = answers_old_keywords(cls.__init__)  # type: ignore[method-assign] # for the error about from_logits=

    def __new__(cls, *args: Any, **_: Any) -> Any:
        """Return a loss; or its values, if tf_keras calls a class given to ``compile`` with labels and logits.

        It wraps anything that is not a Loss object, also the class, as a function: ``LossesContainer._get_loss_object``
        in tf_keras/src/engine/compile_utils.py.
        """
        own = takes_positions(cls)
        if not args or (own and not (len(args) == 2 and called_by_library())):
            return super().__new__(cls)
        if len(args) == 1:
            raise TypeError(f"{cls.__name__}() takes keyword arguments only, got {args[0]!r}; omit from_logits.")
        self: Any = super().__new__(cls)
        self.__init__()
        self.reduction = "none"
        labels = self._family.fit_labels(*map(tf.convert_to_tensor, args[:2]))
        return for_compile(self(*args), cls.__name__, cls.__name__, mask=self._family.mask(labels))

    def __init__(self, **arguments: Any) -> None:
        check_keywords(**arguments)
        self.normalizer = arguments.get("normalizer")
        check_normalizer(self.normalizer, arguments["reduction"], of_call=False)
        _keras.init_loss(self, arguments["name"], arguments["reduction"])
        if arguments["dtype"] not in _DTYPES:
            raise ValueError(
                f"dtype must be None, 'float32' or 'float64', got {arguments['dtype']!r}: half precision is too narrow."
            )
        self._arguments = {name: followed(value) for name, value in arguments.items()}
        self._compute_dtype = arguments["dtype"]
        self._family = self._of_family(self._arguments)
        name, labels = type(self).__name__, self._family.labels
        self._guard = Guard(name, arguments.get("check_logits", "off"), labels)
        self._chunks = Chunks(name, arguments.get("chunk_size"), self._compute_dtype, labels)

    @property
    def reads(self) -> Labels:
        """How this Loss reads a batch: its link, whether labels are class ids, the class axis, the ignored classes."""
        return self._family.labels

    @tf.autograph.experimental.do_not_convert
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None, *, normalizer: Any = None) -> tf.Tensor:
        """Return the reduced loss.

        Args:
            y_true: Labels, as the function of this family takes them.
            y_pred: Logits.
            sample_weight: Weights, aligned with the losses from the left: weights ``(batch,)`` weight examples.
            normalizer: Divisor of the sum, instead of a count of this batch: the count of all micro-batches, so that
                they add up to the mean over all of them. ``"global"`` finds sum and divisor of all replicas of a
                ``tf.distribute`` strategy; what the replicas return then adds up to the mean over all of them. Default:
                the ``normalizer`` of the constructor.

        Returns:
            A scalar, or one loss per example if ``reduction`` is none.

        Raises:
            RuntimeError: A replica asks for the global mean where it cannot reach the others, as in ``tf.cond``.
        """
        check_normalizer(normalizer, self.reduction, of_call=True)
        normalizer = self.normalizer if normalizer is None else normalizer
        if _keras.is_symbolic(y_pred) or _keras.is_symbolic(y_true):
            return call_later(
                partial(LossCall, self),
                {"y_true": y_true, "y_pred": y_pred, "sample_weight": sample_weight, "normalizer": normalizer},
            )
        family = self._family
        with tf.name_scope(self.name):
            mask = _keras.mask_of(y_pred)
            flat_true, flat_pred, sample_weight = flat_values(
                y_true, y_pred, sample_weight, axis=family.axis, classes=family.reduces_classes
            )
            logits = self._as_logits(flat_pred)
            labels = family.fit_labels(tf.convert_to_tensor(flat_true), logits)
            layer = self._chunks.layer_of(flat_pred, self._compiled_metrics)
            batch = prepare(family, labels, logits, layer, sample_weight, mask)
            if layer is None:
                self._guard.look(flat_pred)
            self._guard.look_at_metrics(self, logits)
            return self._held(batch, normalizer) if layer is None else self._in_chunks(batch, layer, y_true, normalizer)

    def _as_logits(self, y_pred: Any) -> tf.Tensor:
        """Return logits in the dtype to compute in."""
        logits = as_logits(y_pred)
        return tf.cast(logits, self._compute_dtype) if self._compute_dtype else logits

    def _held(self, batch: Batch, normalizer: Any) -> tf.Tensor:
        """Return the reduced loss of logits that are in memory as a whole."""
        family = self._family
        losses = family.function(batch.labels, batch.values, **family.keywords)
        if batch.weights is not None:
            losses = tf.math.multiply_no_nan(losses, batch.weights)
        weights = None if batch.weights is None else family.reduce_weights(batch.weights)
        mask = None if batch.mask is None else family.reduce_weights(batch.mask)
        return reduce_loss(family.reduce_classes(losses), weights, mask, self.reduction, normalizer)

    def _in_chunks(self, batch: Batch, layer: LastLayer, y_true: Any, normalizer: Any) -> tf.Tensor:
        """Return the reduced loss of logits that are computed for some examples at a time.

        If possible, metrics that were compiled with the loss are computed along with it, so that the logits are not
        computed again.
        """
        function = partial(self._family.function, **read_now(self._family.keywords))
        if self.reduction in ("none", None):
            losses = self._chunks.losses(function, batch, layer)
            losses = losses if batch.weights is None else tf.math.multiply_no_nan(losses, batch.weights)
            return reduce_loss(losses, batch.weights, batch.mask, self.reduction, normalizer)
        total = self._chunks.total(function, batch, layer, self._compiled_metrics(), y_true)
        return reduce_total(total, layer.one_logit(), batch.weights, batch.mask, self.reduction, normalizer)

    def _compiled_metrics(self) -> list[Any]:
        """Return the compiled metrics that read the same logits, if ``fit`` or ``evaluate`` called."""
        model = _keras.model_in_training()
        return [] if model is None else _keras.compiled_metrics(model, self)

    def call(self, y_true: Any, y_pred: Any) -> tf.Tensor:
        """Return one loss per example, not weighted and not reduced."""
        family = self._family
        ignored = {} if family.ignored is None else {"ignore_class": family.ignored}
        return family.reduce_classes(family.function(y_true, y_pred, **family.keywords, **ignored))

    def get_config(self: Any = None) -> dict[str, Any]:
        """Return every argument of the constructor.

        Raises:
            TypeError: The method is called on the class, as Keras does when it saves a model compiled with a class.
        """
        if self is None:
            raise TypeError(
                "compile was given the class of a loss, which Keras cannot save: pass an object, such as "
                "tfcompat.SparseSoftmaxCrossEntropy(), with parentheses."
            )
        return {name: plain(value) for name, value in self._arguments.items()}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Return the loss that `get_config` described."""
        return rebuilt(cls, config)
