"""Draw pictures of what tfcompat shows, for light and for dark pages: a terminal, the demo's curves, the HTML report.

    python docs/_site/screens.py [DEMO_PAGE]

The curves are those of the page that `tfcompat demo` wrote. The report needs a browser.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

ASSETS = Path(__file__).parents[1] / "assets"
GUIDE = Path(__file__).parents[1] / "checking.md"
SCRIPT = Path(__file__).parents[2] / "tfcompat" / "demo" / "legacy_script.py"
COLUMNS = 92
CELL, LINE = 8.4, 20
ANSI = ("text", "red", "green", "yellow", "blue", "magenta", "cyan", "text")
# Paper, text, and the colours that the command line uses.
SCHEMES = {
    "light": {"paper": "#f6f7f9", "text": "#1f2430", "red": "#b3261e", "green": "#1b6e3c", "cyan": "#00677d"}
    | {"blue": "#2a4fa8", "yellow": "#7a5b00", "magenta": "#7b2d8b"},
    "dark": {"paper": "#1c2030", "text": "#e6e8ee", "red": "#ff8a80", "green": "#7ed9a0", "cyan": "#6fd3e8"}
    | {"blue": "#9fb6ff", "yellow": "#f0cf73", "magenta": "#e0a5ee"},
}


def example() -> str:
    """Return the program of the guide, which is the first block of Python on its page."""
    return re.findall(r"```python[^\n]*\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[0]


def output(program: str, *arguments: str) -> str:
    """Return what a command prints about a program in a terminal, without links."""
    terminal_end, command_end = pty.openpty()
    fcntl.ioctl(command_end, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "train.py").write_text(program, encoding="utf-8")
        command = [sys.executable, "-m", "tfcompat", *arguments, "train.py"]
        environment = os.environ | {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
        subprocess.run(command, cwd=folder, env=environment, stdout=command_end, stderr=command_end, check=False)
    os.close(command_end)
    shown = b""
    with contextlib.suppress(OSError):  # the end of what a terminal shows
        while more := os.read(terminal_end, 65536):
            shown += more
    os.close(terminal_end)
    return re.sub(r"\x1b]8;;.*?\x1b\\", "", shown.decode().replace("\r\n", "\n")).rstrip()


def terminal(shown: str, command: str, scheme: str) -> str:
    """Return a terminal with a command and what it printed."""
    colours = SCHEMES[scheme]
    lines = [Text(f"$ {command}", "bold"), *(Text.from_ansi(line) for line in shown.splitlines())]
    width, height = int(COLUMNS * CELL) + 36, (len(lines) + 1) * LINE + 24
    body = []
    for row, line in enumerate(lines):
        for start, end, style in _runs(line):
            colour = colours[ANSI[style.color.number % 8]] if style.color else colours["text"]
            weight = ' font-weight="bold"' if style.bold else ""
            at = f'x="{18 + start * CELL:.1f}" y="{(row + 1) * LINE + 18}" textLength="{(end - start) * CELL:.1f}"'
            body.append(f'<text {at} fill="{colour}"{weight}>{escape(line.plain[start:end])}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    font = 'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" xml:space="preserve"'
    paper = f'<rect width="{width}" height="{height}" rx="8" fill="{colours["paper"]}"/>'
    return "\n".join([f"{head} {font}>", paper, *body, "</svg>", ""])


def _runs(line: Text) -> Iterator[tuple[int, int, Style]]:
    """Yield the parts of a line that have one style, without blanks at either end."""
    console, at = Console(), 0
    for segment in line.render(console):
        text = segment.text
        if text.strip():
            lead = len(text) - len(text.lstrip())
            yield at + lead, at + len(text.rstrip()), segment.style or console.get_style("none")
        at += len(text)


def curves(page: str, scheme: str) -> str:
    """Return the plot of a demo's page in the colours that the page has for a scheme."""
    blocks = re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): *([^;]+);", blocks[0]))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): *([^;]+);", blocks[1]))
    svg = re.search(r"<svg[^>]*>.*?</svg>", page, re.DOTALL)
    if svg is None:
        raise SystemExit("the page has no plot")
    drawn = re.sub(r"var\(--([\w-]+)\)", lambda name: colours[name[1]], svg[0])
    return drawn.replace("currentColor", colours["ink"])


def report(scheme: str) -> None:
    """Take a picture of the report about the demo's script, with the browser that there is."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise SystemExit("the report needs chromium")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(SCRIPT, folder)
        command = [sys.executable, "-m", "tfcompat", "migrate", SCRIPT.name, "--output-format", "html"]
        subprocess.run([*command, "-o", "report.html"], cwd=folder, check=False, capture_output=True)
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/p"]
        options += ["--window-size=1000,900", f"--screenshot={ASSETS / f'report-{scheme}.png'}"]
        options += ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
        subprocess.run([browser, *options, f"file://{folder}/report.html"], check=True, capture_output=True)


if __name__ == "__main__":
    for each in SCHEMES:
        drawn = {"check": terminal(output(example(), "check"), "tfcompat check train.py", each)}
        if len(sys.argv) > 1:
            drawn["demo"] = curves(Path(sys.argv[1]).read_text(encoding="utf-8"), each)
            report(each)
        for name, picture in drawn.items():
            (ASSETS / f"{name}-{each}.svg").write_text(picture, encoding="utf-8")
            print(f"Drawn: docs/assets/{name}-{each}.svg")
