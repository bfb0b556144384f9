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

from tfcompat.migrate.engine import migrate_source
from tfcompat.migrate.file_kinds import Look, loss_readers, migrate_file, python_of, uses_of_gone_names
from tfcompat.migrate.finding import Edit, Finding, Shape
from tfcompat.migrate.migration import Migration
from tfcompat.migrate.names.other_files import Around, around, joined, may_matter, unknown
from tfcompat.migrate.options import MISTAKES, Era, Options, Target
from tfcompat.migrate.project import Program, library_imports
from tfcompat.migrate.rules import all_rules

__all__ = [
    "MISTAKES",
    "Around",
    "Edit",
    "Era",
    "Finding",
    "Look",
    "Migration",
    "Options",
    "Program",
    "Shape",
    "Target",
    "all_rules",
    "around",
    "joined",
    "library_imports",
    "loss_readers",
    "may_matter",
    "migrate_file",
    "migrate_source",
    "python_of",
    "unknown",
    "uses_of_gone_names",
]
