"""A fix for a loss on logits in the same function as the activation: it gets the input of the activation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tfcompat._symbols import PROBABILITIES
from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rules._fix import NO_FIX, Fix, bare, inside_activation, is_free, local_name, name_of, same_names
from tfcompat.migrate.rules._fix import statement_at as _indented
from tfcompat.migrate.rules._layer_activation import taken_off

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Binding, NameUse, Scope
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["logits_instead", "named_logits"]


class Named(NamedTuple):
    """The spelling of a probability's logits at a place in a function, and the edits that it needs."""

    text: bytes
    edits: tuple[Edit, ...] = ()
    imports: frozenset[str] = frozenset()
    is_new: bool = False
    is_activated: bool = False
    """Whether it is the output of an activation itself."""


def logits_instead(file: File, call: LossCall, output: Output) -> Fix:
    """Return the edits that give a loss the input of the activation that made its prediction."""
    if call.compiled is not None:
        return NO_FIX
    root = call.reference if call.keras is None else None
    named = named_logits(file, call.prediction, call.reference, output, root)
    if named is None or named.is_activated:
        return NO_FIX
    read = Edit(*bare(call.prediction).byte_range, named.text)
    what = f"names the logits, which the {output.kind} and the loss then share" if named.is_new else ""
    return Fix((*named.edits, read), named.imports, what)


def named_logits(
    file: File, probability: Node, reference: NameUse, output: Output, root: NameUse | None
) -> Named | None:
    """Return the spelling, at a probability, of the input of its activation; None if there is none.

    Args:
        file: The file, in which every word is resolved.
        probability: An expression.
        reference: A name next to it.
        output: The output that the expression is.
        root: A name that begins with TensorFlow's, if there is one.
    """
    node, scope = bare(probability), reference.scope
    inner = inside_activation(file, node, scope)
    if output.far or inner is not None:
        return _found(file, inner, scope) if inner is not None else None
    binding = _assignment(file, node, scope)
    value = bare(binding.value) if binding is not None and binding.value is not None else None
    if binding is None or value is None:
        return None
    inner = inside_activation(file, value, file.outputs.flow.scope_of(value))
    if inner is not None and same_names(file, inner, node, scope):
        return _found(file, inner, scope)
    return _with_name(file, reference, output, binding, value, inner, root)


def _found(file: File, inner: Node, scope: Scope) -> Named:
    output = file.outputs.of(inner, scope)
    return Named(file.source.of(inner), is_activated=output is not None and output.kind in PROBABILITIES)


def _assignment(file: File, node: Node, scope: Scope) -> Binding | None:
    """Return the only assignment of a name in the function, if it is on its own line."""
    if node.type != "identifier":
        return None
    reaching = file.outputs.flow.reaching(file.source.of(node).decode("utf-8"), node, scope)
    binding = reaching[0] if len(reaching) == 1 else None
    if binding is None or binding.statement is None or binding.value is None:
        return None
    near = file.outputs.flow.scope_of(binding.node).statement is scope.statement
    return binding if near and _indented(file, binding.node) is not None else None


def _with_name(
    file: File,
    reference: NameUse,
    output: Output,
    binding: Binding,
    value: Node,
    inner: Node | None,
    root: NameUse | None,
) -> Named | None:
    """Return the edits that assign the logits to a new name, before the activation."""
    target = binding.node
    name, blank = file.source.of(target), _indented(file, target)
    logits = b"raw_%s" % name if b"logits" in name else b"%s_logits" % name
    if not is_free(file, logits.decode("utf-8")) or blank is None:
        return None
    if inner is not None:
        text = file.source.of(inner)
        text = b"(%s)" % text if b"\n" in text else text
        head = Edit(*target.byte_range, b"%s = %s\n%s%s" % (logits, text, blank, name))
        return Named(logits, (head, Edit(*inner.byte_range, logits)), is_new=True)
    layer = value.child_by_field_name("function") if value.type == "call" else None
    made = layer if layer is not None and layer.id == output.node.id else value
    off = taken_off(file, made) if made.id == output.node.id else ()
    again = _again(file, reference, output, value, logits, root) if off and _ends_line(file, value) else None
    if again is None:
        return None
    behind = Edit(value.end_byte - 1, value.end_byte, b")\n%s%s = %s" % (blank, name, again[0]))
    return Named(logits, (Edit(*target.byte_range, logits), *off, behind), again[1], is_new=True)


def _ends_line(file: File, value: Node) -> bool:
    """Return whether only a comment follows a value on its line."""
    return not file.source.text[value.end_byte :].partition(b"\n")[0].partition(b"#")[0].strip()


def _again(
    file: File, reference: NameUse, output: Output, value: Node, logits: bytes, root: NameUse | None
) -> tuple[bytes, frozenset[str]] | None:
    """Return the call that recomputes the probabilities: a layer for a Keras layer, a function for a function."""
    name = name_of(file, value, file.outputs.flow.scope_of(value))
    if name in _known.FUNCTIONS:
        if root is None or len(root.parts) == 1:
            return None
        return b"%s.nn.%s(%s)" % (root.parts[0].encode(), output.kind.encode(), logits), frozenset()
    found = local_name(file, reference, "Probabilities")
    if found is None:
        return None
    return b'%s("%s")(%s)' % (found[0].encode(), output.kind.encode(), logits), found[1]
