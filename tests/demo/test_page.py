"""The page loads nothing, escapes everything, and shows what was measured."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tfcompat.demo import page
from tfcompat.demo.highlight import diff
from tfcompat.demo.runs import Outcome

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


class Elements(HTMLParser):
    """All tags with their attributes, and all text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def rendered(make_results):
    return page.render(make_results())


def test_nothing_is_loaded(rendered):
    tags = Elements(rendered).tags
    assert not {"script", "link", "img", "iframe", "object", "base"} & {tag for tag, _ in tags}
    references = [
        value for _, attributes in tags for name, value in attributes.items() if name in ("src", "xlink:href", "href")
    ]
    assert references, "the plot refers to its own markers"
    assert all(value.startswith("#") for value in references)
    assert not re.search(r"@import|url\((?!#)", rendered)


def test_it_follows_light_and_dark(rendered):
    assert 'content="light dark"' in rendered
    assert rendered.count("@media (prefers-color-scheme: dark)") == 2, "one for the page, one for the code"
    plot = rendered[rendered.index("<figure") : rendered.index("<figcaption")]
    assert not re.search(r"#[0-9a-f]{6}\b", plot), "every colour of the plot is the page's"


def test_the_plot_has_its_axes_and_its_four_curves(rendered):
    text = Elements(rendered).text
    for words in (
        "loss (nats, log scale)",
        "(nats, log scale)",
        "epoch",
        "Training loss",
        "Test loss",
        "allowed: 1e-05",
    ):
        assert words in text
    for title in ("TF 1.15, recorded", "Migrated script", "compile and fit", "Custom loop"):
        assert title in text


def test_the_table_and_the_verdict_are_there(rendered, recording):
    text = Elements(rendered).text
    assert "517 of 517" in text
    assert f"{recording.points[-1].train_loss:.7f}" in text
    assert "✓ All 3 loss curves follow" in " ".join(text.split())
    assert "✗" not in text


def test_the_error_is_quoted_with_its_line(rendered):
    text = Elements(rendered).text
    assert "legacy_script.py:12  flags = tf.app.flags" in text
    assert "AttributeError: module 'tensorflow' has no attribute 'app'" in text
    assert "it no longer runs" in text


def test_curves_that_disagree_are_not_called_the_same(make_results, make_run, recording):
    far = [point._replace(train_loss=point.train_loss + 0.5) for point in recording.points]
    text = Elements(page.render(make_results(make_run("compile and fit", points=far)))).text
    assert "✗ compile and fit: a loss is 5.0e-01 nats from the one that TF 1.15 printed" in text
    assert "✓" not in text
    assert text.count("A TensorFlow 1 script, migrated: what should agree does not") == 2, "as title and as headline"
    assert "the same losses" not in text
    assert "lie on one another" not in text


def test_everything_is_escaped(make_results, make_run):
    results = make_results(make_run(HOSTILE, warnings=[HOSTILE], versions={"tensorflow": HOSTILE, HOSTILE: "1"}))
    findings = tuple(replace(finding, message=HOSTILE, reason=HOSTILE) for finding in results.migration.findings)
    hostile = replace(
        results,
        original=Outcome(1, (), HOSTILE),
        migration=replace(
            results.migration, path=HOSTILE, after=f"x = '{HOSTILE}'\n# {HOSTILE}\n".encode(), findings=findings
        ),
    )
    elements = Elements(page.render(hostile))
    assert not {"script", "img"} & {tag for tag, _ in elements.tags}
    assert elements.text.count(HOSTILE) > 10


def test_a_diff_keeps_every_line_of_both_sides_in_order():
    before = "".join(f"a{i} = {i}\n" for i in range(20))
    after = before.replace("a3 = 3\n", "b3 = '<'\n").replace("a15 = 15\n", "")
    lines = list(diff(before, after))
    assert [(line.sign, line.old, line.new) for line in lines if line.sign in "-+"] == [
        ("-", 4, None),
        ("+", None, 4),
        ("-", 16, None),
    ]
    assert [line.sign for line in lines].count("…") == 1, "kept lines far from a change are left out"
    assert "&lt;" in next(line.html for line in lines if line.sign == "+")
