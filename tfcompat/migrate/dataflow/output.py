"""What an expression is the output of: an activation, a linear layer, or nothing that a file shows for certain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.dataflow.contrib import may_be_scoped
from tfcompat.migrate.dataflow.made import Output, agreed
from tfcompat.migrate.dataflow.parameters import results
from tfcompat.migrate.dataflow.sequential_models import Models, outputs_of
from tfcompat.migrate.dataflow.values import FAR, Values
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.literals import text_of
from tfcompat.migrate.syntax.side_effects import is_number

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.values import Value
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Outputs"]

_OWN_WAYS = ("train_step", "test_step", "compute_loss", "compile")
"""Methods of a model that may give its loss something else than what the model gives."""
_OF_FUNCTION = ("function_definition", "lambda")


class Outputs(Values):
    """The outputs of one file: followed through names, functions, layers and models, of which nothing is run."""

    def __init__(self, names: Names, *, scoped: bool = False) -> None:
        super().__init__(names)
        self._scoped = scoped
        """Whether some ``arg_scope`` may give the layers of ``tf.contrib`` other defaults."""
        self._known: dict[int, Output | None] = {}
        self._returned: dict[int, list[Node]] = {}
        self._of_models: dict[int, Output | None] = {}
        self._models = Models(self)
        # `model.layers[-1].activation = keras.activations.softmax`: of which layer, is not known.
        self._is_changed = any(not store.parts[0] and store.parts[-1] == "activation" for store in names.stores)

    def of(self, node: Node, scope: Scope) -> Output | None:
        """What a tensor is the output of; None where that is not certain."""
        if node.id not in self._known:
            if self._depth >= FAR:
                return None
            self._known[node.id] = None  # what a circle of assignments comes back to
            self._depth += 1
            self._known[node.id] = self._of(node, scope)
            self._depth -= 1
        return self._known[node.id]

    def of_model(self, node: Node, scope: Scope) -> Output | None:
        """What the model gives that an expression denotes."""
        if node.id not in self._of_models:
            if self._depth >= FAR:
                return None
            self._of_models[node.id] = None
            self._depth += 1
            found = agreed(self._of_built(value, where, node) for value, where in self.values(node, scope))
            self._of_models[node.id] = found
            self._depth -= 1
        return self._of_models[node.id]

    def of_layer(self, node: Node, scope: Scope) -> Output | None:
        """What a layer gives that a call builds; None if it is no layer that is known."""
        callee = node.child_by_field_name("function") if node.type == "call" else None
        name = self.qualified(callee, scope)
        given = arguments(self.names.source, node) if name else None
        if given is None or self._is_changed:
            return None
        if name in _known.SAME_LAYERS:
            return Output("", node)
        if name in _known.LAYERS:
            return self._of_weights(node, given, _known.LAYERS[name], scope)
        if name in _known.ACTIVATION_LAYERS:
            told = argument(given, {"activation"}, 0)
            kind = _known.ACTIVATION_LAYERS[name] or (self._activation(told, scope) if told is not None else "")
            bent = kind == "relu" and any(one.name not in ("name", "dtype", "activation") for one in given if one.name)
            moved = kind == "softmax" and told is not None and _known.ACTIVATION_LAYERS[name] != ""
            moved = moved or any(one.name == "axis" and one.text != "-1" for one in given)
            return Output("" if kind == "linear" else kind, node, whole=not moved) if kind and not bent else None
        return None

    def made_by(self, call: Node, scope: Scope) -> Output | None:
        """What the call itself makes, as a layer or an activation; None where it hands on what something else made."""
        output = self.of_layer(call, scope) or self.of(call, scope)
        return output if output is not None and output.node.id == call.id else None

    def _of(self, node: Node, scope: Scope) -> Output | None:
        if node.type in ("parenthesized_expression", "subscript"):
            found = self.of(node.named_children[0], scope) if node.named_children else None
            return (
                found
                if found is None or node.type != "subscript"
                else replace(found, units=None, whole=False, last=False)
            )
        if node.type in ("identifier", "attribute"):
            return agreed(self.of(value, where) for value, where in self.values(node, scope))
        if node.type == "conditional_expression":
            first, _, last = (child for child in node.named_children if not child.is_extra)
            return agreed(self.of(side, scope) for side in (first, last))
        if node.type == "binary_operator":
            return self._of_sum(node, scope)
        return self._of_call(node, scope) if node.type == "call" else None

    def _of_sum(self, node: Node, scope: Scope) -> Output | None:
        """A linear output stays one when it is divided by a number, or a number or another one is added to it."""
        left, right = (node.child_by_field_name(side) for side in ("left", "right"))
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None or operator.type not in ("+", "-", "/"):
            return None
        first, second = self.of(left, scope), self.of(right, scope)
        if first is not None and first.kind == "linear" and is_number(right):
            return first
        both = [output for output in (first, second) if output is not None and output.kind == "linear"]
        return both[0] if len(both) > 1 and operator.type != "/" else None

    def _of_call(self, node: Node, scope: Scope) -> Output | None:
        callee = node.child_by_field_name("function")
        given = arguments(self.names.source, node)
        if callee is None or given is None:
            return None
        name = self.qualified(callee, scope)
        first = argument(given, _known.INPUTS, 0)
        if name in _known.ACTIVATIONS:
            units = inner.units if first is not None and (inner := self.of(first, scope)) and len(given) == 1 else None
            return Output(_known.ACTIVATIONS[name], node, units)
        if name in _known.SAME:
            inner = self.of(first, scope) if first is not None else None
            clipped = name in _known.CLIPS and inner is not None and inner.kind not in ("softmax", "sigmoid")
            whole = name in _known.SHAPED_AS_BEFORE
            return replace(inner, units=None, whole=whole, last=False) if inner and not clipped else None
        if name in _known.FUNCTIONS:
            return self._of_weights(node, given, _known.FUNCTIONS[name], scope)
        if name:
            return None
        return agreed(self._of_result(value, where, node, scope) for value, where in self.values(callee, scope))

    def _of_result(self, value: Node, where: Scope, call: Node, scope: Scope) -> Output | None:
        """What a call gives whose callee is `value`: a function of this file, a layer or a model."""
        if value.type in _OF_FUNCTION:
            return self._of_returns(value)
        layer = self.of_layer(value, where)
        if layer is None:
            callee = call.child_by_field_name("function")
            return self._of_built(value, where, callee if callee is not None else call)
        first = argument(arguments(self.names.source, call) or (), _known.INPUTS, 0)
        inner = self.of(first, scope) if first is not None else None
        name = self.qualified(layer.node.child_by_field_name("function"), where)
        if layer.kind:
            takes_all = name in _known.ACTIVATION_LAYERS and layer.whole and inner is not None and inner.whole
            return replace(layer, units=inner.units) if takes_all and inner is not None else layer
        if inner is not None and name in _known.SHAPES:
            return replace(inner, units=None, whole=False, last=False)
        return replace(inner, last=False) if inner is not None else None

    def _of_weights(self, node: Node, given: list[Argument], layer: _known.Weights, scope: Scope) -> Output | None:
        """A layer that holds weights, by its arguments."""
        told = argument(given, {layer.activation}, layer.activation_at)
        kind = layer.default if told is None else self._activation(told, scope)
        contrib = layer.activation == "activation_fn"
        said_elsewhere = contrib and (told is None or kind == "linear") and (self._scoped or may_be_scoped(self, node))
        normalized = kind == "linear" and any(one.name == "normalizer_fn" for one in given)
        if not kind or said_elsewhere or normalized:
            return None
        moved = any(one.name == "data_format" for one in given)  # the numbers of a layer may be along another axis
        units = argument(given, {layer.units}, layer.units_at) if not moved else None
        size = int(self.names.source.of(units), 0) if units is not None and units.type == "integer" else None
        return Output(kind, node, size)

    def _activation(self, node: Node, scope: Scope) -> str:
        """What an argument such as ``activation=`` asks for, or nothing where that is not known."""
        if node.type == "none":
            return "linear"
        text = text_of(self.names.source, node)
        if text is not None:
            return _known.OF_STRING.get(text, "")
        return _known.ACTIVATIONS.get(self.qualified(node, scope), "")

    def _of_returns(self, function: Node) -> Output | None:
        """What a function of this file gives, where every ``return`` gives the same."""
        inner = self.names.tree.inside.get(function.id)
        return agreed(self.of(value, inner) for value in self._results(function)) if inner is not None else None

    def _results(self, function: Node) -> list[Node]:
        if function.id not in self._returned:
            self._returned[function.id] = results(function)
        return self._returned[function.id]

    def _of_built(self, value: Node, where: Scope, read: Node) -> Output | None:
        """What a model gives that the call `value` builds, where `read` reads it."""
        callee = value.child_by_field_name("function") if value.type == "call" else None
        name = self.qualified(callee, where)
        if name in _known.SEQUENTIAL:
            return self._of_last(self._models.layers_of(value, where, read))
        if name in _known.MODELS:
            output = outputs_of(self.names.source, value)
            return self.of(output, where) if output is not None else None
        if name or callee is None:
            return None
        return agreed(self._of_builder(one) for one, _ in self.values(callee, where))

    def _of_builder(self, definition: Node) -> Output | None:
        """What a model gives that a function of this file returns, or a class of this file is."""
        inner = self.names.tree.inside.get(definition.id)
        if inner is None:
            return None
        if definition.type != "class_definition":
            return agreed(self.of_model(value, inner) for value in self._results(definition))
        if any(name in inner.bound for name in _OWN_WAYS):
            return None
        calls = next((inner.bound[name] for name in ("call", "__call__") if name in inner.bound), [])
        method = calls[0].node.parent if len(calls) == 1 else None
        return self._of_returns(method) if method is not None else None

    def _of_last(self, layers: list[Value]) -> Output | None:
        """What the last of some layers gives; an activation has the size of the layer before it."""
        last, reshaped, behind = None, False, False
        for node, scope in reversed(layers):
            values = self.values(node, scope)
            found = agreed(self.of_layer(one, where) or self._of_built(one, where, one) for one, where in values)
            if found is None:
                return last
            name = self.qualified(found.node.child_by_field_name("function"), self.flow.scope_of(found.node))
            reshaped = reshaped or name in _known.SHAPES or not found.whole
            behind = behind or not found.kind
            if found.kind and last is not None:
                return last if reshaped else replace(last, units=found.units)
            if found.kind:
                last = replace(found, units=None if reshaped else found.units, last=not behind and found.last)
                if name not in _known.ACTIVATION_LAYERS:
                    return last
        return last
