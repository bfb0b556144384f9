"""Frames are known by the name of their function, whether or not AutoGraph converted it."""

from __future__ import annotations

import sys

import pytest
import tensorflow as tf

from tfcompat._user_frames import function_name


class Caller:
    def __init__(self):
        self.names = []

    def __call__(self, x):
        self.names.append(name_of_caller())
        return x


@tf.autograph.experimental.do_not_convert
def name_of_caller():
    frame = sys._getframe(1)
    while "autograph" in str(frame.f_globals.get("__name__")):
        frame = frame.f_back
    return frame.f_code.co_name, function_name(frame)


@pytest.mark.parametrize(("trace", "raw"), [(lambda call: call, "__call__"), (tf.function, "tf____call__")])
def test_a_function_has_its_name_before_and_after_conversion(trace, raw):
    caller = Caller()
    trace(caller.__call__)(tf.constant(1.0))
    assert caller.names == [(raw, "__call__")]
