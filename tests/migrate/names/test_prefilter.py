"""What is looked at first, bytes and then the last words of names, finds everything that is there to be found."""

from __future__ import annotations

import re
from pathlib import Path

from support.each import each

from tfcompat.migrate import Options, all_rules, migrate_source
from tfcompat.migrate.engine import _find, _rules
from tfcompat.migrate.file import File
from tfcompat.migrate.rules import names_for
from tfcompat.migrate.syntax.source import NotAnalysedError, parse

GOLDEN = sorted((Path(__file__).parents[1] / "golden").rglob("*.py"))
CASES = [case.source for rule in all_rules().values() for case in (*rule.INVALID, *rule.VALID)]
RULES = [rule for rule in all_rules().values() if not rule.AFTERWARDS]
KINDS = (
    [rule for rule in RULES if rule.MISTAKE],
    [rule for rule in RULES if rule.OF_PROGRAMS],
    [rule for rule in RULES if not (rule.MISTAKE or rule.OF_PROGRAMS)],
)
CALL = "softmax_cross_entropy(a, b)"
ODD = [
    f"import tensorflow as T\nlosses = T.losses\nx = losses.{CALL}\n",
    f"from mine import tf\nx = tf.losses.{CALL}\n",
    f"from mine import (\n    tf,\n)\nmodel = tf\nx = model.losses.{CALL}\n",
    f"def f(tf):\n    return tf.losses.{CALL}\n",
    f"x = (tf\n     .losses\n     .{CALL})\n",
    f"x = tf \\\n  .losses.{CALL}\n",
    f"# tf\nx = self.api.losses.{CALL}\n",
    "# tf\nx = api().nn.sigmoid_cross_entropy_with_logits(labels=a, logits=b)\n",
    "import tensorflow as tf\nf = getattr(tf.nn, name)\n",
    "import tensorflow as tf\nm = tf.nn\nf = getattr(m, name)\n",
    "import tensorflow.contrib.slim as slim\n",
    "from tensorflow.contrib import layers\n",
    "import tensorflow as tf\nlayers = tf.contrib.layers\n",
    "import tf_slim\nx = tf_slim.losses.log_loss(a, b)\n",
    "import tensorflow_addons as tfa\nloss = tfa.losses.SigmoidFocalCrossEntropy()\n",
    "from tensorflow.losses import *\nx = softmax_cross_entropy(a, b)\n",
    "import tensorflow as tf\nclass A:\n    def __init__(self):\n        self.t = tf\n    def f(self):\n"
    "        return self.t.layers.dense(x, 1)\n",
    "from keras import backend as K\nx = K.binary_crossentropy(y, z, from_logits=True)\n",
    "import keras\nf = keras.losses.binary_crossentropy\nx = f(y, z, True)\n",
    "import keras as k\nm = k.Sequential()\nm.add(k.layers.Dense(3))\nm.compile('sgd', 'categorical_crossentropy')\n",
]
SOURCES = [*(path.read_bytes() for path in GOLDEN), *CASES, *ODD]


@each("source", SOURCES)
def test_nothing_is_missed(source):
    raw = source if isinstance(source, bytes) else source.encode()
    try:
        file = File("a.py", parse(raw), Options(select=("TFC",)))
    except NotAnalysedError:
        return
    if not re.search(rb"tf|tensorflow|keras", file.source.text):
        return  # it is somebody's own `losses`
    file.words = names_for(RULES, file.source.text)
    for rules in KINDS:
        if _find(file, rules):
            assert {rule.CODE for rule in rules} <= {rule.CODE for rule in _rules(file)}


def test_odd_sources_are_worth_the_look():
    assert [source for source in ODD if not migrate_source(source.encode()).findings] == []
