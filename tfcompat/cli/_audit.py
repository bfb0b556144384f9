"""``tfcompat audit``: saved models in; whether their losses and metrics are given what they read, out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tfcompat import Audit

__all__ = ["audit"]

_HELP = """Look whether each loss and metric of saved models is given what it reads.

A model is loaded as it was compiled, and called once in a graph, where what makes each output is looked for: a softmax,
a sigmoid, another activation, or a layer without one. Nothing is trained. What is not certain is said to be unknown,
and is no mistake. In a program, `tfcompat.audit(model)` does the same, and `tfcompat.AuditCallback` before training.

It needs TensorFlow, and a model that was saved with its loss (`.keras`, `.h5`). Whose classes are not Keras' own, name
the module that registers them with --import: it is run.

\b
Examples:
  tfcompat audit model.keras
  tfcompat audit --import my_package.layers checkpoints/*.keras
  tfcompat audit --format json model.keras

\b
Exit codes:
  0  nothing is wrong
  1  some loss or metric is given the wrong thing
  2  the command line itself is wrong
  3  some model could not be loaded or looked at (wins over 1)
"""


@click.command(help=_HELP, short_help="Look whether the losses of saved models are given what they read.")
@click.argument("paths", metavar="MODEL...", nargs=-1, required=True, type=click.Path())
@click.option("--import", "modules", metavar="MODULE", multiple=True, help="Import this first; it registers classes.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def audit(paths: tuple[str, ...], *, modules: tuple[str, ...], form: str) -> None:
    """Audit each, tell, and exit with the code that says how it went."""
    _import(modules)
    audits = {path: _audited(path) for path in paths}
    found = {path: one for path, one in audits.items() if not isinstance(one, str)}
    failed = {path: one for path, one in audits.items() if isinstance(one, str)}
    for path, one in found.items() if form == "text" else ():
        click.echo(f"{path}: {one}")
    if form == "json":
        import json

        click.echo(json.dumps(_report(found, failed), indent=2))
    for path, why in failed.items():
        click.echo(f"Error: {path}: {why}", err=True)
    click.get_current_context().exit(3 if failed else int(any(not one.ok for one in found.values())))


def _import(modules: tuple[str, ...]) -> None:
    from importlib import import_module

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # of what TensorFlow says when it starts, errors alone
    try:
        import tensorflow  # noqa: F401 - to know whether it is there
    except ImportError:
        raise click.UsageError("audit runs models: pip install 'tfcompat[tensorflow]'") from None
    try:
        for module in modules:
            import_module(module)
    except ImportError as error:
        raise click.BadParameter(f"{module} cannot be imported ({error})", param_hint="--import") from None


def _audited(path: str) -> Audit | str:
    """What was found, or why nothing could be: a model may hold any code, and the next is looked at all the same."""
    import logging
    import warnings

    import tfcompat
    from tfcompat._keras import keras

    try:
        with warnings.catch_warnings():
            logging.getLogger("absl").setLevel(logging.ERROR)
            warnings.simplefilter("ignore")  # that the optimizer has no state, say, which nobody asks for here
            return tfcompat.audit(keras.saving.load_model(path))
    except Exception as error:  # noqa: BLE001 - whatever a model of others raises is a reason
        return f"{type(error).__name__}: {error}".strip().splitlines()[0]


def _report(found: dict[str, Audit], failed: dict[str, str]) -> dict[str, Any]:
    from dataclasses import asdict

    models = [
        {"path": path, "model": one.model, "ok": one.ok, "rows": [asdict(row) for row in one.rows]}
        for path, one in found.items()
    ]
    return {
        "schema_version": 1,
        "models": models,
        "problems": [{"path": path, "message": why} for path, why in failed.items()],
    }
