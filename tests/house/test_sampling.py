"""A part of the tests runs every test, and the cases that it leaves out are the same in every run."""

from __future__ import annotations

from dataclasses import dataclass

from support.sampling import sample


@dataclass(frozen=True)
class Item:
    nodeid: str


ITEMS = [Item(f"a.py::f[{case}]") for case in range(7)] + [Item("a.py::g"), Item("b.py::f[x]")]


def test_every_test_is_kept_with_its_first_and_every_nth_case():
    kept, left_out = sample(ITEMS, 3)
    assert [item.nodeid for item in kept] == ["a.py::f[0]", "a.py::f[3]", "a.py::f[6]", "a.py::g", "b.py::f[x]"]
    assert {*kept, *left_out} == set(ITEMS)
    assert len(kept) + len(left_out) == len(ITEMS)


def test_all_are_kept_unless_a_part_is_asked_for():
    assert sample(ITEMS, 1) == (ITEMS, [])
