"""Side by side: what is shown is both texts, whatever they are."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from support.work import grows_at_most

from tfcompat.migrate.report._sides import _marks, excerpt, side_by_side
from tfcompat.migrate.report.colours import coloured, marked

TEXTS = st.lists(st.text("ab1 .(\"'#\\", max_size=8), max_size=30)


def plain(html: Markup) -> str:
    return Markup(re.sub(r"<[^>]*>", "", html)).unescape()


def shown(old, new, above=0):
    return list(side_by_side(old, new, coloured(old), above))


@given(old=TEXTS, new=TEXTS)
def test_every_line_that_differs_is_shown_where_it_stands(old, new):
    seen: list[set[int]] = [set(), set()]
    for hunk in shown(old, new):
        assert hunk.first <= hunk.last + 1
        for row in hunk.rows:
            for side, text, at in ((row.old, old, 0), (row.new, new, 1)):
                if side is not None:
                    assert plain(side.html) == text[side.number - 1]
                    assert side.number not in seen[at]
                    seen[at].add(side.number)
            if not row.changed:
                assert plain(row.old.html) == plain(row.new.html)
    rest = [[line for at, line in enumerate(text, 1) if at not in seen[side]] for side, text in enumerate((old, new))]
    assert rest[0] == rest[1]


@given(old=st.text("ab .(", max_size=20), new=st.text("ab .(", max_size=20))
def test_without_its_marks_a_line_is_the_other_one(old, new):
    gone, come = _marks(old, new)
    if not (gone or come):
        return
    for marks, text in ((gone, old), (come, new)):
        assert all(a < b for a, b in marks)
        assert all(one[1] <= other[0] for one, other in pairwise(marks))
        assert not marks or marks[-1][1] <= len(text)
    assert without(old, gone) == without(new, come)


def without(text: str, marks: list[tuple[int, int]]) -> str:
    for start, end in reversed(marks):
        text = text[:start] + text[end:]
    return text


def test_an_inserted_line_does_not_move_the_others_apart():
    old, new = ["import a", "x = tf.f(1)", "y"], ["import a", "import b", "x = ours.f(1)", "y"]
    (hunk,) = shown(old, new)
    assert [(row.old and row.old.number, row.new and row.new.number) for row in hunk.rows] == [
        (1, 1),
        (None, 2),
        (2, 3),
        (3, 4),
    ]


def test_lines_count_from_where_the_texts_begin():
    (hunk,) = shown(["a"], ["b"], 7)
    assert (hunk.first, hunk.last, hunk.rows[0].old.number, hunk.rows[0].new.number) == (8, 8, 8, 8)


@pytest.mark.parametrize(
    ("made", "size"),
    [
        (lambda n: (["x"] * 2 * n, ["x"] * n + ["y"] + ["x"] * n), 25_000),
        (lambda n: (["a " * n], ["b " * n]), 100_000),
        (lambda n: ([f"{i}" * 9 for i in range(3 * n)], [f"{i}" * 8 for i in range(4 * n)]), 100),
        (lambda n: (["x" * 2 * n], ["x" * n + "y" + "x" * n, "z"]), 500_000),
    ],
    ids=["equal lines", "a long line", "many lines", "a longer line"],
)
def test_the_work_grows_with_the_text_and_no_faster(made, size):
    assert shown(*made(size))
    assert grows_at_most(30, lambda: shown(*made(size // 8)), lambda: shown(*made(size)))


def test_an_excerpt_has_two_lines_around_it():
    lines = ["a", "b", "c", "d", "e", "f"]
    found = list(excerpt(coloured(lines), 4, 4, {4: (0, 1)}))
    assert [side.number for side in found] == [2, 3, 4, 5, 6]
    assert found[2].html == '<mark><span class="n">d</span></mark>'


def test_a_mark_may_begin_and_end_within_a_token():
    assert marked([("n", "abcd")], [(1, 3)], "del") == (
        '<span class="n">a</span><del><span class="n">bc</span></del><span class="n">d</span>'
    )


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=20), max_size=5))
def test_colours_lose_nothing(lines):
    assert ["".join(text for _, text in line) for line in coloured(lines)] == lines


def test_what_is_large_has_no_colours():
    assert coloured(["x = 1", "y" * 3000, "z"]) == [*coloured(["x = 1"]), [("", "y" * 3000)], [("n", "z")]]
    assert coloured(["x = 1"] * 100_000)[0] == [("", "x = 1")]
