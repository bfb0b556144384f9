"""What a finding without a fix tells a person to do: every option that is named decides the call."""

from __future__ import annotations

import re

import pytest
from support.alone import migrate_source

from tfcompat.migrate import Finding, Options

TF, V1 = "import tensorflow as tf\n", "import tensorflow.compat.v1 as tf\n"
SIGMOID = "tf.nn.sigmoid_cross_entropy_with_logits"
WEIGHTED = "tf.nn.weighted_cross_entropy_with_logits"
DENSE = "tf.layers.dense(x, 10, None, True, None, init, None, None, None, False)"
KEYWORDS = "No --era decides: write keywords"


def finding_in(source: str, **options) -> Finding:
    (finding,) = migrate_source(f"{source}\n".encode(), options=Options(**options)).findings
    return finding


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        (f"{TF}x = {SIGMOID}(a, b)", "Choose with --era tf0.12 or --era tf2, or write keywords"),
        (f"{TF}x = {WEIGHTED}(a, b, 2.0)", "Choose with --era tf0.12 or --era tf1 or --era tf2, or write keywords"),
        (f"{V1}x = {SIGMOID}(a, b)", KEYWORDS),
        (f"{V1}x = {DENSE}", KEYWORDS),
        (f"{TF}x = {DENSE}", KEYWORDS),
    ],
)
def test_an_unclear_order_names_the_options_that_decide_it(source, advice):
    finding = finding_in(source)
    assert finding.code == "TFC104"
    assert finding.reason.endswith(f". {advice}")


@pytest.mark.parametrize(
    "source", [f"{TF}x = {SIGMOID}(a, b)", f"{TF}x = {WEIGHTED}(a, b, 2.0)", f"{V1}x = {WEIGHTED}(a, b, 2.0)"]
)
def test_each_option_that_is_named_gives_a_fix(source):
    for era in re.findall(r"--era (\S+?)(?=,| )", finding_in(source).reason):
        assert finding_in(source, era=era).applied, era


@pytest.mark.parametrize("module", ["tf.nn", "tf.losses", "tf.layers"])
def test_a_computed_name_on_a_module_of_legacy_names_is_left_to_a_person(module):
    finding = finding_in(f"{V1}x = getattr({module}, name)(y, z)")
    assert (finding.code, finding.applicability, finding.open) == ("TFC109", "manual", True)
    assert finding.reason == "it may find a legacy name; check it"


def test_a_computed_name_on_tensorflow_itself_is_a_note():
    finding = finding_in(f"{TF}x = getattr(tf, name)")
    assert (finding.code, finding.applicability, finding.open) == ("TFC109", "none", False)
