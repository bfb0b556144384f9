"""Draw the decision tree of the page "Which loss for which labels", for light and for dark pages.

python docs/_site/decision.py
"""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"
# Text, question, answer, line.
SCHEMES = {
    "light": ("#1f2430", "#e8eaf6", "#fbe9e7", "#607d8b"),
    "dark": ("#e6e8ee", "#303a63", "#5a3a30", "#90a4ae"),
}
WIDTH, QUESTION, ANSWER, ROW = 600, 250, 280, 100
QUESTIONS = (
    ("Can an example belong", "to several classes?"),
    ("Are there", "only two classes?"),
    ("Are labels stored", "as class ids?"),
)
ANSWERS = (
    ("SigmoidCrossEntropy", "over Logits(K)"),
    ("SigmoidCrossEntropy", "over Logits(1)"),
    ("SparseSoftmaxCrossEntropy", "over Logits(K)"),
    ("SoftmaxCrossEntropy", "over Logits(K)"),
)


def svg(scheme: str) -> str:
    """Return the picture for one colour scheme."""
    text, question, answer, line = SCHEMES[scheme]
    parts = []
    for row, lines in enumerate(QUESTIONS):
        top = 10 + row * ROW
        parts += box(10, top, QUESTION, lines, question, text)
        parts += arrow(10 + QUESTION, top + 30, WIDTH - 10 - ANSWER, top + 30, line)
        parts += box(WIDTH - 10 - ANSWER, top, ANSWER, ANSWERS[row], answer, text, code=True)
        parts.append(word(10 + QUESTION + 22, top + 20, "yes", text))
        parts += arrow(10 + QUESTION // 2, top + 60, 10 + QUESTION // 2, top + ROW, line)
        parts.append(word(10 + QUESTION // 2 + 18, top + 85, "no", text))
    last = 10 + len(QUESTIONS) * ROW
    parts += box(10, last, ANSWER, ANSWERS[-1], answer, text, code=True)
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {last + 70}" font-family="sans-serif"'
        f' font-size="16">\n<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="5" markerHeight="5"'
        f' orient="auto"><path d="M0 0 8 4 0 8z" fill="{line}"/></marker></defs>\n{body}\n</svg>\n'
    )


def box(x: int, y: int, width: int, lines: tuple[str, str], fill: str, text: str, *, code: bool = False) -> list[str]:
    """Return a box with two lines of text."""
    font = ' font-family="monospace" font-weight="bold" font-size="15"' if code else ""
    return [
        f'<rect x="{x}" y="{y}" width="{width}" height="60" rx="8" fill="{fill}"/>',
        f'<text x="{x + width // 2}" y="{y + 26}" text-anchor="middle" fill="{text}"{font}>{lines[0]}</text>',
        f'<text x="{x + width // 2}" y="{y + 47}" text-anchor="middle" fill="{text}">{lines[1]}</text>',
    ]


def arrow(x1: int, y1: int, x2: int, y2: int, colour: str) -> list[str]:
    """Return a line with a tip."""
    return [
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="2" marker-end="url(#tip)"/>'
    ]


def word(x: int, y: int, said: str, colour: str) -> str:
    """Return a word beside an arrow."""
    return f'<text x="{x}" y="{y}" text-anchor="middle" font-size="14" fill="{colour}">{said}</text>'


if __name__ == "__main__":
    for each in SCHEMES:
        path = ASSETS / f"which-loss-{each}.svg"
        path.write_text(svg(each), encoding="utf-8")
        print(f"Drawn: {path.relative_to(ASSETS.parents[1])}")
