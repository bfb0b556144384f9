"""What MkDocs calls while it builds: maths without a script, and tables from the package instead of copies of them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import old_names
import performance
import tables
from maths import Maths

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# The reference imports the package, and TensorFlow's start-up notices are nothing for a build log.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"

# A page asks for a generated part by a comment on a line of its own: <!-- generated: names -->
PLACE = re.compile(r"^<!-- generated: (\w+) -->$", re.MULTILINE)


def on_config(config: MkDocsConfig) -> None:
    """Add the maths, which is no published extension and so has no name to be listed under."""
    config.markdown_extensions.append(Maths())


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the generated parts into a page."""
    parts = {**vars(tables), **vars(old_names), **vars(performance)}
    return PLACE.sub(lambda place: parts[place[1]](), markdown)
