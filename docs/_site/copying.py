"""What a copy button copies: of a session the input alone, without prompts and output."""

from __future__ import annotations

import html as entities
import re

BLOCK = re.compile(r'<div class="highlight"><pre>(?P<code>.*?)</pre></div>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def with_copied_text(html: str) -> str:
    """Return the page with a ``data-copy`` on each session, which the button prefers to what is shown."""
    return BLOCK.sub(_with_copied_text, html)


def _with_copied_text(block: re.Match[str]) -> str:
    typed = inputs(entities.unescape(TAG.sub("", block["code"])))
    return block[0].replace(">", f' data-copy="{entities.escape(typed)}">', 1) if typed else block[0]


def inputs(shown: str) -> str:
    """Return the lines that a reader would type; none of what is no session."""
    if shown.startswith("$ "):
        return "\n".join(line[2:] for line in shown.splitlines() if line.startswith("$ "))
    typed: list[str] = []
    inside = False
    for line in shown.splitlines() if shown.startswith(">>> ") else ():
        inside = line.startswith(">>>") or (inside and line.startswith("..."))
        if inside:
            typed.append(line[4:])
    return "\n".join(typed)
