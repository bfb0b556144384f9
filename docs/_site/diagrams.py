"""Draw the diagrams of the guides, for light and for dark pages.

python docs/_site/diagrams.py
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"
# Text, question, answer, line.
SCHEMES = {
    "light": ("#1f2430", "#e8eaf6", "#fbe9e7", "#607d8b"),
    "dark": ("#e6e8ee", "#303a63", "#5a3a30", "#90a4ae"),
}
BOX = 60
"""How high a box is: two lines."""


@dataclass
class Drawing:
    """A picture in one colour scheme, as far as it is drawn."""

    scheme: str
    parts: list[str] = field(default_factory=list)

    def box(self, x: int, y: int, width: int, lines: tuple[str, str], *, answer: bool = False) -> None:
        """Draw a box with two lines of text; the first line of an answer is code."""
        text, question, filled, _ = SCHEMES[self.scheme]
        font = ' font-family="monospace" font-weight="bold" font-size="15"' if answer else ""
        middle = f'x="{x + width // 2}" text-anchor="middle" fill="{text}"'
        fill = filled if answer else question
        self.parts += [
            f'<rect x="{x}" y="{y}" width="{width}" height="{BOX}" rx="8" fill="{fill}"/>',
            f'<text y="{y + 26}" {middle}{font}>{lines[0]}</text>',
            f'<text y="{y + 47}" {middle}>{lines[1]}</text>',
        ]

    def arrow(self, x1: int, y1: int, x2: int, y2: int) -> None:
        """Draw a line with a tip."""
        ends = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
        self.parts.append(f'<line {ends} stroke="{SCHEMES[self.scheme][3]}" stroke-width="2" marker-end="url(#tip)"/>')

    def word(self, x: int, y: int, said: str) -> None:
        """Write a word beside an arrow."""
        fill = SCHEMES[self.scheme][0]
        self.parts.append(f'<text x="{x}" y="{y}" text-anchor="middle" font-size="14" fill="{fill}">{said}</text>')

    def svg(self, width: int, height: int) -> str:
        """Return the picture."""
        body = "\n".join(self.parts)
        tip = (
            '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="5" markerHeight="5" orient="auto">'
            f'<path d="M0 0 8 4 0 8z" fill="{SCHEMES[self.scheme][3]}"/></marker>'
        )
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
        return f'{head} font-size="16">\n<defs>{tip}</defs>\n{body}\n</svg>\n'


def which_loss(scheme: str) -> str:
    """Return the decision tree of "Which loss for which labels"."""
    questions = (
        ("Can an example belong", "to several classes?"),
        ("Are there", "only two classes?"),
        ("Are labels stored", "as class ids?"),
    )
    answers = (
        ("SigmoidCrossEntropy", "over Logits(K)"),
        ("SigmoidCrossEntropy", "over Logits(1)"),
        ("SparseSoftmaxCrossEntropy", "over Logits(K)"),
        ("SoftmaxCrossEntropy", "over Logits(K)"),
    )
    left, asked, right, answered, row = 10, 250, 310, 280, 100
    drawing = Drawing(scheme)
    for number, lines in enumerate(questions):
        top = 10 + number * row
        drawing.box(left, top, asked, lines)
        drawing.arrow(left + asked, top + BOX // 2, right, top + BOX // 2)
        drawing.box(right, top, answered, answers[number], answer=True)
        drawing.word(left + asked + 22, top + 20, "yes")
        drawing.arrow(left + asked // 2, top + BOX, left + asked // 2, top + row)
        drawing.word(left + asked // 2 + 18, top + 85, "no")
    drawing.box(left, 10 + len(questions) * row, answered, answers[-1], answer=True)
    return drawing.svg(600, 20 + len(questions) * row + BOX)


def where_logits_go(scheme: str) -> str:
    """Return what becomes of the logits of a model in training and in use."""
    drawing = Drawing(scheme)
    drawing.box(10, 60, 130, ("hidden", "layers"))
    drawing.arrow(140, 90, 180, 90)
    drawing.box(180, 60, 130, ("Logits(K)", "no activation"), answer=True)
    drawing.arrow(310, 80, 370, 40)
    drawing.arrow(310, 100, 370, 140)
    drawing.box(370, 10, 270, ("SparseSoftmaxCrossEntropy", "to train"), answer=True)
    drawing.box(370, 110, 270, ("argmax, softmax", "to predict and to serve"))
    return drawing.svg(650, 180)


DIAGRAMS = {"which-loss": which_loss, "where-logits-go": where_logits_go}


if __name__ == "__main__":
    for name, draw in DIAGRAMS.items():
        for each in SCHEMES:
            path = ASSETS / f"{name}-{each}.svg"
            path.write_text(draw(each), encoding="utf-8")
            print(f"Drawn: {path.relative_to(ASSETS.parents[1])}")
