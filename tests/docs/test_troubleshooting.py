"""Each message on the troubleshooting page is still one that TensorFlow, Keras or tfcompat has."""

from __future__ import annotations

import ast
import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

import tfcompat

ROOT = Path(tfcompat.__file__).parents[1]
PAGE = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^### ([^\n]+)\n\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
# Messages that no block of the page raises, since raising them takes another process.
QUOTED = re.findall(r"^```text\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
ENOUGH = 20
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# Where Keras and TensorFlow have theirs.
ELSEWHERE = (
    "keras.src.saving.serialization_lib",
    "keras.src.losses",
    "keras.src.layers.layer",
    "keras.src.metrics.f_score_metrics",
    "tensorflow.python.util.lazy_loader",
)


def templates(file: Path) -> list[list[str]]:
    """The literal parts of each string of a file, split where a value is filled in."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "" for part in node.values]
            found.append([str(part) for part in parts if part])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.append([part for part in PLACEHOLDER.split(node.value) if part])
    return found


@cache
def sources() -> list[list[str]]:
    specs = [importlib.util.find_spec(module) for module in ELSEWHERE]
    theirs = [Path(spec.origin) for spec in specs if spec and spec.origin]
    assert len(theirs) == len(ELSEWHERE)
    return [each for file in (*ROOT.glob("tfcompat/**/*.py"), *theirs) for each in templates(file)]


def is_of(message: str, template: list[str]) -> bool:
    """Whether a message, which may end in dots, is made from a template."""
    text = message.removesuffix("...").rstrip()
    place = agreed = 0
    for part in template:
        found = text.find(part, place)
        if found < 0:
            rest = text[place:]
            begun = next((size for size in range(len(part), 0, -1) if rest.endswith(part[:size])), 0)
            return message.endswith("...") and agreed + begun >= ENOUGH
        place, agreed = found + len(part), agreed + len(part)
    return agreed >= ENOUGH


def test_a_message_that_nobody_has_is_noticed():
    template = ["is not available with ", ", since it rains"]
    assert is_of("`x` is not available with Keras, since it rains", template)
    assert is_of("`x` is not available with Keras, since ...", template)
    assert not is_of("`x` is not available beside Keras, since it rains", template)
    assert not is_of("`x` is not available with Keras", template)


@pytest.mark.parametrize("message", QUOTED)
def test_a_quoted_message_is_one_that_somebody_has(message):
    assert any(is_of(message, template) for template in sources())


@pytest.mark.parametrize(("heading", "text"), SECTIONS, ids=[heading for heading, _ in SECTIONS])
def test_a_section_has_a_cause_and_a_fix(heading, text):
    assert re.search(r"^\*\*Cause", text, re.MULTILINE)
    assert re.search(r"^\*\*Fix\.\*\*|^\*\*Cause and fix", text, re.MULTILINE)


@pytest.mark.parametrize(("heading", "text"), SECTIONS, ids=[heading for heading, _ in SECTIONS])
def test_the_heading_of_a_section_is_a_part_of_its_message(heading, text):
    block = re.search(r"^```(?:text|pycon)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if block:
        words = [part.strip() for part in heading.split("...") if part.strip()]
        assert [part for part in words if part not in block[1]] == []
