"""The private attributes of Keras that the package relies on: one room, and the files of Keras where they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tfcompat
from tfcompat._keras import IS_KERAS_3, keras

ROOT = Path(tfcompat.__file__).parent
ROOM = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "_keras").glob("*.py")}
ATTRIBUTES = sorted(
    {name for text in ROOM.values() for name in re.findall(r'"(_[a-z]\w+)"|\b(?:model|layer)\.(_[a-z]\w+)', text)}
)
NAMES = sorted({one or other for one, other in ATTRIBUTES})
FILES = sorted({path for text in ROOM.values() for path in re.findall(r"\b(?:tf_)?keras/src/[\w/]+\.py", text)})


def test_the_room_has_attributes_and_names_files():
    assert {"_flatten_layers", "_keras_mask", "_direction", "_fn_kwargs"} <= set(NAMES)
    assert len(FILES) > 10


@pytest.mark.parametrize("file", [name for name in FILES if name.startswith("keras/") == IS_KERAS_3])
def test_a_file_that_a_comment_names_is_there_and_knows_one_of_the_attributes(file):
    text = (Path(keras.__file__).parent.parent / file).read_text(encoding="utf-8")
    others = ["scratch_graph", "ALL_OBJECTS_DICT", "globals()", "KerasTensor", "get_keras_mask"]
    assert [name for name in [*NAMES, *others] if name in text]


def test_no_other_room_uses_one():
    elsewhere = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in ROOT.rglob("*.py")
        if file.parent.name != "_keras"
        for name in NAMES
        if re.search(rf'\.{name}\b|"{name}"', file.read_text(encoding="utf-8"))
    }
    assert elsewhere == set()
