"""Maths as docstrings write it, as MathML: rendered while the site is built, so that no page needs a script for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from latex2mathml.converter import convert
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown


class Maths(Extension):
    """``.. math::`` blocks and ``:math:`...``` in running text."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register both, before what would take backticks for code and indentation for a code block."""
        md.inlinePatterns.register(InlineMaths(r":math:`([^`]+)`", md), "maths", 195)
        md.parser.blockprocessors.register(BlockMaths(md.parser), "maths", 105)


class InlineMaths(InlineProcessor):
    """A formula within a sentence."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802, ARG002 - their names
        """The formula, set aside so that nothing else looks for Markdown in it."""
        return self.md.htmlStash.store(convert(m[1])), m.start(0), m.end(0)


class BlockMaths(BlockProcessor):
    """A displayed formula: on the line of ``.. math::``, or indented below it."""

    START = re.compile(r"^ {0,3}\.\. math::[ ]*(.*)", re.DOTALL)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - their signature
        """Whether a block of text begins one."""
        return bool(self.START.match(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the formula off the blocks, and put it into the page."""
        lines = [self.START.sub(r"\1", blocks.pop(0))]
        while blocks and blocks[0].startswith("    "):
            lines.append(blocks.pop(0))
        element = SubElement(parent, "div", {"class": "maths"})
        formula = " ".join(" ".join(lines).split())
        element.text = self.parser.md.htmlStash.store(convert(formula, display="block"))
