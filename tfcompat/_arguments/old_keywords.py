"""Errors for keywords of older releases and other libraries that name ours."""

from __future__ import annotations

from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import tensorflow as tf

from tfcompat._symbols import KEYWORDS_ELSEWHERE, OLD_KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


def answers_old_keywords(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function name the new keyword if it gets an old one (``dim=``, ``targets=``, ``from_logits=``).

    AutoGraph does not convert it: nothing inside depends on values, and the copy would show up in every traceback.
    """
    described = signature(function)
    known = frozenset(described.parameters)
    takes_any = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in described.parameters.values())
    name = function.__qualname__.removesuffix(".__init__")

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        if not takes_any and not known.issuperset(kwargs):
            raise TypeError(unknown_keyword(name, known - {"self"}, next(k for k in kwargs if k not in known)))
        return function(*args, **kwargs)

    kept: Callable[P, R] = tf.autograph.experimental.do_not_convert(checked)
    kept.__signature__ = described  # type: ignore[attr-defined] # Keras 3 reads that of a layer, and follows no wrapper
    return kept


def unknown_keyword(name: str, known: frozenset[str], keyword: str) -> str:
    """Return one sentence about a keyword that `name` does not accept."""
    message = f"{name}() takes no {keyword}=; "
    ours = [name for name in KEYWORDS_ELSEWHERE.get(keyword, ()) if name in known]
    advice = f"write {' or '.join(f'{name}=' for name in ours)}" if ours else OLD_KEYWORDS.get(keyword)
    return message + (f"{advice}." if advice else f"it takes {', '.join(sorted(known))}.")
