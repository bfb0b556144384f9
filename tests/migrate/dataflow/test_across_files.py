"""What other files of the program give is known where they are imported."""

from __future__ import annotations

import pytest

from tfcompat.migrate import MISTAKES, Options, Program, migrate_file

NET = """
import tensorflow as tf
from tensorflow import keras


def inference(images):
    return tf.nn.softmax(tf.layers.dense(images, 10))


def logits(images):
    return tf.layers.dense(images, 10)


def both(images):
    scores = tf.layers.dense(images, 10)
    return scores, tf.nn.softmax(scores)


def handed(prediction):
    return prediction


def either(images, training):
    scores = tf.layers.dense(images, 10)
    if training:
        return scores
    return tf.nn.softmax(scores)


def build():
    return keras.Sequential([keras.layers.Dense(10, activation="softmax")])


class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(10, activation="softmax")

    def call(self, inputs):
        return self.out(inputs)


print(handed(tf.nn.softmax(z)))
"""
HEAD = "import tensorflow as tf\nce = tf.nn.softmax_cross_entropy_with_logits\nsparse = tf.keras.losses.{}\n".format(
    "SparseCategoricalCrossentropy(from_logits=True)"
)


def codes(files: dict[str, str], path: str) -> list[str]:
    sources = {name: text.encode() for name, text in files.items()}
    program = Program(sources.values(), sources)
    found = migrate_file(sources[path], path, options=Options(select=MISTAKES), program=program).findings
    return [f"{finding.code} {finding.message}" for finding in found]


WRONG = {
    "a module": "import net\nce(labels=y, logits=net.inference(x))\n",
    "a module by another name": "import net as n\np = n.inference(x)\nce(labels=y, logits=p)\n",
    "a function": "from net import inference\nce(labels=y, logits=inference(x))\n",
    "a function by another name": "from net import inference as f\nce(labels=y, logits=f(x))\n",
    "one of two": "import net\n_, p = net.both(x)\nce(labels=y, logits=p)\n",
    "a class": "import net\nmodel = net.Classifier()\nce(labels=y, logits=model(x))\n",
    "a class, compiled": "from net import Classifier\nmodel = Classifier()\nmodel.compile('sgd', loss=sparse)\n",
    "a builder": "import net\nmodel = net.build()\nmodel.compile('sgd', loss=sparse)\n",
    "a builder, called": "import net\nce(labels=y, logits=net.build()(x))\n",
}
RIGHT = {
    "logits": "import net\nce(labels=y, logits=net.logits(x))\n",
    "the other of two": "import net\nz, _ = net.both(x)\nce(labels=y, logits=z)\n",
    "what the caller gives": "import net\nce(labels=y, logits=net.handed(z))\n",
    "by an argument": "import net\nce(labels=y, logits=net.either(x, True))\n",
    "no such name": "import net\nce(labels=y, logits=net.absent(x))\n",
    "another module": "import nets\nce(labels=y, logits=nets.inference(x))\n",
}


@pytest.mark.parametrize("case", WRONG)
def test_what_another_file_gives_is_known(case):
    (found,) = codes({"main.py": HEAD + WRONG[case], "net.py": NET}, "main.py")
    assert found.startswith("TFC201")
    assert "of net.py" in found


@pytest.mark.parametrize("case", RIGHT)
def test_nothing_is_said_where_another_file_gives_logits_or_it_depends(case):
    assert codes({"main.py": HEAD + RIGHT[case], "net.py": NET}, "main.py") == []


@pytest.mark.parametrize(
    ("statement", "path", "module"),
    [
        ("from .net import inference", "pkg/main.py", "pkg/net.py"),
        ("from pkg.net import inference", "main.py", "pkg/net.py"),
        ("from ..lib.net import inference", "pkg/bin/main.py", "pkg/lib/net.py"),
        ("from . import net\ninference = net.inference", "pkg/main.py", "pkg/net.py"),
    ],
)
def test_packages_are_followed(statement, path, module):
    files = {path: f"{HEAD}{statement}\nce(labels=y, logits=inference(x))\n", module: NET, "pkg/__init__.py": ""}
    assert len(codes(files, path)) == 1


def test_one_file_leads_to_the_next_and_a_circle_ends():
    middle = "import net\nimport tensorflow as tf\ndef inference(x):\n    return net.inference(x)\n"
    main = f"{HEAD}import middle\nce(labels=y, logits=middle.inference(x))\n"
    assert len(codes({"main.py": main, "middle.py": middle, "net.py": NET}, "main.py")) == 1
    circle = "import main\nimport tensorflow as tf\ndef inference(x):\n    return main.f(x)\n"
    back = f"{HEAD}import net\ndef f(x):\n    return net.inference(x)\nce(labels=y, logits=f(x))\n"
    assert codes({"main.py": back, "net.py": circle}, "main.py") == []


def test_each_file_is_read_once(monkeypatch):
    from tfcompat.migrate import summaries

    read = []
    real = summaries._read
    monkeypatch.setattr(summaries, "_read", lambda *given: read.append(given[1]) or real(*given))
    main = f"{HEAD}import net\n" + "ce(labels=y, logits=net.inference(x))\n" * 20
    assert len(codes({"main.py": main, "net.py": NET}, "main.py")) == 20
    assert read == ["net.py"]
