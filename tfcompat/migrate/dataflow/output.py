"""The output that an expression is: of an activation, of a linear layer, or unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.dataflow.arithmetic import of_joined, of_mixture, of_operator
from tfcompat.migrate.dataflow.built_models import named_outputs, of_built, of_returns
from tfcompat.migrate.dataflow.contrib import may_be_scoped
from tfcompat.migrate.dataflow.keywords import with_unpacked
from tfcompat.migrate.dataflow.layer_loops import names_of_loops, of_loop
from tfcompat.migrate.dataflow.made import Output, agreed
from tfcompat.migrate.dataflow.parts import key_of
from tfcompat.migrate.dataflow.sequential_models import Models
from tfcompat.migrate.dataflow.values import FAR, PATTERNS, Values
from tfcompat.migrate.syntax.arguments import argument, arguments
from tfcompat.migrate.syntax.literals import text_of

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow.asked import Key
    from tfcompat.migrate.dataflow.elsewhere import Elsewhere
    from tfcompat.migrate.names.resolver import Names
    from tfcompat.migrate.names.scopes import Scope
    from tfcompat.migrate.syntax.arguments import Argument
    from tfcompat.migrate.syntax.source import Node

__all__ = ["Outputs"]

_LIBRARIES = ("tensorflow", "keras", "tf_keras", "numpy", "tfcompat", "tf_slim")
_OF_FUNCTION = ("function_definition", "lambda")


class Outputs(Values):
    """The outputs of one file, followed through names, functions, layers and models, without running anything."""

    def __init__(
        self, names: Names, *, scoped: bool = False, elsewhere: Elsewhere | None = None, exported: bool = False
    ) -> None:
        super().__init__(names, exported=exported)
        self.elsewhere = elsewhere
        """The outputs of the run's other files; None if there are none."""
        self._scoped = scoped
        """Whether an ``arg_scope`` may change the defaults of ``tf.contrib`` layers."""
        self._known: dict[int, Output | None] = {}
        self._of_models: dict[int, Output | None] = {}
        self.models: Models = Models(self)
        self._of_loops = names_of_loops(names.source.text)
        # `model.layers[-1].activation = keras.activations.softmax`: the layer is unknown.
        self._is_changed = any(not store.parts[0] and store.parts[-1] == "activation" for store in names.stores)

    def of(self, node: Node, scope: Scope) -> Output | None:
        """Return the output that a tensor is; None if this is not certain."""
        if node.id not in self._known:
            if self._depth >= FAR:
                return None
            self._known[node.id] = None  # the start of a cycle of assignments
            self._depth += 1
            self._known[node.id] = self._of(node, scope)
            self._depth -= 1
        return self._known[node.id]

    def of_model(self, node: Node, scope: Scope) -> Output | None:
        """Return the output of the model that an expression denotes."""
        if node.id not in self._of_models:
            if self._depth >= FAR:
                return None
            self._of_models[node.id] = None
            self._depth += 1
            found = agreed(of_built(self, value, where, node) for value, where in self.values(node, scope))
            self._of_models[node.id] = found
            self._depth -= 1
        return self._of_models[node.id]

    def of_layer(self, node: Node, scope: Scope) -> Output | None:
        """Return the output of the layer that a call constructs; None if it is not a known layer."""
        callee = node.child_by_field_name("function") if node.type == "call" else None
        name = self.qualified(callee, scope)
        given = with_unpacked(self, node, scope) if name else None
        if given is None or self._is_changed:
            return None
        if name in _known.SAME_LAYERS:
            return Output("", node)
        if name in _known.LAMBDAS:
            functions = self.values(given[0].value, scope) if given else []
            known = [of_returns(self, one) if one.type in _OF_FUNCTION else None for one, _ in functions]
            found = agreed(known)
            return replace(found, node=node, units=None, last=False) if found is not None else None
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

    def of_outputs(self, model: Node, scope: Scope) -> list[tuple[str, Output | None]]:
        """Return the outputs of a model with several, by their names if these are certain."""
        return [(name, self.of(value, where)) for name, (value, where) in named_outputs(self, model, scope)]

    def text(self, node: Node) -> str | None:
        """Return the value of a string literal."""
        return text_of(self.names.source, node)

    def made_by(self, call: Node, scope: Scope) -> Output | None:
        """Return the output of the call itself, as a layer or an activation. None if it passes on another output."""
        output = self.of_layer(call, scope) or self.of(call, scope)
        return output if output is not None and output.node.id == call.id else None

    def _of(self, node: Node, scope: Scope) -> Output | None:
        if node.type == "parenthesized_expression":
            return self.of(node.named_children[0], scope) if node.named_children else None
        if node.type == "subscript":
            return self._of_subscript(node, scope)
        if node.type == "identifier" and self.names.source.of(node) in self._of_loops:
            behind = of_loop(self, node, scope)
            if behind is not None:
                return behind
        if node.type in ("identifier", "attribute"):
            values = self.values(node, scope)
            if not values and node.type == "identifier" and self.elsewhere is not None:
                return self._of_far_part(node, scope)
            return agreed(self.of(value, where) for value, where in values)
        if node.type == "conditional_expression":
            first, _, last = (child for child in node.named_children if not child.is_extra)
            return agreed(self.of(side, scope) for side in (first, last))
        if node.type == "binary_operator":
            return of_operator(self, node, scope)
        return self._of_call(node, scope) if node.type == "call" else None

    def _of_subscript(self, node: Node, scope: Scope) -> Output | None:
        """Return an element of a tuple or a dict, or a slice of a tensor."""
        key = key_of(self, node)
        held = self.part(node.named_children[0], scope, key) if key is not None else []
        if held:
            return agreed(self.of(value, where) for value, where in held)
        found = self.of(node.named_children[0], scope)
        return replace(found, units=None, whole=False, last=False) if found is not None else None

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
            return self._of_many(name, given, scope) or self._of_far(name)
        if callee.type == "attribute" and self.names.source.of(callee).endswith(b".compile"):
            return self.of_model(callee.named_children[0], scope)  # what it passes to the loss
        if callee.type == "call" and self.qualified(callee.child_by_field_name("function"), scope) in _known.MEANS:
            return of_joined(self, given[0].value, scope) if given else None
        return agreed(self._of_result(value, where, node, scope) for value, where in self.callees(callee, scope))

    def _of_far(self, name: str, key: Key | None = None) -> Output | None:
        """Return the result of calling a name from another file: a function, or a model of its module."""
        if self.elsewhere is None or name.partition(".")[0] in _LIBRARIES:
            return None
        found = self.elsewhere.result(name, key)
        return found if found is not None or key is not None else self.elsewhere.model(name)

    def _of_far_part(self, node: Node, scope: Scope) -> Output | None:
        """Return what ``a, b = f()`` assigns to a name, if `f` is a function in another file."""
        found: list[Output | None] = []
        for binding in self.flow.reaching(self.names.source.of(node).decode("utf-8"), node, scope):
            pattern = binding.node.parent
            statement = pattern.parent if pattern is not None and pattern.type in PATTERNS else None
            right = statement.child_by_field_name("right") if statement and statement.type == "assignment" else None
            callee = right.child_by_field_name("function") if right is not None and right.type == "call" else None
            if pattern is None or callee is None:
                return None
            places = [child.id for child in pattern.named_children if not child.is_extra]
            name = self.qualified(callee, self.flow.scope_of(callee))
            found.append(self._of_far(name, places.index(binding.node.id)) if name else None)
        return agreed(found)

    def _of_many(self, name: str, given: list[Argument], scope: Scope) -> Output | None:
        """Return the result of a function that joins several outputs, or takes a mean or weighted sum over an axis."""
        first = argument(given, _known.JOINED, 0)
        if first is None:
            return None
        if name in _known.JOINS:
            return of_joined(self, first, scope)
        if name in _known.SUMS_OF_PRODUCTS and len(given) > 1:
            return of_mixture(self, first, scope)
        inner = self.of(first, scope) if name in _known.MEANS_OVER_AXIS and len(given) > 1 else None
        return replace(inner, units=None, whole=False, last=False) if inner is not None else None

    def _of_result(self, value: Node, where: Scope, call: Node, scope: Scope) -> Output | None:
        """Return the result of a call whose callee is `value`: a function of this file, a layer or a model."""
        if value.type in _OF_FUNCTION:
            return of_returns(self, value)
        layer = self.of_layer(value, where)
        if layer is None:
            callee = call.child_by_field_name("function")
            return of_built(self, value, where, callee if callee is not None else call)
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
        """Return the output of a layer with weights, from its arguments."""
        told = argument(given, {layer.activation}, layer.activation_at)
        kind = layer.default if told is None else self._activation(told, scope)
        contrib = layer.activation == "activation_fn"
        said_elsewhere = contrib and (told is None or kind == "linear") and (self._scoped or may_be_scoped(self, node))
        normalized = kind == "linear" and any(one.name == "normalizer_fn" for one in given)
        if not kind or said_elsewhere or normalized:
            return None
        moved = any(one.name == "data_format" for one in given)  # the classes may be along another axis
        units = argument(given, {layer.units}, layer.units_at) if not moved else None
        size = int(self.names.source.of(units), 0) if units is not None and units.type == "integer" else None
        return Output(kind, node, size)

    def _activation(self, node: Node, scope: Scope) -> str:
        """Return the activation that an argument such as ``activation=`` names, or nothing if unknown."""
        if node.type == "none":
            return "linear"
        text = text_of(self.names.source, node)
        if text is not None:
            return _known.OF_STRING.get(text, "")
        return _known.ACTIVATIONS.get(self.qualified(node, scope), "")
