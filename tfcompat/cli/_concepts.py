"""The texts of ``tfcompat explain`` about words: a few lines each, and the page with more."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from tfcompat._codes import Code

__all__ = ["CONCEPTS", "Concept", "concept"]


@dataclass(frozen=True, kw_only=True)
class Concept:
    """A word, and what it means here."""

    title: str
    text: str
    """In paragraphs; an indented one is shown unchanged, like code."""
    page: str
    """The page of the documentation, without its suffix."""
    see: tuple[str, ...] = ()
    """Other subjects of ``explain``."""
    names: tuple[str, ...] = ()
    """Other words for it."""

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs, each without line breaks unless it is code."""
        parts = dedent(self.text).strip("\n").split("\n\n")
        return [part.rstrip() if part.startswith(" ") else " ".join(part.split()) for part in parts]


CONCEPTS: dict[str, Concept] = {
    "logits": Concept(
        title="logits: the raw scores of a network, before a softmax or a sigmoid",
        text="""
        Logits are the output of the last layer without an activation. They can be any real number. A larger
        logit means a more probable class; only the differences between logits matter.

            logits         [2.0, 1.0, 0.0]
            softmax        [0.665, 0.245, 0.090]  (adds up to 1)
            argmax         class 0, before and after the softmax

        A loss on logits applies the softmax or sigmoid itself. So leave the activation out of the model and
        pass the logits to the loss: computed in one step, the loss is exact for any logits. Computed from
        rounded probabilities, its gradient is 0 where the model is most wrong.

            model = keras.Sequential([..., tfcompat.Logits(10)])      # no softmax
            model.compile(loss=tfcompat.SparseSoftmaxCrossEntropy())  # class ids
            probabilities = tfcompat.probabilities(model(x))          # only to show

        `softmax_cross_entropy_with_logits` is the old name of the same loss; there is no variant without
        logits. Keras' default, from_logits=False, expects probabilities, and nothing warns if it gets logits.
        `sparse` is only about labels: class ids instead of one number per class.

        In statistics, the logit of a probability p is log(p / (1 - p)). For one unit under a sigmoid, both
        meanings agree.
        """,
        page="logits",
        see=("from_logits", "softmax", "sigmoid"),
    ),
    "logit": Concept(
        title="logit: the log-odds of a probability, log(p / (1 - p))",
        text="""
        The logit function maps a probability in (0, 1) to any real number. The sigmoid is its inverse:
        sigmoid(logit(p)) = p. `tfcompat.links.logit` computes it.

        The logits of a network are its raw scores. With one unit under a sigmoid they are log-odds; with K
        units under a softmax they are log-probabilities plus a constant that all classes share.
        """,
        page="logits",
        see=("logits", "sigmoid"),
        names=("log-odds",),
    ),
    "from_logits": Concept(
        title="from_logits: whether a Keras loss or metric gets logits or probabilities",
        text="""
        With from_logits=True, the loss applies the softmax or sigmoid itself. With False, the default, it
        expects probabilities. If the flag and the model do not fit, training runs on the wrong loss without
        an error:

            from_logits=True   after a softmax or sigmoid    applied twice    TFC201
            from_logits=False  after a layer without one     clipped logits   TFC202

        tfcompat's losses always take logits, so they have no such flag. `tfcompat check` finds both
        mistakes, and `tfcompat migrate` replaces Keras' losses.
        """,
        page="checking",
        see=("logits", Code.DOUBLE_ACTIVATION, Code.LOGITS_AS_PROBABILITIES),
    ),
    "softmax": Concept(
        title="softmax: turns K logits into the probabilities of K exclusive classes",
        text="""
        softmax(z)[k] = exp(z[k]) / sum(exp(z)). The results are positive and add up to 1. Adding the same
        number to all logits changes nothing, and the largest logit stays the largest, so a prediction needs
        no softmax.

        In training, the loss applies it: `tfcompat.SparseSoftmaxCrossEntropy` for class ids,
        `tfcompat.SoftmaxCrossEntropy` for one number per class. To show or serve probabilities, use
        `tfcompat.probabilities(logits)`. A softmax over one unit is always 1 (TFC207).
        """,
        page="logits",
        see=("logits", "sigmoid", Code.DOUBLE_ACTIVATION),
    ),
    "sigmoid": Concept(
        title="sigmoid: turns a logit into the probability of a yes",
        text="""
        sigmoid(z) = 1 / (1 + exp(-z)), the inverse of the logit function. A logit of 0 is a probability of
        0.5, so the sign of the logit is the prediction.

        Use it for one yes/no question, or for several at once (multi-label). In training, the loss applies
        it: `tfcompat.SigmoidCrossEntropy` takes the logits. To show probabilities, use
        `tfcompat.probabilities(logits, link="sigmoid")`.
        """,
        page="logits",
        see=("logits", "softmax", Code.OTHER_ACTIVATION),
    ),
    "shims": Concept(
        title="shims: working functions under the old names, in tfcompat.legacy",
        text="""
        A shim computes what TensorFlow 1 computed, with the same signature, on today's TensorFlow:
        `tf.layers.dense` becomes `tfcompat.legacy.layers.dense`. `tfcompat migrate` writes one if the new
        name would compute something else, or with --to legacy. A shim warns that it is deprecated, and with
        which release of tfcompat it will be removed.

        `tfcompat run` runs a script with the shims in place, without changing it.
        """,
        page="legacy",
        see=("tf.layers.dense",),
        names=("shim", "legacy", "tfcompat.legacy"),
    ),
    "sparse": Concept(
        title="sparse: labels are class ids, one integer per example",
        text="""
        Dense labels are one number per class: one-hot rows, smoothed rows, or a teacher's probabilities. The
        prefix says nothing about the logits, and both losses compute the same number:

            class ids [2]                SparseSoftmaxCrossEntropy
            one row   [[0, 0, 1]]        SoftmaxCrossEntropy
        """,
        page="logits",
        see=("logits", "softmax"),
        names=("one-hot", "class ids"),
    ),
    "safe": Concept(
        title="safe, unsafe, manual, note: what a finding says about its fix",
        text="""
        safe: `tfcompat migrate --write` applies the fix; the numbers stay, apart from the intended
        differences that the report names.

        unsafe: the fix relies on an assumption, which the report states. Read it, then use --unsafe.

        manual: there is no single right fix, so the place needs a manual change.

        note: nothing to do, but worth reading.
        """,
        page="reports",
        names=("unsafe", "manual", "note", "fix", "applicability"),
    ),
    "era": Concept(
        title="era: the TensorFlow that a file was written for",
        text="""
        Positional arguments changed their order between releases, and gradients reach the labels in some and
        not in others. tfcompat infers the era from each file; --era, or era-per-path in pyproject.toml,
        decides it.
        """,
        page="migration",
        see=(Code.ARGUMENT_ORDER,),
    ),
    "suppress": Concept(
        title="suppressing a finding: # tfcompat: ignore[CODE] reason",
        text="""
        Write the comment on any line of the statement, or alone on the line above it. `# tfcompat:
        ignore-file[CODE] reason` suppresses a code in the whole file. A suppression that suppresses nothing
        is reported (TFC902).
        """,
        page="cli",
        see=(Code.UNUSED_SUPPRESSION,),
        names=("ignore", "noqa", "suppression", "suppressions"),
    ),
}


def concept(word: str) -> Concept | None:
    """Return the concept that a word means, in any case; None if there is none."""
    asked = word.lower().rstrip("=")
    return CONCEPTS.get(asked) or next((each for each in CONCEPTS.values() if asked in each.names), None)
