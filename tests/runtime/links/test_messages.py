"""What the links refuse, and what they say then."""

from __future__ import annotations

import numpy as np
import pytest

from tfcompat import links

pytestmark = pytest.mark.without_keras
MESSAGES = {
    "integers": (
        lambda: links.logit([0, 1]),
        TypeError,
        r"^logit\(\) takes floating-point numbers, got int32 of shape \(2,\)\. Write tf\.cast\(x, tf\.float32\)\.$",
    ),
    "text": (lambda: links.sigmoid("a"), TypeError, "sigmoid\\(\\) takes floating-point numbers, got string"),
    "an old keyword": (
        lambda: links.softmax([0.0], dim=0),
        TypeError,
        r"^softmax\(\) takes no dim=; write axis=\.$",
    ),
    "an unknown keyword": (lambda: links.probit([0.5], mean=0), TypeError, r"probit\(\) takes no mean=; it takes p\.$"),
    "no axis": (
        lambda: links.softmax(0.5),
        ValueError,
        r"^the argument of softmax\(\) must have a class axis, got a single number\.$",
    ),
    "an axis that is not there": (
        lambda: links.log_softmax([[0.5, 1.0]], axis=2),
        ValueError,
        r"^axis must lie in \[-2, 1\] for the argument of log_softmax\(\) of shape \(1, 2\), got 2\.$",
    ),
    "an axis that is no number": (
        lambda: links.predicted_class([[0.5, 1.0]], axis="last"),
        TypeError,
        r"^axis must be an int, got 'last'\.$",
    ),
    "no class": (
        lambda: links.predicted_class(np.zeros((2, 0), "float32")),
        ValueError,
        r"^predicted_class\(\) needs at least one class, got logits \(2, 0\) with axis=-1\.$",
    ),
    "a link that is none": (
        lambda: links.probabilities([[0.5, 1.0]], "probit"),
        ValueError,
        r"^link must be 'softmax', 'sigmoid' or a function from logits to probabilities, got 'probit'\.$",
    ),
    "softmax over one unit": (
        lambda: links.probabilities([[0.5], [1.0]]),
        ValueError,
        r"^softmax over one unit is always 1, got logits \(2, 1\) with axis=-1\. Write link='sigmoid'\.$",
    ),
}


@pytest.mark.parametrize("case", MESSAGES)
def test_message(case):
    run, error, message = MESSAGES[case]
    with pytest.raises(error, match=message):
        run()
