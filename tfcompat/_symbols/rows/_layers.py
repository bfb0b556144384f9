"""Shared parts of the rows of layers, cells and their helpers: migrating them only changes the prefix."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfcompat._codes import Code
from tfcompat._symbols._model import Era, SideEffect, Successor, Symbol, Variables

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_RECORDED = frozenset(
    {
        "contrib.layers.dense_to_sparse",
        "contrib.layers.max_pool3d",
        "contrib.layers.maxout",
        "contrib.layers.optimize_loss",
        "contrib.legacy_seq2seq.rnn_decoder",
        "contrib.rnn.Conv1DLSTMCell",
        "contrib.rnn.Conv2DLSTMCell",
        "contrib.rnn.Conv3DLSTMCell",
        "contrib.rnn.ConvLSTMCell",
        "contrib.rnn.EmbeddingWrapper",
        "contrib.rnn.HighwayWrapper",
        "contrib.rnn.InputProjectionWrapper",
        "contrib.rnn.OutputProjectionWrapper",
        "contrib.rnn.stack_bidirectional_dynamic_rnn",
        "contrib.rnn.stack_bidirectional_rnn",
        "contrib.rnn.static_state_saving_rnn",
    }
)
"""Names whose numbers were not recorded with TensorFlow 1.15: their rewrite is unsafe."""
_UNSEEN = "The shim follows the source of TensorFlow 1.15; no call was recorded there, so compare the numbers."
_CREATES = "The shim creates the same variables under the same names: numbers and checkpoints stay the same."
_COMPUTES = "The shim does the same to the same graph."


def layer(
    path: str,
    before: str,
    signatures: Mapping[str, str],
    *,
    by_hand: str,
    home: tuple[str, str] | None = None,
    variables: Variables | None = None,
    side_effects: tuple[SideEffect, ...] = (),
    aliases: Mapping[str, tuple[str, str]] | None = None,
    slim: bool = False,
    renamed: Mapping[str, str] | None = None,
    dropped: tuple[str, ...] = (),
    refused: tuple[str, ...] = (),
    note: str = "",
) -> Symbol:
    """Return the row of a name whose successor is its own shim.

    Args:
        path: Path below ``tf``.
        before: A call from old code.
        signatures: From first and last release to signature: ``{"1.0 1.3": "(inputs, ...)"}``.
        by_hand: What to write to avoid the shim.
        home: The releases that have it at `path`; by default, those of the signatures.
        variables: The names of its variables.
        side_effects: Its side effects.
        aliases: Its other qualified names.
        slim: Whether slim has it too, in TensorFlow and as a separate package, in the same releases.
        renamed: From old parameter to the one that replaced it.
        dropped: Parameters that never changed a number.
        refused: Parameters that need a manual change.
        note: A further sentence on why the rewrite is safe.
    """
    eras = [(*span.split(), signature) for span, signature in signatures.items()]
    span = home or (eras[0][0], eras[-1][1])
    return Symbol(
        path=path,
        kind="class" if path.rpartition(".")[2][0].isupper() else "function",
        homes={"tensorflow": span, **({} if "contrib" in path else {"tensorflow.compat.v1": ("1.13", "2.15")})},
        aliases=dict(aliases or (_of_slim(path, (eras[0][0], eras[-1][1])) if slim else {})),
        eras=tuple(Era(first=first, last=last, signature=signature) for first, last, signature in eras),
        labels="none",
        reduction="none",
        side_effects=(*(("variables",) if variables else ()), *side_effects),
        variables=variables,
        successor=Successor(
            name=f"legacy.{path}",
            arguments=_arguments([era[2] for era in eras], renamed or {}, (*dropped, *refused)),
            dropped=dropped,
        ),
        code=Code.LOGITS_LAYER,
        action="unsafe" if path in _NOT_RECORDED else "safe",
        why=f"{_UNSEEN if path in _NOT_RECORDED else _CREATES if variables else _COMPUTES}{note and f' {note}'}",
        by_hand=by_hand,
        before=before,
        after=before.replace(f"tf.{path}", f"tfcompat.legacy.{path}"),
    )


def _of_slim(path: str, span: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """Slim's names for what is in ``tf.contrib.layers`` or ``tf.contrib.framework``."""
    name = path.rpartition(".")[2]
    names = {f"tensorflow.contrib.slim.{name}": span, f"tf_slim.{name}": ("1.15", "2.21")}
    return {**names, **({f"tf_slim.layers.{name}": ("1.15", "2.21")} if ".layers." in path else {})}


def _arguments(signatures: list[str], renamed: Mapping[str, str], gone: tuple[str, ...]) -> dict[str, str]:
    """Map every parameter to itself, or to the one that replaced it."""
    found: dict[str, str] = {}
    for signature in signatures:
        arguments = ast.parse(f"def f{signature}: ...").body[0].args  # type: ignore[attr-defined] # a FunctionDef
        names = [argument.arg for argument in arguments.args]
        names += [arguments.kwarg.arg] if arguments.kwarg else []
        found |= {name: renamed.get(name, name) for name in names if name not in gone}
    return found
