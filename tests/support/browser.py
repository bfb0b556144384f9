"""A browser that walks the built site: chromium without a window, driven by a page that shows each page in a frame."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import re
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE = 390
HANGS = 180
WALKER = "walk.html"

# At the top of each page: collects the errors that a browser shows in its console.
COLLECT = """<script>{
  const errors = (window.collected = []), say = console.error;
  addEventListener("error", event => {
    const from = event.target.src || event.target.href;
    errors.push(from ? `cannot load ${from}` : `error: ${event.message}`);
  }, true);
  addEventListener("unhandledrejection", event => errors.push(`error: ${event.reason}`));
  console.error = (...words) => { errors.push(`error: ${words.join(" ")}`); say(...words); };
}</script>"""
# The browser finds no address but the site's, so a request to elsewhere fails at once.
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)

# Shows each page as a phone does, and collects what is wrong with it. Then asks the search box for the first page.
WALK = """<!doctype html><meta charset="utf-8"><body><script>
const pages = PAGES, searches = SEARCHES, width = WIDTH, found = {};
async function open(page, width) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width:${width}px;height:800px`;
  frame.src = page;
  document.body.append(frame);
  await new Promise(done => { frame.onload = done; });
  return frame;
}
async function look(page) {
  const frame = await open(page, width), wrong = [];
  const view = frame.contentWindow, body = view.document;
  if (body.documentElement.scrollWidth > width) wrong.push(`scrolls sideways: ${body.documentElement.scrollWidth}`);
  for (const image of body.images)
    if (image.complete && !image.naturalWidth && getComputedStyle(image).display !== "none") wrong.push(image.src);
  if (!body.querySelector("meta[name=description]")) wrong.push("has no description");
  if (!body.querySelector(".md-footer__link")) wrong.push("has no next page and no previous one");
  for (const entry of view.performance.getEntriesByType("resource"))
    if (new URL(entry.name).origin !== location.origin) wrong.push(`asks for ${entry.name}`);
  await new Promise(done => setTimeout(done, 50));
  wrong.push(...view.collected);
  frame.remove();
  return wrong;
}
async function search(words) {
  const frame = await open("index.html", 1440), body = frame.contentDocument;
  const box = body.querySelector("[data-md-component=search-query]");
  box.focus();
  box.value = words;
  for (let wait = 0; wait < 100; wait++) {
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(done => setTimeout(done, 100));
    const first = body.querySelector(".md-search-result__item a");
    if (first) return [new URL(first.href).pathname.slice(1)];
  }
  return [];
}
async function main() {
  for (const page of pages) found[page] = await look(page);
  for (const words of searches) found[words] = await search(words);
  await fetch("/found", { method: "POST", body: JSON.stringify(found) });
}
main();
</script>"""


def browser() -> str | None:
    """The command of a browser, if there is one."""
    return next((command for name in NAMES if (command := shutil.which(name))), None)


class Site(http.server.ThreadingHTTPServer):
    """Serves a folder, and takes one answer from the page that walks it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
        self.answer: dict[str, list[str]] | None = None
        self.answered = threading.Event()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a log, pages with a script that collects errors, and takes the answer."""

    server: Site

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Serve a file; a page collects its errors."""
        file = Path(self.translate_path(self.path))
        if file.suffix != ".html" or file.name == WALKER or not file.is_file():
            super().do_GET()
            return
        page = file.read_text(encoding="utf-8").replace("<head>", f"<head>{COLLECT}", 1).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_POST(self) -> None:
        """Keep what was found."""
        self.server.answer = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.answered.set()


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The folder, served."""
    with Site(folder) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        try:
            yield site
        finally:
            site.shutdown()


def walk(folder: Path, pages: Sequence[str], searches: Sequence[str] = ()) -> dict[str, list[str]]:
    """What is wrong with each page of a built site on a phone, and the first page that each search finds."""
    page = folder / WALKER
    script = WALK.replace("PAGES", json.dumps(pages)).replace("SEARCHES", json.dumps(searches))
    page.write_text(script.replace("WIDTH", str(PHONE)), encoding="utf-8")
    profile = tempfile.mkdtemp(prefix="profile", dir=folder.parent)  # where the caller keeps what it makes
    with served(folder) as site:
        address = f"http://127.0.0.1:{site.server_address[1]}/{WALKER}"
        options = [*OPTIONS, "--remote-debugging-port=0", f"--user-data-dir={profile}"]
        process = subprocess.Popen(
            [browser() or "", *options, address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            site.answered.wait(HANGS)
        finally:
            process.terminate()
            process.wait(HANGS)
            page.unlink()
        return site.answer or {}


# Types into the search box of the page it is in, and makes the first result the page's title.
PROBE = """<script>addEventListener("load", () => {
  const box = document.querySelector("[data-md-component=search-query]");
  box.focus();
  box.value = WORDS;
  const again = setInterval(() => {
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const first = document.querySelector(".md-search-result__item a");
    if (!first) return;
    document.title = `found ${first.href}`;
    clearInterval(again);
  }, 100);
});</script></body>"""


def search_without_a_server(folder: Path, words: str) -> str | None:
    """The first page that a search finds where the site is opened from its folder."""
    page = folder / "probe.html"
    home = (folder / "index.html").read_text(encoding="utf-8")
    page.write_text(home.replace("</body>", PROBE.replace("WORDS", json.dumps(words))), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="profile", dir=folder.parent, ignore_cleanup_errors=True) as profile:
        options = [*OPTIONS, f"--user-data-dir={profile}", "--virtual-time-budget=20000", "--dump-dom", page.as_uri()]
        shown = subprocess.run([browser() or "", *options], capture_output=True, text=True, timeout=HANGS)
    page.unlink()
    found = re.search(r"<title>found ([^<#?]+)", shown.stdout)
    return found[1].removeprefix(f"{folder.as_uri()}/") if found else None
