"""The public names: pinned, and the same for Python and for type checkers."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import tfcompat

PUBLIC = {
    "tfcompat": [
        "Audit",
        "AuditCallback",
        "Logits",
        "Probabilities",
        "SigmoidCrossEntropy",
        "SigmoidCrossEntropyLayer",
        "SoftmaxCrossEntropy",
        "SoftmaxCrossEntropyLayer",
        "SparseSoftmaxCrossEntropy",
        "SparseSoftmaxCrossEntropyLayer",
        "__version__",
        "audit",
        "export_serving",
        "layers",
        "legacy",
        "linear_softmax_cross_entropy",
        "linear_sparse_softmax_cross_entropy",
        "links",
        "losses",
        "metrics",
        "predicted_class",
        "probabilities",
        "sharded_linear_sparse_softmax_cross_entropy",
        "sigmoid_cross_entropy",
        "softmax_cross_entropy",
        "sparse_softmax_cross_entropy",
        "validate_labels",
        "with_probabilities",
    ],
    "tfcompat.layers": [
        "Logits",
        "Probabilities",
        "SigmoidCrossEntropyLayer",
        "SoftmaxCrossEntropyLayer",
        "SparseSoftmaxCrossEntropyLayer",
    ],
    "tfcompat.losses": [
        "Distillation",
        "LogitMatching",
        "SigmoidCrossEntropy",
        "SoftmaxCrossEntropy",
        "SparseSoftmaxCrossEntropy",
        "get",
        "linear_softmax_cross_entropy",
        "linear_sparse_softmax_cross_entropy",
        "register_identifiers",
        "sharded_linear_sparse_softmax_cross_entropy",
        "sigmoid_cross_entropy",
        "softmax_cross_entropy",
        "sparse_softmax_cross_entropy",
        "unregister_identifiers",
    ],
    "tfcompat.links": [
        "inverse_probit",
        "log_softmax",
        "logit",
        "predicted_class",
        "probabilities",
        "probit",
        "sigmoid",
        "softmax",
    ],
    "tfcompat.metrics": ["FromLogits", "Perplexity", "SparseAccuracy", "SparseCrossEntropy", "SparseTopKAccuracy"],
    "tfcompat.serving": ["export_serving", "with_probabilities"],
    "tfcompat.legacy": ["contrib", "install", "keras", "layers", "losses", "nn", "uninstall"],
}
STUB = Path(tfcompat.__file__).with_suffix(".pyi")


def names_in(file: Path) -> list[str]:
    """The strings of a file's ``__all__``, read and not run."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    raise AssertionError(f"{file} has no __all__")


def stub_homes() -> dict[str, str]:
    """Name to the module that the stub imports it from; ``from p import m`` of a module gives the module."""
    imports = (node for node in ast.parse(STUB.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom))
    homes = {alias.name: node.module or "" for node in imports for alias in node.names}
    return {name: f"tfcompat.{name}" if home == "tfcompat" else home for name, home in homes.items()}


@pytest.mark.parametrize("package", PUBLIC)
def test_public_names_are_pinned(package):
    if package in ("tfcompat", "tfcompat.legacy"):  # lazy: their lists are computed, and importing them costs nothing
        module = __import__(package, fromlist=["__all__"])
        assert sorted(module.__all__) == PUBLIC[package]
    else:
        assert sorted(names_in(Path(find_spec(package).origin))) == PUBLIC[package]


def test_every_public_package_is_pinned():
    root = Path(tfcompat.__file__).parent
    packages = {f"tfcompat.{f.parent.name}" for f in root.glob("[a-z]*/__init__.py")} - {
        "tfcompat.demo",
        "tfcompat.cli",
    }
    assert packages - {"tfcompat.migrate", "tfcompat.evidence", "tfcompat.files"} == set(PUBLIC) - {"tfcompat"}


def test_the_stub_lists_what_the_package_lists():
    assert names_in(STUB) == sorted(tfcompat.__all__)


def test_the_stub_imports_each_name_from_where_the_package_finds_it():
    assert stub_homes() == tfcompat._HOMES


def test_dir_shows_every_public_name():
    assert set(PUBLIC["tfcompat"]) <= set(dir(tfcompat))


def test_an_unknown_name_raises_an_attribute_error():
    said = r"^module 'tfcompat' has no attribute 'softmax_crossentropy'; did you mean softmax_cross_entropy\?$"
    with pytest.raises(AttributeError, match=said):
        tfcompat.softmax_crossentropy  # noqa: B018 - the access is what raises


@pytest.mark.parametrize("code", ["", "import tfcompat.cli, tfcompat.files", "tfcompat.legacy"])
def test_dir_shows_public_names_alone(code):
    told = subprocess.run(
        [sys.executable, "-c", f"import tfcompat\n{code}\nprint(*dir(tfcompat))"], capture_output=True, check=True
    )
    shown = told.stdout.decode().split()
    dunders = [name for name in shown if name.startswith("__")]
    assert sorted({*shown} - {*dunders}) == sorted({*PUBLIC["tfcompat"]} - {"__version__"})
    assert "__version__" in dunders
