"""Places in a string of JSON, by the bytes of its value."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tfcompat.migrate.notebooks.json_spans import offset_of, spans

TEXTS = st.text(st.sampled_from('ab"\\\n\té€😀\ud800\udc00'), max_size=300)


@given(TEXTS, st.booleans(), st.integers(0, 4))
def test_each_byte_of_a_string_has_the_place_of_its_character(text, escaped, blank):
    source = " " * blank + json.dumps(text, ensure_ascii=escaped)
    value = json.loads(source)  # two halves of a character that follow each other are one now
    string = spans(source)
    passed = 0
    for position, char in enumerate(value):
        at = offset_of(source, string, passed)
        assert json.loads(f'"{source[string.start + 1 : at]}"', strict=False) == value[:position]
        passed += len(char.encode("utf-8", "surrogatepass"))
        assert json.loads(f'"{source[at : offset_of(source, string, passed)]}"', strict=False) == char
    assert offset_of(source, string, passed) == string.end - 1
