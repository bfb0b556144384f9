"""``tfcompat lsp``, spoken to as an editor does: messages with a length, over pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner

from tfcompat.cli import cli

METRIC = (
    "import keras\nmodel = keras.Sequential([keras.layers.Dense(1)])\n"
    "loss = keras.losses.BinaryCrossentropy(from_logits=True)\n"
    "'\N{GRINNING FACE}'; model.compile(loss=loss, metrics=[keras.metrics.AUC()])\n"
)
WRONG = "import tensorflow as tf\np = tf.nn.softmax(z)\nloss = tf.losses.softmax_cross_entropy(y, p)\n"
DOCS = "https://docs.example.com/tfcompat/"


class Editor:
    """The other end of the pipes."""

    def __init__(self, folder: Any) -> None:
        environment = {**os.environ, "TFCOMPAT_DOCS_URL": DOCS}
        command = [sys.executable, "-m", "tfcompat", "lsp", "--stdio"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=environment
        )
        self.asked = 0
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self.tell("initialized")

    def tell(self, method: str, **params: Any) -> None:
        self._write({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self.asked += 1
        self._write({"jsonrpc": "2.0", "id": self.asked, "method": method, **({"params": params} if params else {})})
        while True:
            message = self._read()
            if message.get("id") == self.asked:
                assert "error" not in message, message
                return message["result"]

    def diagnostics(self) -> list[dict[str, Any]]:
        """Those that are published next."""
        while True:
            message = self._read()
            if message.get("method") == "textDocument/publishDiagnostics":
                return message["params"]["diagnostics"]

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return self.diagnostics()

    def close(self) -> int:
        self.ask("shutdown")
        self.tell("exit")
        code = self.process.wait(timeout=60)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        return code

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, self.process.stderr.read().decode()
        return json.loads(self.process.stdout.read(length))


@pytest.fixture
def editor(tmp_path):
    pytest.importorskip("pygls")
    started = Editor(tmp_path)
    yield started
    if started.process.poll() is None:
        assert started.close() == 0


def test_an_open_document_has_its_findings_with_links_until_it_is_right(editor, tmp_path):
    uri = (tmp_path / "a.py").as_uri()
    (found,) = editor.open(uri, WRONG)
    assert (found["code"], found["source"], found["severity"]) == ("TFC201", "tfcompat", 1)
    assert found["codeDescription"] == {"href": f"{DOCS}rules.html#tfc201"}
    assert found["range"] == {"start": {"line": 2, "character": 7}, "end": {"line": 2, "character": 38}}
    assert "takes logits" in found["message"]
    right = {"text": WRONG.replace("(y, p)", "(y, z)")}
    editor.tell("textDocument/didChange", textDocument={"uri": uri, "version": 2}, contentChanges=[right])
    assert editor.diagnostics() == []
    editor.tell("textDocument/didChange", textDocument={"uri": uri, "version": 3}, contentChanges=[{"text": "def f(:"}])
    assert [one["code"] for one in editor.diagnostics()] == ["TFC900"]
    editor.tell("textDocument/didClose", textDocument={"uri": uri})
    assert editor.diagnostics() == []


def test_a_fix_is_a_quick_fix_in_units_of_utf_16(editor, tmp_path):
    uri = (tmp_path / "a.py").as_uri()
    (found,) = editor.open(uri, METRIC)
    line = METRIC.splitlines()[3]
    assert found["range"]["start"]["character"] == line.index("keras.metrics") + 1, "the face takes two units"
    (action,) = editor.ask(
        "textDocument/codeAction", textDocument={"uri": uri}, range=found["range"], context={"diagnostics": [found]}
    )
    assert action["title"] == "tfcompat: fix TFC208 (unsafe: see the message)"
    assert (action["kind"], action["diagnostics"][0]["code"]) == ("quickfix", "TFC208")
    (edit,) = action["edit"]["changes"][uri]
    units = line.encode("utf-16-le")
    start, end = (2 * edit["range"][side]["character"] for side in ("start", "end"))
    fixed = units[:start] + edit["newText"].encode("utf-16-le") + units[end:]
    assert fixed.decode("utf-16-le") == line.replace("AUC()", "AUC(from_logits=True)")
    elsewhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}
    assert (
        editor.ask("textDocument/codeAction", textDocument={"uri": uri}, range=elsewhere, context={"diagnostics": []})
        == []
    )


def test_the_settings_of_the_project_count_when_the_document_is_saved(editor, tmp_path):
    uri = (tmp_path / "a.py").as_uri()
    assert [one["code"] for one in editor.open(uri, WRONG)] == ["TFC201"]
    (tmp_path / "pyproject.toml").write_text('[tool.tfcompat]\nignore = ["TFC201"]\n')
    editor.tell("textDocument/didSave", textDocument={"uri": uri})
    assert editor.diagnostics() == []
    (tmp_path / "pyproject.toml").write_text('[tool.tfcompat]\nexclude = ["a.py"]\nextend-select = ["TFC1"]\n')
    editor.tell("textDocument/didSave", textDocument={"uri": uri})
    assert editor.diagnostics() == []
    other = [one["code"] for one in editor.open((tmp_path / "b.py").as_uri(), WRONG)]
    assert other == ["TFC110", "TFC102", "TFC201"]


def test_without_pygls_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pygls", None)
    result = CliRunner().invoke(cli, ["lsp"])
    assert (result.exit_code, "lsp needs pygls: pip install 'tfcompat[lsp]'" in result.stderr) == (2, True)
