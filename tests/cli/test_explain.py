"""``tfcompat explain`` of words, of our own names, and of names that are out of scope."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import tfcompat
from tfcompat._symbols import DIFFERENCES
from tfcompat.cli import cli
from tfcompat.cli._concepts import CONCEPTS

DOCS = Path(__file__).parents[2] / "docs"
WORDS = [word for key, concept in CONCEPTS.items() for word in (key, *concept.names)]


def explain(*subjects: str, **environment: str):
    return CliRunner(env=environment).invoke(cli, ["explain", *subjects])


def words(text: str) -> str:
    return " ".join(text.split())


def test_logits_are_explained_on_one_screen():
    output = explain("logits", COLUMNS="80").output
    assert len(output.splitlines()) <= 30
    for said in (
        "raw scores of a network",
        "only the differences between logits matter",
        "leave the activation out of the model and pass the logits to the loss",
        "there is no variant without logits",
        "the logit of a probability p is log(p / (1 - p))",
        "Read more: docs/logits.md",
    ):
        assert said in words(output)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_explained_whatever_its_case(word):
    result = explain(word)
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4
    assert explain(word.upper()).output == result.output


@pytest.mark.parametrize("concept", CONCEPTS.values(), ids=CONCEPTS)
def test_a_word_leads_to_a_page_and_to_subjects_that_are_there(concept):
    assert (DOCS / f"{concept.page}.md").is_file()
    assert not concept.see or explain(*concept.see).exit_code == 0


def test_a_word_leads_to_the_published_page():
    shown = explain("logits", TFCOMPAT_DOCS_URL="https://docs.example.com/x").output
    assert "Read more: https://docs.example.com/x/logits.html" in words(shown)


@pytest.mark.parametrize(
    "name", [name for name in tfcompat._HOMES if name not in ("layers", "legacy", "links", "losses", "metrics")]
)
def test_our_own_names_are_explained_with_what_they_replace(name):
    result = explain(f"tfcompat.{name}")
    assert (result.exit_code, result.output.splitlines()[0]) == (0, f"tfcompat.{name}")
    assert len(words(result.output)) > len(name) + 20, "its docstring says something"


def test_a_new_name_says_which_old_ones_it_replaces():
    told = words(explain("SparseSoftmaxCrossEntropy").output)
    assert "It replaces tf.losses.sparse_softmax_cross_entropy" in told


def test_a_number_is_a_code_and_no_code_is_guessed():
    assert explain("104").output == explain("TFC104").output == explain("tfc104").output
    for subject in ("999", "TFC999"):
        result = explain(subject)
        assert (result.exit_code, "there is no code TFC999. `tfcompat rules` lists" in result.stderr) == (2, True)
        assert "Did you mean" not in result.stderr


def test_a_word_that_is_near_none_gets_no_guess():
    result = explain("nonsense")
    assert (result.exit_code, "Did you mean" in result.stderr) == (2, False)
    assert "`tfcompat rules` lists the codes" in words(result.stderr)


def test_names_that_are_gone_or_still_there_are_explained():
    assert "Tf.Session" not in explain("tf.Session").output
    assert "It is tf.compat.v1.Session in TensorFlow 2" in words(explain("tf.Session").output)
    assert explain("tf.matmul").output.startswith("tf.matmul is in TensorFlow 2.16 to 2.21\n")


def test_differences_are_explained_one_by_one_and_all():
    for name in DIFFERENCES:
        assert f"{name}: {words(DIFFERENCES[name])}" in words(explain(name).output)
    every = explain("differences").output
    assert [name for name in DIFFERENCES if f"\n{name}: " not in every] == []
