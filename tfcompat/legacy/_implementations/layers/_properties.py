"""The properties of a layer: its names, its variables, its penalties and updates."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["Properties"]


class Properties(tf.Module):
    """The properties of a layer. State other than its attributes is hidden from ``tf.Module``'s tracking."""

    def _hidden(self, what: str) -> list[Any]:
        """Return a list that belongs to this object and that no checkpoint saves; created on first use."""
        found: list[Any] = vars(self).get(f"_all_{what}", [])
        object.__setattr__(self, f"_all_{what}", found)
        return found

    def _keep(self, variable: Any, wanted: bool) -> None:
        """Record a variable; one that a scope made untrainable counts as such."""
        trainable = wanted and getattr(variable, "trainable", True)
        kept = self._hidden("weights")
        if not any(variable is other for other, _ in kept):
            kept.append((variable, trainable))

    def _inner(self) -> list[Any]:
        """Return the layers inside this one whose variables also belong to it."""
        return []

    def _variables_that(self, trainable: bool) -> list[Any]:
        own = [each for each, trained in self._hidden("weights") if trained is trainable]
        return own + [v for layer in self._inner() for v in layer._variables_that(trainable)]  # noqa: SLF001 - a layer too

    @property
    def name(self) -> str:
        """The layer's name, or one that no other layer in this graph has; the scope has a separate name."""
        return str(self._name or self._base_name)

    @property
    def scope_name(self) -> str:
        """The variable scope, known after the first call."""
        if self._scope is None:
            raise ValueError(
                f"tf.layers.{type(self).__name__} {self._name or self._base_name!r} has no scope yet: the first call "
                f"creates it."
            )
        return str(self._scope.name)

    @property
    def dtype(self) -> str | None:
        """The name of the dtype of the variables, known after the first call."""
        return None if self._dtype is None else str(self._dtype.name)

    @property
    def trainable_variables(self) -> list[Any]:
        """The trained variables; empty if the layer is not trainable."""
        return self._variables_that(trainable=True) if self.trainable else []

    @property
    def non_trainable_variables(self) -> list[Any]:
        """The other variables."""
        others = self._variables_that(trainable=False)
        return others if self.trainable else self._variables_that(trainable=True) + others

    @property
    def variables(self) -> list[Any]:
        """All variables, the trained ones first."""
        return self.trainable_variables + self.non_trainable_variables

    @property
    def trainable_weights(self) -> list[Any]:
        """The same as `trainable_variables`."""
        return self.trainable_variables

    @property
    def non_trainable_weights(self) -> list[Any]:
        """The same as `non_trainable_variables`."""
        return self.non_trainable_variables

    @property
    def weights(self) -> list[Any]:
        """The same as `variables`."""
        return self.variables

    @property
    def losses(self) -> list[Any]:
        """The penalties of the outputs in a graph, and those of the variables, recomputed."""
        penalties = [*self._hidden("collected")]
        for name, variable, regularizer in self._hidden("penalties"):
            with tf.name_scope(f"{name}/Regularizer"):
                penalties.append(regularizer(variable))
        return [penalty for penalty in penalties if penalty is not None]

    @property
    def updates(self) -> list[Any]:
        """The update ops of the calls in a graph."""
        return [*self._hidden("updates")] if self.trainable else []

    @property
    def graph(self) -> Any:
        """None: a layer belongs to no graph."""
        return None

    def count_params(self) -> int:
        """Return the number of elements of the variables."""
        return sum(variable.shape.num_elements() for variable in self.variables)

    def compute_output_shape(self, input_shape: Any) -> tf.TensorShape:
        """Return the static shape of the outputs, here that of the inputs."""
        return tf.TensorShape(input_shape)
