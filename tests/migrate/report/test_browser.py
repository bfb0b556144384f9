"""The page in a real browser: no attack runs, the filters do, and nothing is wider than the screen."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from support import reports
from support.work import HANGS

from tfcompat.migrate.report import html

if TYPE_CHECKING:
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless_shell")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"none of {', '.join(BROWSERS)} is installed")

RUN = "document.title = 'attacked'"
ATTACKS = [f"<script>{RUN}</script>", f'<img src=x onerror="{RUN}">', f'" onfocus="{RUN}" autofocus tabindex="0']


def opened(text: str, folder: Path, *, width: int = 1280) -> str:
    """The elements of a page after its script ran."""
    (folder / "page.html").write_text(text, encoding="utf-8")
    command = [BROWSER, "--headless", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"]
    command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command += [f"--user-data-dir={folder / 'profile'}", f"--window-size={width},900", "--virtual-time-budget=2000"]
    done = subprocess.run(
        [*command, "--dump-dom", (folder / "page.html").as_uri()], capture_output=True, text=True, timeout=HANGS
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def attacked() -> reports.Report:
    source = "import tensorflow as tf\n" + "".join(
        f"y = tf.nn.softmax_cross_entropy_with_logits(labels=x, logits={attack!r})  # {attack}\n" for attack in ATTACKS
    )
    return reports.report_of({f"{attack}.py": source.encode() for attack in ATTACKS})


def test_no_attack_runs_and_the_script_of_the_page_does(tmp_path):
    report = attacked()
    dom = opened(html.render(report), tmp_path)
    assert "<title>Some places need a manual change - tfcompat migrate</title>" in dom
    assert f">{len(report.findings)} of {len(report.findings)} findings, in 3 of 3 files</output>" in dom
    assert not re.search(r'<form[^>]* hidden=""', dom)


def test_what_is_forced_into_the_page_does_not_run_either(tmp_path):
    forced = html.render(attacked()).replace("<main>", f"<main>{ATTACKS[0]}{ATTACKS[1]}")
    dom = opened(forced, tmp_path)
    assert "<title>Some places need a manual change - tfcompat migrate</title>" in dom
    assert ATTACKS[0] in dom
    without_policy = re.sub(r"<meta http-equiv[^>]*>", "", forced)
    assert "<title>attacked</title>" in opened(without_policy, tmp_path)  # so it is the policy that holds it


# What a reader does, and what is left to see; put into the page, whose policy then has to go.
DRIVER = """
const left = () => [...document.querySelectorAll(".finding")].filter((one) => !one.closest("[hidden]"))
  .map((one) => `${one.dataset.path}:${one.dataset.line}:${one.dataset.code}`);
const rows = () => [...document.querySelectorAll(".changes [data-owners]")]
  .filter((one) => !one.closest("[hidden]")).length;
const form = document.getElementById("filters");
const seen = {};
const did = (name) => { seen[name] = { left: left(), rows: rows(), said: form.elements.shown.value }; };
const box = (value) => form.querySelector(`[value="${value}"]`);
const type = (words) => {
  form.elements.path.value = words;
  form.elements.path.dispatchEvent(new Event("input", { bubbles: true }));
};
did("all");
box("safe").click(); did("no safe");
box("safe").click(); box("TFC104").click(); did("no TFC104");
form.querySelector("button").click();
setTimeout(() => {
  did("reset");
  type("FOLDER/"); did("path");
  location.hash = document.querySelector(".finding").id;
  setTimeout(() => {
    did("link");
    type("no such text"); did("nothing");
    seen.stops = [...document.querySelectorAll("a, input, button, summary")].map((one) => one.tabIndex);
    seen.wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const result = document.createElement("pre");
    result.id = "seen"; result.textContent = JSON.stringify(seen); document.body.append(result);
  }, 200);
}, 50);
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory) -> dict:
    """What a reader saw after each step."""
    files = {
        "a.py": reports.DENSE.encode(),
        "folder/b.py": reports.ORDER.encode(),
        "folder/c.py": (reports.DENSE + "y = 1\n" * 20 + reports.ORDER).encode(),
        "d.ipynb": reports.FILES["book.ipynb"],
    }
    text = re.sub(r"<meta http-equiv[^>]*>", "", html.render(reports.report_of(files)))
    text = text.replace("</body>", f"<script>{DRIVER}</script></body>")
    dom = opened(text, tmp_path_factory.mktemp("browser"), width=500)
    return json.loads(reports.Page(dom).texts["pre"][0])


A, B, C, C2 = "a.py:2:TFC103", "folder/b.py:2:TFC104", "folder/c.py:2:TFC103", "folder/c.py:24:TFC104"
BOOK = ["d.ipynb:1:TFC103", "d.ipynb:1:TFC900"]


@pytest.mark.parametrize(
    ("step", "left", "rows"),
    [
        ("all", [A, B, C, C2, *BOOK], 3),
        ("no safe", [B, C2, BOOK[1]], 0),
        ("no TFC104", [A, C, *BOOK], 3),
        ("reset", [A, B, C, C2, *BOOK], 3),
        ("path", [B, C, C2], 1),
        ("link", [A, B, C, C2, *BOOK], 3),
        ("nothing", [], 0),
    ],
)
def test_the_filters_leave_what_was_asked_for(seen, step, left, rows):
    files = len({place.partition(":")[0] for place in left})
    assert seen[step]["left"] == left
    assert seen[step]["rows"] == rows
    assert seen[step]["said"] == f"{len(left)} of 6 findings, in {files} of 4 files"


def test_everything_can_be_reached_by_keyboard(seen):
    assert set(seen["stops"]) == {0}


def test_a_narrow_screen_is_wide_enough(seen):
    assert seen["wide"] <= 0
