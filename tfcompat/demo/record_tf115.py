"""Record what TensorFlow 1.15 prints for the shipped script; anyone who has TensorFlow 1.15 can repeat this.

``python -m tfcompat.demo.record_tf115 PYTHON`` takes the interpreter of an environment with
``tensorflow==1.15.5`` and ``scikit-learn`` (Python 3.7), and rewrites ``tf115_curve.json``.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

import click
import numpy as np

from tfcompat.demo import original
from tfcompat.demo.curve import TF115_FILE
from tfcompat.demo.runs import launch

HERE = Path(__file__).parent
SCRIPT = HERE / original.NAME
EPOCHS = 30

_VERSIONS = """
import json, platform, numpy, sklearn, tensorflow
versions = {m.__name__: m.__version__ for m in (numpy, sklearn, tensorflow)}
print(json.dumps(dict(versions, python=platform.python_version(), machine=platform.machine())))
"""


def sha256_of_script() -> str:
    """The digest that ties a recording to the script's text, independent of line endings."""
    return hashlib.sha256(original.text().encode()).hexdigest()


@click.command(help=__doc__)
@click.argument("python")
def main(python: str) -> None:
    """Run the script under another interpreter, and record everything that it prints."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "tf115.npz")
        outcome = launch([str(SCRIPT)], out, EPOCHS, lambda point: click.echo(point.line()), python=python)
        if outcome.returncode:
            raise click.ClickException(f"{python} cannot run the script: {outcome.error}")
        with np.load(out) as saved:
            predicted = saved["test_logits"].argmax(axis=-1).tolist()
    recording = {
        "what": "What this script printed, every digit of it, and the class it predicted for each test image.",
        "how": "python -m tfcompat.demo.record_tf115 PYTHON",
        "versions": _versions(python),
        "script_sha256": sha256_of_script(),
        "train_loss": [point.train_loss for point in outcome.points],
        "test_loss": [point.test_loss for point in outcome.points],
        "predicted": predicted,
    }
    lines = (f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in recording.items())
    HERE.joinpath(TF115_FILE).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _versions(python: str) -> dict[str, str]:
    answer = subprocess.run(  # noqa: S603 - the interpreter that the person at the command line named
        [python, "-W", "ignore", "-c", _VERSIONS], check=True, capture_output=True, text=True
    )
    versions: dict[str, str] = json.loads(answer.stdout)
    return versions


if __name__ == "__main__":
    main()
