"""The page: nothing in it comes from elsewhere, nothing that a file holds becomes part of it, and it says it all."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from support import reports

from tfcompat._symbols import DIFFERENCES
from tfcompat.migrate.report import Measurement, Problem, html

ATTACK = "<script>alert(1)</script>"
ATTACKS = [
    ATTACK,
    "\" onmouseover='alert(1)' x=\"",
    "</style><img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}",
    "]]>--><!--",
]
CALL = "tf.nn.softmax_cross_entropy_with_logits(labels=x, logits={!r})  # {}\n"
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer", "script"),
    *("a", "p", "h1", "h2", "h3", "h4", "ul", "li", "dl", "dt", "dd", "span", "code", "b", "div", "details", "summary"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "del", "ins", "mark", "article"),
    *("form", "label", "input", "fieldset", "legend", "button", "output"),
}


def page(report) -> reports.Page:
    return reports.Page(html.render(report))


def of(files: dict[str, bytes], **options) -> reports.Page:
    return page(reports.report_of(files, **options))


def hostile(attack: str) -> reports.Report:
    """A run in which everything that is free to choose is an attack."""
    source = f"import tensorflow as tf\nx = 1; y = {CALL.format(attack, attack)}".encode()
    report = reports.report_of({f"{attack}.py": source, f"{attack}/b.ipynb": reports.notebook(source.decode())})
    report.results += reports.report_of({f"{attack}/c.py": source}, unsafe=True).results
    report.results += reports.report_of({"bad.py": f"def f({attack}".encode()}).results
    report.problems.append(Problem(attack, attack))
    report.lacking.append((attack, attack))
    shapes = {finding.shape for _, finding in report.findings if finding.shape}
    report.evidence = dict.fromkeys(shapes, Measurement(mismatch=attack))
    return report


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_files_hold_and_are_called_is_text(attack):
    text = html.render(hostile(attack))
    read = reports.Page(text)
    assert {tag for tag, _ in read.elements} <= ELEMENTS
    assert [tag for tag, _ in read.elements].count("script") == 1
    names = {name for _, attributes in read.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcdoc")}
    assert attack in "".join(read.texts["html"])
    assert "alert" not in read.texts["script"][0]
    assert ATTACK not in text


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_changes_no_element_of_the_page(attack):
    def skeleton(report):
        spans = ("span", "mark", "del", "ins")  # of code, and so of what it says
        return [(tag, sorted(attributes)) for tag, attributes in page(report).elements if tag not in spans]

    harmless = re.sub(r"\W", "x", attack)
    assert skeleton(hostile(attack)) == skeleton(hostile(harmless))


def test_nothing_is_loaded_from_anywhere():
    text = html.render(reports.with_all())
    read = reports.Page(text)
    links = [attributes["href"] for _, attributes in read.elements if "href" in attributes]
    ids = {attributes["id"] for _, attributes in read.elements if "id" in attributes}
    assert links
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= ids
    assert not re.search(r"url\(|@import", read.texts["style"][0])


def test_ids_are_given_once():
    ids = [attributes["id"] for _, attributes in page(reports.with_all()).elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_policy_allows_the_script_and_the_style_of_the_page_and_nothing_else():
    read = page(reports.with_all())
    (policy,) = (a["content"] for _, a in read.elements if a.get("http-equiv") == "Content-Security-Policy")
    digest = {
        tag: base64.b64encode(hashlib.sha256(read.texts[tag][0].encode()).digest()).decode()
        for tag in ("style", "script")
    }
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest['style']}'; script-src 'sha256-{digest['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_counts_are_those_of_the_run():
    report = reports.with_all()
    text = " ".join("".join(page(report).texts["main"]).split())
    for label, wanted in {
        "Safe": sum(f.applicability == "safe" for _, f in report.findings),
        "Unsafe": sum(f.applicability == "unsafe" for _, f in report.findings),
        "Manual": sum(f.applicability == "manual" and not f.unread for _, f in report.findings),
        "Notes": len(report.notes),
        "Not analysed": sum(f.unread for _, f in report.findings),
    }.items():
        assert wanted > 0
        assert re.search(rf"\b{wanted} {label}\b", text), label


def test_changes_stand_side_by_side_with_the_words_marked():
    text = html.render(reports.report_of({"a.py": reports.DENSE.encode()}))
    (added, changed) = re.findall(r'<tr class="changed">(.*?)</tr>', text, re.DOTALL)
    assert '<td class="number blank"></td><td class="line blank"></td>' in added
    plain = re.sub(r"</?span[^>]*>", "", changed)
    assert '<td class="number">2</td><td class="line">x = <del>tf</del>.layers.dense(x, 1)</td>' in plain
    assert '<td class="number">3</td><td class="line">x = <ins>tfcompat.legacy</ins>.layers.dense(x, 1)</td>' in plain
    assert '<span class="kn">import</span>' in added


def test_a_fix_that_is_left_out_is_shown_beside_its_finding():
    text = html.render(reports.report_of({"a.py": reports.UNSAFE.encode()}))
    article = re.search(r"<article.*?</article>", text, re.DOTALL)[0]
    plain = re.sub(r"<[^>]*>", "", article)
    assert "not applied: --unsafe includes it" in plain
    assert "labels=tf.stop_gradient(a)" in plain


def test_what_needs_a_person_is_grouped_by_the_reason():
    files = {"a.py": reports.ORDER.encode(), "b.py": reports.ORDER.encode(), "c.py": reports.UNSAFE.encode()}
    text = html.render(reports.report_of(files))
    reasons = re.findall(r'<li class="card" data-reason-code="(\w+)">(.*?)</li>', text, re.DOTALL)
    assert [code for code, _ in reasons] == ["TFC104", "TFC101"]
    assert "TensorFlow 0.12 reads" in reasons[0][1]
    assert re.findall(r'<a href="#f\d">([^<]*)</a>', reasons[0][1]) == ["a.py: line 2", "b.py: line 2"]


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (Measurement(1.0, 2.0), "agrees"),
        (Measurement(mismatch="the values differ"), "differs"),
        (Measurement(note="no"), "unmeasured"),
    ],
)
def test_the_evidence_stands_beside_each_change(evidence, kind):
    report = reports.report_of({"a.py": reports.UNSAFE.encode()}, era="tf2")
    (finding,) = report.planned
    report.evidence = {finding.shape: evidence}
    text = html.render(report)
    assert f'<p class="evidence {kind}">{evidence}</p>' in text
    assert f"<code>{finding.shape.old}</code> against <code>{finding.shape.new}</code>" in text
    assert "Nothing was measured" not in text


def test_without_evidence_the_page_says_how_to_get_it():
    assert "Nothing was measured; <code>--verify</code>" in html.render(reports.report_of({}))


def test_the_differences_that_can_apply_are_explained():
    report = reports.report_of({"a.py": reports.UNSAFE.encode()}, era="tf2")
    read = page(report)
    assert read.texts["dt"] == [name for name in DIFFERENCES if name in report.planned[0].differences]
    assert DIFFERENCES["label-sum"] in read.texts["dd"]


@pytest.mark.parametrize(
    ("files", "written", "problem", "headline"),
    [
        ({"a.py": b"x = 1\n"}, False, None, "Nothing is left to do"),
        ({"a.py": reports.DENSE.encode()}, False, None, "Changes to review; nothing is written yet"),
        ({"a.py": reports.DENSE.encode()}, True, None, "Nothing is left to do"),
        ({"a.py": reports.ORDER.encode()}, True, None, "Some places need a manual change"),
        ({"a.py": b"def f(:\n"}, False, None, "Some input could not be analysed or written"),
        ({}, False, Problem("a.py", "a fault", internal=True), "Internal error in tfcompat"),
    ],
)
def test_the_headline_says_what_came_of_it(files, written, problem, headline):
    report = reports.report_of(files, written=written)
    report.problems += [problem] if problem else []
    assert page(report).texts["h1"] == [headline]


def test_what_hides_is_shown():
    source = (
        "# \u202e\x0c\x1b[31m\nimport tensorflow as tf\nx = tf.nn.sigmoid_cross_entropy_with_logits(a, b)  # \u202e\n"
    )
    text = html.render(reports.report_of({"a\u202e\x1b.py": source.encode()}))
    assert not re.search("[\u202e\x1b\x0c]", text)
    assert '<span class="odd">\\u202e</span>' in text
    assert 'data-path="a\\u202e\\x1b.py"' in text


def test_long_lines_are_cut_around_what_matters():
    source = f"{reports.HEAD}x = '{'a' * 5000}'; y = tf.layers.dense(x, 1); z = '{'b' * 5000}'\n"
    text = html.render(reports.report_of({"a.py": source.encode()}))
    assert re.search(r"… 4\d{3} characters …", text)
    assert "<del>" in text
    assert "<ins>" in text
    assert "a" * 1000 not in text


def test_a_page_of_nothing_is_a_page():
    read = of({})
    assert read.texts["h1"] == ["Nothing is left to do"]
    assert "form" not in read.texts


def test_in_a_notebook_each_cell_has_its_changes():
    text = html.render(reports.report_of({"a.ipynb": reports.FILES["book.ipynb"]}))
    assert "Changes in cell 1" in text
    assert "Changes in cell 2" in text
    assert 'data-cell="2" data-applicability="safe"' in text
