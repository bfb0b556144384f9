"""Habits of writing that the project's English avoids, as a list of patterns: what a spelling check is for words.

Each habit has what to write instead, a sentence that has it, and a sentence that looks like it and is fine.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Habit:
    """One habit: the pattern, and what to write instead."""

    pattern: str
    instead: str
    wrong: str
    right: str

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """Each place in a text."""
        return re.finditer(self.pattern, text, re.IGNORECASE | re.MULTILINE)


HABITS = (
    Habit(
        r"\bstands? (?:in|on|under|there|below|above|at|of|still|alone|under)\b",
        "is in, is on",
        "It stands in the row.",
        "B stands for batch.",
    ),
    Habit(r"\banew\b", "again", "It is read anew.", "A new file is read."),
    Habit(r"\bwhoever\b", "if you, users who", "Whoever calls it gets a number.", "If you call it, you get a number."),
    Habit(
        r"\bwhatever\b",
        "any, no matter what, regardless of",
        "It counts, whatever it holds.",
        "It counts, no matter what it contains.",
    ),
    Habit(r"\bwithout a word\b", "silently", "It trains without a word.", "It trains silently."),
    Habit(r"\btells? of\b", "reports", "It tells of mistakes.", "It reports mistakes."),
    Habit(r"\b(?:is|are|was) told\b", "is reported", "The cell is told.", "The cell is reported."),
    Habit(r"\bt(?:ak(?:e|es|en)|ook) (?:it |them )?back\b", "undo", "The run is taken back.", "The run is undone."),
    Habit(r"\bgiv(?:e|es|en) back\b", "return", "It gives back the loss.", "It returns the loss."),
    Habit(
        r"\bof (?:its|their|his|your|our|one's) own\b",
        "its own X, a separate X",
        "It has a page of its own.",
        "It has its own page.",
    ),
    Habit(
        r"(?<!there\s)(?<!there,\s)\b(?:is|are|was|were) no (?!longer|more|less|better|worse|different|fewer)\w+",
        "is not a",
        "That is no loss.",
        "There is no loss, and it is no longer needed.",
    ),
    Habit(
        r"(?:^|[.;] |^- )Where (?!to\b)[^.?!#\n]*(?:\n[^.?!#\n]+)?,",
        "If, When",
        "Where it fails, it says so.",
        "If it fails, it says so. Where to go next",
    ),
    Habit(
        r"\b(?:only|even|but|except|as) where\b",
        "only if, except if",
        "Only where nothing fails.",
        "Only if nothing fails.",
    ),
    Habit(
        r"\bwhere (?:there|nothing|none|no)\b",
        "if there is, if nothing",
        "It is 0 where there is none.",
        "It is 0 if there is none.",
    ),
    Habit(r"\bas it were\b|\bso to speak\b", "(leave out)", "It reads, as it were, twice.", "As it was before."),
    Habit(
        r"\bsays? what\b",
        "names, explains, describes",
        "The report says what to do.",
        "The report explains what to do.",
    ),
    Habit(r"\bone for each\b", "one per", "One for each class.", "One per class."),
    Habit(r"\bby it\b(?!s)", "name the thing", "No logits can reach it by it.", "It is changed by its caller."),
    Habit(r"\bspare[sd]?\b|\bsparing\b", "suppress", "A comment spares it.", "A comment suppresses it."),
    Habit(r"\bhand(?:s|ed)? (?:it |them )?(?:on|over)\b", "pass", "It hands them on.", "It passes them on."),
    Habit(
        r"\b(?:is|are|was|were) (?:never |not |only )?to be\b",
        "must be, should be, will be",
        "It is never to be touched.",
        "It should never be touched.",
    ),
    Habit(
        r"\bbehind (?:the|a|an|it|them|that|from)\b",
        "after",
        "The argument behind the last.",
        "They do not stay behind.",
    ),
    Habit(r"(?<!, )\bbut for\b", "except for", "All agree but for one.", "Not for all, but for some, they agree."),
    Habit(r"(?<!thing )(?<!one )(?<!where )\belse[.,;]", "otherwise", "A note else.", "Nothing else."),
    Habit(r"\bbeside\b", "with, next to, compared with", "Beside Keras 3.", "Besides, it works with Keras 3."),
    Habit(r"\blooked at\b", "checked, read", "A file could not be looked at.", "Look at the brackets."),
    Habit(
        r"\bheld to\b", "tested against, checked against", "It is held to the table.", "It is tested against the table."
    ),
    Habit(r"\bthe wrong thing\b", "the wrong input", "It is given the wrong thing.", "It gets the wrong input."),
    Habit(r"\bin the place of\b", "instead of", "It is in the place of the mean.", "It is used instead of the mean."),
    Habit(
        r"\bfrom [\w.^]+ on\b(?! the)", "starting at", "From 2.16 on, it raises.", "From 2.16, on the CPU, it raises."
    ),
    Habit(
        r"\b(?:loss(?:es)?|layers?|metrics?|functions?) of (?:Keras|tfcompat|TensorFlow)\b",
        "Keras losses",
        "A metric of Keras.",
        "A Keras metric.",
    ),
    Habit(
        r"(?:^|[.] )What (?:has|had|is) to\b",
        "name the subject first",
        "What has to move is the file.",
        "The file has to move. What to do",
    ),
    Habit(
        r"\b(?:whereof|wherein|thereof|therein|lest|albeit|hitherto|henceforth|thereby|whereby)\b",
        "plain words",
        "Wherein it is read.",
        "In which it is read.",
    ),
    Habit(r"\b(?:errs|err)\b", "is wrong", "The model errs most.", "The model has the largest errors."),
    Habit(r"\bsurely\b", "certainly", "It surely is a loss.", "It certainly is a loss."),
    Habit(r"\bonly a person\b", "needs a manual change", "Only a person can do it.", "It needs a manual change."),
    Habit(r"\bgoes? by (?:the|its|it)\b", "uses", "It goes by the name.", "Time goes by."),
    Habit(r"\bfor the sake of\b", "for", "For the sake of old code.", "For old code."),
)

FENCE = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)
GENERATED = re.compile(r"^<!-- generated: \w+ -->$(?:(?!^<!-- generated).)*?^<!-- end -->$", re.MULTILINE | re.DOTALL)
# Code is no prose, and neither is what a page takes from elsewhere.
NOT_PROSE = (
    GENERATED,
    FENCE,
    re.compile(r"``[^`]+`.*?``|`[^`\n]*(?:\n[^`\n]+)?`"),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"(?<=\])\([^)\s]*\)"),
    re.compile(r"^(?::::|--8<--).*$", re.MULTILINE),
)


def blank(match: re.Match[str]) -> str:
    """Something that reads as a name, with the same number of lines."""
    return "X" + "\n" * match[0].count("\n")


def markdown(text: str) -> str:
    """The prose of a Markdown page, each line where it was."""
    for pattern in NOT_PROSE:
        text = pattern.sub(blank, text)
    return text


def notebook(text: str) -> str:
    """The prose of a notebook: its Markdown cells, one below the other."""
    cells = json.loads(text)["cells"]
    return markdown("\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"))


# Nor are examples and formulas in a docstring; a clause with "where" belongs to the formula before it.
NOT_PROSE_OF_DOCSTRINGS = (
    re.compile(r"^ *>>> .*(?:\n *(?!>>>)\S.*)*", re.MULTILINE),
    re.compile(r"^( *)\.\. math::.*(?:\n(?:\1 +.*)?)*", re.MULTILINE),
    re.compile(r"^ *where :math:", re.MULTILINE),
    re.compile(r"\{[^{}]*\}"),
)
Texts = list[tuple[int, str]]


def in_place(texts: Texts) -> str:
    """The prose of some texts of a file, each at its line."""
    lines: list[str] = []
    for line, text in sorted(texts):
        prose = text
        for pattern in NOT_PROSE_OF_DOCSTRINGS:
            prose = pattern.sub(blank, prose)
        lines += [""] * (line - len(lines))
        first, *rest = markdown(prose).split("\n")
        lines[-1] += f" {first}" if lines[-1] else first
        lines += rest
    return "\n".join(lines)


def texts_of(source: str) -> tuple[Texts, Texts]:
    """The docstrings of a Python file, also those of attributes, and its other strings of several words."""
    docstrings: Texts = []
    others: Texts = []
    tree = ast.parse(source)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings.append((node.lineno, node.value.value))
            parts.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            words = (str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
            others.append((node.lineno, "".join(words)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            others.append((node.lineno, node.value))
    return docstrings, [(line, text) for line, text in others if " " in text]


def docstrings(text: str) -> str:
    """The prose of the docstrings of a Python file, each where it was."""
    return in_place(texts_of(text)[0])


def messages(text: str) -> str:
    """The prose of the other strings of a Python file: messages, and what they are filled with."""
    return in_place(texts_of(text)[1])


def comments(text: str) -> str:
    """The prose of the comments of a Python file, each where it was."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return in_place(
        [(token.start[0], token.string.lstrip("#: ")) for token in tokens if token.type == tokenize.COMMENT]
    )


def complaints(name: str, prose: str) -> list[str]:
    """Each habit that a text has: where, the words, and what to write instead."""
    found = [
        (prose.count("\n", 0, match.start()) + 1, match[0].strip(), habit.instead)
        for habit in HABITS
        for match in habit.found_in(prose)
    ]
    return [f"{name}:{line}: {' '.join(words.split())!r}; write: {instead}" for line, words, instead in sorted(found)]
