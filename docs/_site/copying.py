"""What a copy button copies: of a session the input alone, without prompts and output."""

from __future__ import annotations

import html as entities
import re

# How Pygments and Material lay out a block that shows a session.
SESSION = re.compile(
    r'<div class="language-(?P<language>pycon|console) highlight">(?P<rest><pre>.*?</pre></div>)', re.DOTALL
)
TAG = re.compile(r"<[^>]+>")


def with_copied_text(html: str) -> str:
    """Return the page with a ``data-copy`` on each session, which the button prefers to what is shown."""
    return SESSION.sub(_with_copied_text, html)


def _with_copied_text(block: re.Match[str]) -> str:
    shown = entities.unescape(TAG.sub("", block["rest"]))
    text = entities.escape(inputs(shown, block["language"]))
    return f'<div class="language-{block["language"]} highlight" data-copy="{text}">{block["rest"]}'


def inputs(session: str, language: str) -> str:
    """Return the lines that a reader would type."""
    if language == "console":
        return "\n".join(line[2:] for line in session.splitlines() if line.startswith("$ "))
    typed: list[str] = []
    inside = False
    for line in session.splitlines():
        inside = line.startswith(">>>") or (inside and line.startswith("..."))
        if inside:
            typed.append(line[4:])
    return "\n".join(typed)
