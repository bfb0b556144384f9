r"""The migrator: source in, findings and migrated source out. It reads no files and loads no TensorFlow.

Example:
    >>> from tfcompat.migrate import migrate_source
    >>> migration = migrate_source(b"import tensorflow.compat.v1 as tf\nx = tf.layers.dense(x, 10)\n")
    >>> print(migration.after.decode(), end="")
    import tensorflow.compat.v1 as tf
    import tfcompat
    x = tfcompat.legacy.layers.dense(x, 10)
"""

from __future__ import annotations

from tfcompat.migrate._engine import Migration, migrate_source
from tfcompat.migrate._era import Era
from tfcompat.migrate._file import MISTAKES, Options, Target
from tfcompat.migrate._finding import Edit, Finding, Shape
from tfcompat.migrate._kinds import loss_readers, migrate_file, python_of
from tfcompat.migrate._left import uses_of_gone_names
from tfcompat.migrate._program import Program
from tfcompat.migrate.rules import all_rules

__all__ = [
    "MISTAKES",
    "Edit",
    "Era",
    "Finding",
    "Migration",
    "Options",
    "Program",
    "Shape",
    "Target",
    "all_rules",
    "loss_readers",
    "migrate_file",
    "migrate_source",
    "python_of",
    "uses_of_gone_names",
]
