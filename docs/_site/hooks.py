"""What MkDocs calls while it builds: maths without a script, generated parts, descriptions and copy buttons."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from copying import with_copied_text
from descriptions import description
from folding import with_folding_tables
from generated import with_parts
from maths import Maths
from mkdocs.structure.files import File
from tables import rule_page

import tfcompat
from tfcompat.migrate import all_rules

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

# The reference imports the package, and TensorFlow's start-up notices are nothing for a build log.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"


# What a search ranks before or after other pages: the founding question first, long tables last.
BOOSTS = {"logits.md": 2.0} | dict.fromkeys(
    ("accuracy.md", "es/logits.md", "changelog.md", "names.md", "performance.md", "rules.md"), 0.2
)


def on_config(config: MkDocsConfig) -> None:
    """Add the maths, which is no published extension, the version in the footer, and the rules below their table."""
    config.markdown_extensions.append(Maths())
    pages = [{f"{rule.CODE}: {rule.NAME}": f"rules/{rule.CODE}.md"} for rule in all_rules().values()]
    for part in config.nav or ():
        for entries in part.values():
            for entry in entries:
                if entry.get("Rules") == "rules.md":
                    entry["Rules"] = ["rules.md", *pages]
    config.copyright = f"tfcompat {tfcompat.__version__}, Apache-2.0"


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add a page for each rule."""
    for rule in all_rules().values():
        files.append(File.generated(config, f"rules/{rule.CODE}.md", content=rule_page(rule)))


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Put the generated parts into a page, describe it by its first paragraph, and rank it."""
    page.meta.setdefault("description", description(markdown))
    usual = 0.5 if page.file.src_uri.startswith("rules/") else 1.0  # after the guide about the subject
    page.meta.setdefault("search", {"boost": BOOSTS.get(page.file.src_uri, usual)})
    return with_parts(markdown)


def on_page_content(html: str, **_: Any) -> str:
    """Set what copy buttons copy, and let wide tables fold on a phone."""
    return with_folding_tables(with_copied_text(html))
