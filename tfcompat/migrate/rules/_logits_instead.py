"""A fix for a loss on logits beside the activation in one function: it is given what the activation is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfcompat._symbols import known_layers as _known
from tfcompat.migrate.finding import Edit
from tfcompat.migrate.rules._fix import NO_FIX, Fix, bare, inside_activation, is_free, local_name, name_of, same_names
from tfcompat.migrate.rules._fix import statement_at as _indented
from tfcompat.migrate.rules._layer_activation import taken_off

if TYPE_CHECKING:
    from tfcompat.migrate.dataflow import Output
    from tfcompat.migrate.file import File
    from tfcompat.migrate.names.scopes import Binding
    from tfcompat.migrate.rules._loss_calls import LossCall
    from tfcompat.migrate.syntax.source import Node

__all__ = ["logits_instead"]


def logits_instead(file: File, call: LossCall, output: Output) -> Fix:
    """Return the edits that give a loss the input of the activation that made its prediction."""
    node = bare(call.prediction)
    if call.compiled is not None or output.far:
        return NO_FIX
    inner = inside_activation(file, node, call.scope)
    if inner is not None:
        return Fix((Edit(*node.byte_range, file.source.of(inner)),))
    binding = _assignment(file, node, call)
    value = bare(binding.value) if binding is not None and binding.value is not None else None
    if binding is None or value is None:
        return NO_FIX
    scope = file.outputs.flow.scope_of(value)
    inner = inside_activation(file, value, scope)
    if inner is not None and same_names(file, inner, node, call.scope):
        return Fix((Edit(*node.byte_range, file.source.of(inner)),))
    return _named(file, call, output, binding, value, inner)


def _assignment(file: File, node: Node, call: LossCall) -> Binding | None:
    """Return the one assignment of the function that gives a name its value, where it is a line of its own."""
    if node.type != "identifier":
        return None
    reaching = file.outputs.flow.reaching(file.source.of(node).decode("utf-8"), node, call.scope)
    binding = reaching[0] if len(reaching) == 1 else None
    if binding is None or binding.statement is None or binding.value is None:
        return None
    near = file.outputs.flow.scope_of(binding.node).statement is call.scope.statement
    return binding if near and _indented(file, binding.node) is not None else None


def _named(file: File, call: LossCall, output: Output, binding: Binding, value: Node, inner: Node | None) -> Fix:
    """Return the edits that give the logits a name of their own, in front of the activation."""
    source, target = file.source, binding.node
    name = source.of(target).decode("utf-8")
    wanted = ("logits", f"raw_{name}" if "logits" in name else f"{name}_logits")
    logits = next((one for one in wanted if is_free(file, one)), "")
    blank = _indented(file, target)
    if not logits or blank is None:
        return NO_FIX
    read = Edit(*bare(call.prediction).byte_range, logits.encode())
    what = f"names the logits, which the {output.kind} and the loss then share"
    if inner is not None:
        text = source.of(inner)
        text = b"(%s)" % text if b"\n" in text else text
        head = b"%s = %s\n%s%s" % (logits.encode(), text, blank, name.encode())
        return Fix((Edit(*target.byte_range, head), Edit(*inner.byte_range, logits.encode()), read), what=what)
    layer = value.child_by_field_name("function") if value.type == "call" else None
    made = layer if layer is not None and layer.id == output.node.id else value
    off = taken_off(file, made) if made.id == output.node.id else ()
    if not off or value.end_byte != _end(file, value):
        return NO_FIX
    again = _again(file, call, output, value, logits)
    if again is None:
        return NO_FIX
    text, imports = again
    behind = b")\n%s%s = %s" % (blank, name.encode(), text)
    return Fix((Edit(*target.byte_range, logits.encode()), *off, _close(value, behind), read), imports, what)


def _end(file: File, value: Node) -> int:
    """Return where the line of a statement ends that ends with a value, comments left out; else 0."""
    line = file.source.text[value.end_byte :].partition(b"\n")[0]
    return value.end_byte if not line.partition(b"#")[0].strip() else 0


def _close(value: Node, text: bytes) -> Edit:
    return Edit(value.end_byte - 1, value.end_byte, text)


def _again(file: File, call: LossCall, output: Output, value: Node, logits: str) -> tuple[bytes, frozenset[str]] | None:
    """Return the call that makes the probabilities again: of a layer of Keras a layer, of a function a function."""
    name = name_of(file, value, file.outputs.flow.scope_of(value))
    if name in _known.FUNCTIONS:
        root = call.reference.parts[0] if call.keras is None and len(call.reference.parts) > 1 else ""
        return (f"{root}.nn.{output.kind}({logits})".encode(), frozenset()) if root else None
    found = local_name(file, call.reference, "Probabilities")
    if found is None:
        return None
    return f'{found[0]}("{output.kind}")({logits})'.encode(), found[1]
