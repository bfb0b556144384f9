"""``tfcompat audit``: saved models in; whether their losses and metrics get the right input, out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tfcompat.cli._help import Command
from tfcompat.cli._quiet import without_notices
from tfcompat.cli._terminal import say

if TYPE_CHECKING:
    from tfcompat import Audit

__all__ = ["audit"]

_HELP = """Check that the losses and metrics of saved models get the input that they expect.

Each model is loaded as it was compiled and called once on symbolic inputs, to see what produces each output: a
softmax, a sigmoid, another activation, or a layer without one. Nothing is trained. An uncertain case is
reported as unknown and is not an error. In a program, use `tfcompat.audit(model)`, or `tfcompat.AuditCallback`
to audit before training.

`audit` needs TensorFlow, and models that were saved with their loss (.keras or .h5). If a model uses your own classes,
name the module that registers them with --import; that module is run. Nothing else in a file is: a Lambda, a SavedModel
and a module that is not imported are refused. To check source code instead of a model, use
`tfcompat check`.
"""
_TABLES = {
    "Examples": [
        ("tfcompat audit model.keras", "a line for each loss and metric"),
        ("tfcompat audit checkpoints/*.keras", "several models"),
        ("tfcompat audit --import my_package.layers model.keras", "a model with your own classes"),
        ("tfcompat audit --data train.npz model.keras", "also the labels in an archive of arrays"),
        ("tfcompat audit --output-format json model.keras", "a report for programs"),
    ],
    "Output": [
        ("right", "the loss or metric gets what it expects"),
        ("wrong", "it does not; the line has a code and what to do"),
        ("unknown", "not certain, and not an error"),
    ],
    "Exit codes": [
        ("0", "nothing is wrong"),
        ("1", "some loss or metric gets the wrong input"),
        ("2", "wrong command line"),
        ("3", "some model could not be loaded or checked (wins over 1)"),
    ],
}


_SHOWN = 1000
"""A reason of twice as many characters is shown whole, and of a longer one so many."""


@click.command(
    cls=Command,
    help=_HELP,
    tables=_TABLES,
    short_help="Check that the losses of saved models get the input that they expect.",
)
@click.argument("paths", metavar="MODEL...", nargs=-1, required=True, type=click.Path())
@click.option("--import", "modules", metavar="MODULE", multiple=True, help="Import this module first.")
@click.option(
    "--data",
    metavar="FILE.npz",
    type=click.Path(exists=True, dir_okay=False),
    help="Also check examples: a NumPy archive with arrays x, y and optionally sample_weight. Several inputs or "
    "outputs have one array each: x_NAME, y_NAME.",
)
@click.option(
    "--output-format",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Report format.",
)
def audit(paths: tuple[str, ...], *, modules: tuple[str, ...], data: str | None, form: str) -> None:
    """Audit each model, report, and exit with the code of the outcome."""
    _import(modules)
    examples = None if data is None else _examples(data)
    audits = {path: _audited(path, examples) for path in paths}
    found = {path: one for path, one in audits.items() if not isinstance(one, str)}
    failed = {path: _within_a_screen(one) for path, one in audits.items() if isinstance(one, str)}
    for path, one in found.items() if form == "text" else ():
        for line in f"{path}: {one}".splitlines():
            say(line)
    if form == "json":
        import json

        click.echo(json.dumps(_report(found, failed), indent=2))
    for path, why in failed.items():
        say(f"Error: {path}: {why}", err=True)
    click.get_current_context().exit(3 if failed else int(any(not one.ok for one in found.values())))


def _import(modules: tuple[str, ...]) -> None:
    from importlib import import_module

    try:
        with without_notices():
            import tensorflow  # noqa: F401 - to check that it is installed

            import tfcompat._keras  # noqa: F401 - Keras has its own notices
    except ImportError:
        raise click.UsageError("audit runs models: pip install 'tfcompat[tensorflow]'") from None
    try:
        for module in modules:
            import_module(module)
    except ImportError as error:
        raise click.BadParameter(f"{module} cannot be imported ({error})", param_hint="--import") from None


def _examples(path: str) -> tuple[Any, ...]:
    """Return the arrays of an archive as `fit` takes them."""
    import numpy as np

    try:
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as archive:  # a pickle would run code
            parts = [_part(archive, name) for name in ("x", "y", "sample_weight")]
    except Exception as error:  # noqa: BLE001 - a damaged archive raises errors of NumPy, zipfile, zlib and others
        raise click.BadParameter(
            f"{path} is not an archive of arrays ({_within_a_screen(str(error))})", param_hint="--data"
        ) from None
    if parts[0] is None or parts[1] is None:
        raise click.BadParameter(f"{path} needs arrays x and y, or x_NAME and y_NAME", param_hint="--data")
    return tuple(parts)


def _part(archive: Any, name: str) -> Any:
    """Return one array, or a dict of those of which the names begin with it; None if there are none."""
    if name in archive:
        return archive[name]
    return {key[len(name) + 1 :]: archive[key] for key in archive if key.startswith(f"{name}_")} or None


def _audited(path: str, data: Any) -> Audit | str:
    """Return the verdicts, or why the model cannot be audited; the next model is still audited."""
    import logging
    import warnings

    import tfcompat
    from tfcompat._audit import why_not_loaded
    from tfcompat._keras import keras

    if path.endswith((".py", ".ipynb")):
        return f"this is a program, not a saved model: run `tfcompat check {path}`"
    if why := why_not_loaded(path):
        return why
    try:
        with warnings.catch_warnings():
            logging.getLogger("absl").setLevel(logging.ERROR)
            warnings.simplefilter("ignore")  # such as a missing optimizer state, which is irrelevant here
            return tfcompat.audit(keras.saving.load_model(path, safe_mode=True), data=data)
    except Exception as error:  # noqa: BLE001 - any error of a model is a reason
        return f"{type(error).__name__}: {error}".strip().splitlines()[0]


def _within_a_screen(why: str) -> str:
    """Return a reason without its middle if it is very long: Keras quotes the description of a model whole."""
    from tfcompat.migrate.report.fold import shortened

    return shortened(why, _SHOWN)


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
