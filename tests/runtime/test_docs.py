"""Every code block of the README and of the documentation does what the page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.pages import ROOT, Reader, blocks

if TYPE_CHECKING:
    from pathlib import Path

CHANGES_THE_PACKAGE = ROOT / "docs" / "extending.md"
"""Its blocks are files of the package itself: `house/test_extending.py` runs them in a copy."""
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES.remove(CHANGES_THE_PACKAGE)


@pytest.mark.filterwarnings("ignore:.* is a legacy name:DeprecationWarning")  # pages show the shims too
@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p)], ids=lambda page: str(page.relative_to(ROOT)))
def test_the_blocks_of_a_page_do_what_it_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    reader = Reader(page, tmp_path)
    reader.follow()
    if page.name.startswith("migrat"):  # a diff of the guides is a program, so that what it computes is seen to stay
        assert [place for place, names in reader.compared.items() if place.endswith(": safe") and not names] == []


@pytest.mark.parametrize("page", ["README.md", "docs/quickstart.md", "docs/migration.md"])
def test_the_pages_that_teach_have_blocks_that_run(page):
    assert {"python", "console"} <= {block.language for block in blocks(ROOT / page)}


def follow(text: str, folder: Path) -> None:
    page = folder / "page.md"
    page.write_text(text, encoding="utf-8")
    Reader(page, folder).follow()


def test_a_page_is_one_namespace_and_one_folder(tmp_path):
    follow(
        '```python title="one.py"\nx = 1\n```\n```python\ny = 2\n```\n```pycon\n>>> y + 1\n3\n```\n'
        "```console\n$ cat one.py\nx = 1\n$ echo a b\na ...\n```\n",
        tmp_path,
    )


HEAD = " import keras\n import tensorflow as tf\n+import tfcompat\n z = tf.constant([[2.0, 1.0, 0.0]])\n"
OLD = "keras.losses.categorical_crossentropy([[3.0, 0.0, 0.0]], z, from_logits=True, label_smoothing=0.1)"
NEW = "tfcompat.softmax_cross_entropy(labels=[[3.0, 0.0, 0.0]], logits=z, label_smoothing=0.1)"
SMOOTHED = f'```diff title="tfcompat migrate --unsafe"\n{HEAD}-x = {OLD}\n+x = {NEW}\n```\n'
DIFF = "```diff\n import tensorflow as tf\n-x = tf.f()\n+x = tf.g()\n```\n"
WRONG = {
    "code that raises": ("```python\nassert 1 == 2, 'unequal'\n```\n", "unequal"),
    "a value": ("```pycon\n>>> 1\n2\n```\n", "line 2: 1\ngave 1"),
    "an output": ("```console\n$ echo a\nb\n```\n", "echo a printed\na\n\nand not\nb"),
    "an exit code": ("```console\n$ exit 3\n```\n", "exit 3 ended with 3"),
    "a target": ("```console\n$ make coffee\n```\n", "make coffee"),
    "an extra": ("```console\n$ pip install tfcompat[coffee]\n```\n", r"tfcompat\[coffee\]"),
    "numbers that stay": (SMOOTHED, r"line 2: x was \[1.24\d+\], is \[1.52\d+\]"),
    "a diff": (DIFF, "the migrator makes of it\nimport tensorflow as tf\nx = tf.f\\(\\)"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_page_that_is_wrong_about_something_fails(case, tmp_path):
    text, message = WRONG[case]
    with pytest.raises(AssertionError, match=message):
        follow(text, tmp_path)
