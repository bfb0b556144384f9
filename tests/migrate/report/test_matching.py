"""Which lines are the same: the opcodes are those of difflib in form, and few where few lines differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.work import calls, grows_at_most

from tfcompat.migrate.report import _matching
from tfcompat.migrate.report._matching import CONTEXT, grouped, same

LINES = st.lists(st.sampled_from("abc"), max_size=25)


@st.composite
def changed(draw) -> tuple[list[str], list[str]]:
    """Lines, and the same with a few changes."""
    old = draw(LINES)
    new = list(old)
    for at in draw(st.lists(st.integers(0, 24), max_size=4)):
        new[at : at + draw(st.integers(0, 2))] = draw(st.lists(st.sampled_from("abx"), max_size=2))
    return old, new


def opcodes(old, new) -> list[tuple]:
    return list(_matching._opcodes(old, new))


def kept(codes) -> int:
    return sum(b - a for tag, a, b, _, _ in codes if tag == "equal")


def hold_to_the_form_of_difflib(old, new) -> None:
    at = to = 0
    for tag, a, b, c, d in opcodes(old, new):
        assert (a, c) == (at, to)
        assert tag == ("equal" if old[a:b] == new[c:d] else "insert" if a == b else "delete" if c == d else "replace")
        at, to = b, d
    assert (at, to) == (len(old), len(new))


@given(changed() | st.tuples(LINES, LINES))
def test_the_opcodes_are_of_the_form_of_difflib(texts):
    hold_to_the_form_of_difflib(*texts)


@given(changed() | st.tuples(LINES, LINES))
def test_no_search_keeps_fewer_lines_than_that_of_difflib(texts):
    old, new = texts
    assert kept(opcodes(old, new)) >= kept(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


@given(changed())
def test_groups_are_made_as_difflib_makes_them(texts):
    old, new = texts
    peer = SequenceMatcher(None, old, new)
    peer.opcodes = opcodes(old, new)
    assert list(grouped(old, new)) == ([] if old == new else list(peer.get_grouped_opcodes(CONTEXT)))


@given(changed() | st.tuples(LINES, LINES), st.sampled_from([("_MANY", 1), ("_LONG", 1)]), st.integers(1, 4))
def test_texts_in_which_too_much_differs_are_matched_too(texts, limit, few):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_matching, *limit)
        patch.setattr(_matching, "_FEW", few)
        hold_to_the_form_of_difflib(*texts)
        runs = [(tag, a, c) for tag, a, _, c, _ in opcodes(*texts)]
        assert all(one[0] != other[0] or "equal" not in one for one, other in pairwise(runs)), "no run is in two parts"


def functions(number: int, twice: bool) -> tuple[list[str], list[str]]:
    """Lines of functions that share a line, before and after it changes; after, there is an import more."""
    names = [f"f{i % (number // 2) if twice else i}" for i in range(number)]
    old = ["x = 1", "y = 2", *(line for name in names for line in (f"def {name}():", "    return old", ""))]
    return ["import a", *old], ["import a", "import b", *(line.replace("old", "new") for line in old)]


@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
def test_many_changed_lines_take_no_more_than_their_number(twice, monkeypatch):
    monkeypatch.setattr(_matching, "_MANY", 50)
    old, new = functions(200, twice)
    changes = [(old[a:b], new[c:d]) for tag, a, b, c, d in opcodes(old, new) if tag != "equal"]
    assert changes == [([], ["import b"]), *[(["    return old"], ["    return new"])] * 200]
    small, large = (calls(lambda size=size: opcodes(*functions(size, twice))) for size in (500, 4000))
    assert large < 10 * small


def test_the_most_rising_pairs():
    pairs = [(3, 0), (0, 1), (1, 2), (5, 3), (2, 4), (4, 5)]
    assert _matching._rising(pairs) == [(0, 1), (1, 2), (2, 4), (4, 5)]
    assert _matching._rising([]) == []


def test_a_line_that_stands_a_thousand_times_hides_no_other():
    def shown(lines):
        table = ["0,"] * lines
        old, new = ["import a", *table, "x = f(1)", *table], ["import a", "import b", *table, "x = g(1)", *table]
        return [[tag for tag, *_ in group] for group in grouped(old, new)]

    assert shown(30_000) == [["equal", "insert", "equal"], ["equal", "replace", "equal"]]
    assert grows_at_most(30, lambda: shown(3_750), lambda: shown(30_000))


def test_texts_that_have_nothing_in_common_take_no_time():
    def groups(lines):
        return list(grouped([f"a{i}" for i in range(lines)], [f"b{i}" for i in range(lines)]))

    assert len(groups(20_000)) == 1
    assert grows_at_most(30, lambda: groups(2_500), lambda: groups(20_000))


@given(st.text("ab", max_size=9), st.text("ab", max_size=9))
def test_the_common_beginning(one, other):
    found = same(one, other)
    assert one[:found] == other[:found]
    assert one[found : found + 1] != other[found : found + 1] or found in (len(one), len(other))
