"""A type checker knows every public name: pyright reads the package as it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import api
import pytest
import release

pytestmark = pytest.mark.skipif(
    shutil.which("basedpyright", path=Path(sys.executable).parent) is None, reason="comes with the extra `dev`"
)
KERAS_HAS_NO_TYPES = ("Type of metaclass unknown", "Type of base class unknown", 'Type of base class "')
"""Whatever is a Keras layer, loss, metric or callback has these, because Keras has no types for its bases."""


@pytest.fixture(scope="module")
def symbols(tmp_path_factory) -> dict[str, list[str]]:
    """What pyright does not know of the symbols of the public modules."""
    home = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home / "venv"], check=True)
    (packages,) = (home / "venv").glob("lib/python*/site-packages")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(home)]
    subprocess.run(command, cwd=release.ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(home.glob("*.whl"))) as wheel:
        wheel.extractall(packages)
    environment = {**os.environ, "PATH": f"{home / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "basedpyright", "--verifytypes", "tfcompat", "--ignoreexternal", "--outputjson"]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    assert len(found) > 2000, done.stdout[:2000]
    return {
        one["name"]: [diagnostic["message"] for diagnostic in one["diagnostics"]]
        for one in found
        if one["isExported"] and not (one["isTypeKnown"] and not one["isTypeAmbiguous"])
    }


def is_public(name: str) -> bool:
    """Whether a symbol is one of a public module, or is defined elsewhere and imported from there."""
    return not name.startswith(tuple(f"tfcompat.{room}." for room in ("cli", "demo", "files", "migrate")))


def test_every_public_name_has_a_type_but_for_the_bases_that_keras_leaves_untyped(symbols):
    lacking = {
        name: [message for message in messages if not message.startswith(KERAS_HAS_NO_TYPES)]
        for name, messages in symbols.items()
        if is_public(name)
    }
    assert {name: messages for name, messages in lacking.items() if messages} == {}


def test_only_classes_of_keras_have_an_unknown_base(symbols):
    import tfcompat
    from tfcompat._keras import keras

    bases = (keras.layers.Layer, keras.losses.Loss, keras.metrics.Metric, keras.callbacks.Callback)
    names = [name.removeprefix("tfcompat.") for name in symbols if name in api.names() and name.count(".") == 1]
    assert names
    assert [name for name in names if not issubclass(getattr(tfcompat, name), bases)] == []
