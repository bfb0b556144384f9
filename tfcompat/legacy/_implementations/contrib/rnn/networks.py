"""The functions of ``tf.contrib.rnn`` that run cells over steps."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = [
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]

tf1 = tf.compat.v1
static_rnn = tf1.nn.static_rnn
static_bidirectional_rnn = tf1.nn.static_bidirectional_rnn
static_state_saving_rnn = tf1.nn.static_state_saving_rnn


def _check(cells_fw: Any, cells_bw: Any, states: dict[str, Any]) -> None:
    if (
        not isinstance(cells_fw, list)
        or not isinstance(cells_bw, list)
        or not cells_fw
        or len(cells_fw) != len(cells_bw)
    ):
        raise ValueError(
            "cells_fw= and cells_bw= take lists of equal length, with one cell per layer, got "
            f"{cells_fw} and {cells_bw}."
        )
    for name, given in states.items():
        if given is not None and (not isinstance(given, list) or len(given) != len(cells_fw)):
            raise ValueError(f"{name}= takes a list with one state for each of {len(cells_fw)} layers, got {given}.")


def stack_bidirectional_rnn(
    *,
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any,
    initial_states_bw: Any,
    scope: Any,
    **settings: Any,
) -> Any:
    """Return bidirectional layers over a list of steps, each over the outputs of the previous one."""
    _check(cells_fw, cells_bw, {"initial_states_fw": initial_states_fw, "initial_states_bw": initial_states_bw})
    forward, backward = [], []
    with tf1.variable_scope(scope or "stack_bidirectional_rnn"):
        for i, (fw, bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with tf1.variable_scope(f"cell_{i}") as here:
                inputs, state_fw, state_bw = static_bidirectional_rnn(
                    fw,
                    bw,
                    inputs,
                    initial_state_fw=initial_states_fw and initial_states_fw[i],
                    initial_state_bw=initial_states_bw and initial_states_bw[i],
                    scope=here,
                    **settings,
                )
            forward.append(state_fw)
            backward.append(state_bw)
    return inputs, tuple(forward), tuple(backward)


def stack_bidirectional_dynamic_rnn(
    *,
    cells_fw: Any,
    cells_bw: Any,
    inputs: Any,
    initial_states_fw: Any,
    initial_states_bw: Any,
    scope: Any,
    **settings: Any,
) -> Any:
    """Return bidirectional layers over a tensor of steps, each over the outputs of the previous one."""
    _check(cells_fw, cells_bw, {"initial_states_fw": initial_states_fw, "initial_states_bw": initial_states_bw})
    forward, backward = [], []
    with tf1.variable_scope(scope or "stack_bidirectional_rnn"):
        for i, (fw, bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with tf1.variable_scope(f"cell_{i}"):
                outputs, (state_fw, state_bw) = tf1.nn.bidirectional_dynamic_rnn(
                    fw,
                    bw,
                    inputs,
                    initial_state_fw=initial_states_fw and initial_states_fw[i],
                    initial_state_bw=initial_states_bw and initial_states_bw[i],
                    **settings,
                )
                inputs = tf.concat(outputs, 2)
            forward.append(state_fw)
            backward.append(state_bw)
    return inputs, tuple(forward), tuple(backward)
