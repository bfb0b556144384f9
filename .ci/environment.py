"""Make a virtual environment fit for a target of the Makefile, or leave it alone when it already is.

    python .ci/environment.py .venv tensorflow-cpu demo ...

Creates the folder when it is missing, and installs this checkout (editable) with the extras named, but only what is
missing. Runs under any Python, old ones included, so that a wrong one is refused in a sentence and not with a
traceback; everything else is the standard library and the pip of the environment.
"""

from __future__ import print_function

import os
import subprocess
import sys

OLDEST, NEWEST = (3, 10), (3, 13)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Run inside the environment: prints the requirements of the extras that are not met, one a line.
MISSING = r"""
import importlib.metadata as md, json, pathlib, sys
try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib
from pip._vendor.packaging.requirements import Requirement

root, extras = pathlib.Path(sys.argv[1]), sys.argv[2:]
project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
wanted = project["dependencies"] + [r for extra in extras for r in project["optional-dependencies"][extra]]
def version(name):
    try:
        return md.version(name)
    except md.PackageNotFoundError:
        return None
for text in wanted:
    r = Requirement(text)
    if (r.marker is None or r.marker.evaluate()) and not (
        (found := version(r.name)) and r.specifier.contains(found, prereleases=True)
    ):
        print(text)
ours = md.distribution("tfcompat").read_text("direct_url.json") if version("tfcompat") else None
if json.loads(ours or "{}").get("url") != root.as_uri():
    print("tfcompat (this checkout)")
"""

# tf_keras must be of TensorFlow's own release: prints the requirement when it is not met.
TF_KERAS = r"""
import importlib.metadata as md
versions = {d.name.lower().replace("_", "-"): d.version for d in md.distributions()}
tf = versions.get("tensorflow") or versions["tensorflow-cpu"]
release = ".".join(tf.split(".")[:2])
if not versions.get("tf-keras", "").startswith(release + "."):
    print("tf_keras~=%s.0" % release)
"""


def stop(sentence):
    """End with one sentence for a person, and exit code 2."""
    print(sentence, file=sys.stderr)
    sys.exit(2)


def output(*command):
    """What a command prints, without the last newline; None when it fails or cannot be run."""
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError:
        return None
    text = process.communicate()[0]
    return text.decode().strip() if process.returncode == 0 else None


def create(python, folder):
    """A virtual environment with pip in it, also where the system's Python comes without ensurepip (Debian's does)."""
    print("Creating %s with Python %d.%d" % ((folder,) + sys.version_info[:2]), flush=True)
    venv = [sys.executable, "-m", "venv", "--clear"]
    if subprocess.call(venv + [folder], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) != 0:
        subprocess.check_call(venv + ["--without-pip", folder])
    if output(python, "-m", "pip", "--version") is None:
        subprocess.check_call([sys.executable, "-m", "pip", "--python", python, "install", "pip"])


def environment(folder):
    """The Python of the environment, created where there is none; a folder that is something else is left alone."""
    path = os.path.join(ROOT, folder)
    python = os.path.join(path, "bin", "python")
    if os.path.isdir(path) and os.listdir(path) and not os.path.exists(os.path.join(path, "pyvenv.cfg")):
        stop("%s is not empty and no virtual environment; choose another folder with VENV=" % folder)
    held = output(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])")
    asked = "%d.%d" % sys.version_info[:2]
    if held is None or output(python, "-m", "pip", "--version") is None:
        create(python, path)
    elif held != asked and os.environ.get("PYTHON_CHOSEN"):
        stop(
            "%s holds Python %s, but PYTHON= asks for %s; remove the folder, or choose another with VENV="
            % (folder, held, asked)
        )
    return python


def main(folder, extras):
    """Bring the environment in `folder` to what the extras ask for."""
    release = sys.version_info[:2]
    if not OLDEST <= release <= NEWEST:
        stop(
            "tfcompat needs Python %d.%d to %d.%d, but %s is Python %d.%d; choose another with PYTHON=, "
            "e.g. make demo PYTHON=python3.12" % (OLDEST + NEWEST + (sys.executable,) + release)
        )
    python = environment(folder)
    if output(python, "-c", "import importlib.metadata as md; md.version('tensorflow')") is not None:
        extras = ["tensorflow" if extra == "tensorflow-cpu" else extra for extra in extras]  # one of them is enough
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    missing = output(python, "-c", MISSING, ROOT, *extras)
    if missing is None or missing:
        print("Installing into %s: %s" % (folder, ", ".join((missing or "everything").splitlines())), flush=True)
        subprocess.check_call(pip + ["--editable", "%s[%s]" % (ROOT, ",".join(extras))], cwd=ROOT)
    if "dev" in extras:
        # Its metadata asks for the distribution `tensorflow`, which would come on top of tensorflow-cpu.
        tf_keras = output(python, "-c", TF_KERAS)
        if tf_keras:
            subprocess.check_call(pip + ["--no-deps", tf_keras], cwd=ROOT)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except subprocess.CalledProcessError as error:
        command = " ".join(map(str, error.cmd))
        stop("Could not prepare %s: `%s` failed; its message stands above" % (sys.argv[1], command))
