"""Notebooks: only the lines that change are written anew, cells share their names, and a bad cell stops no other."""

from __future__ import annotations

import json

import pytest
from support.alone import migrate_file

from tfcompat.migrate import Migration, Options
from tfcompat.migrate.notebooks.cells import Notebook
from tfcompat.migrate.notebooks.magics import mask
from tfcompat.migrate.syntax.source import parse

IMPORT = "import tensorflow.compat.v1 as tf"
DENSE = "x = tf.layers.dense(x, 1)"
NEW = "x = tfcompat.legacy.layers.dense(x, 1)"


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def code(source, **more) -> dict:
    return {"cell_type": "code", "metadata": {}, "execution_count": 7, "outputs": [], **more, "source": source}


def notebook(*cells, **more) -> dict:
    cells = [cell if isinstance(cell, dict) else code(lines(cell)) for cell in cells]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}


def run(content, *, indent=1, ensure_ascii=False, ends="\n", **options) -> Migration:
    text = content if isinstance(content, str) else json.dumps(content, indent=indent, ensure_ascii=ensure_ascii) + "\n"
    return migrate_file(text.replace("\n", ends).encode(), "a.ipynb", options=Options(**options))


def cells_of(migration: Migration) -> list[str]:
    read = json.loads(migration.after)
    cells = read["cells"] if "cells" in read else read["worksheets"][0]["cells"]
    return ["".join(cell.get("source", cell.get("input", ""))) for cell in cells]


def test_cells_share_their_names_in_order():
    done = run(notebook(IMPORT, "y = 1", DENSE))
    assert cells_of(done) == [f"{IMPORT}\nimport tfcompat", "y = 1", NEW]


def test_an_import_goes_beside_the_guarded_one_also_at_the_end_of_a_cell():
    function = f"def f(x):\n    {IMPORT}"
    done = run(notebook(f"try:\n    {IMPORT}\nexcept E:\n    tf = None", DENSE, f"{function}\n    {DENSE}"))
    assert cells_of(done) == [
        f"try:\n    {IMPORT}\n    import tfcompat\nexcept E:\n    tf = None",
        NEW,
        f"{function}\n    import tfcompat\n    {NEW}",
    ]
    ends = f"if a:\n    {IMPORT}"
    assert cells_of(run(notebook(ends, DENSE))) == [f"{ends}\n    import tfcompat", NEW]


@pytest.mark.parametrize("indent", [None, 0, 1, 2, 4, "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_every_other_byte_stays(indent, ends, ensure_ascii):
    output = {"output_type": "stream", "name": "stdout", "text": ["tf.layers.dense(x, 1)\n", "é \ud83d\ude00 \\/"]}
    text = {"cell_type": "markdown", "metadata": {}, "source": [DENSE]}
    old = notebook(text, f"# ü\n{IMPORT}\nprint('é')\n", code(lines(f"a = 'é'; {DENSE}\nb = 2"), outputs=[output]))
    new = notebook(
        text,
        f"# ü\n{IMPORT}\nimport tfcompat\nprint('é')\n",
        code(lines(f"a = 'é'; {NEW}\nb = 2"), outputs=[output]),
    )
    dump = {"indent": indent, "ensure_ascii": ensure_ascii}
    if not ensure_ascii:  # what only escapes can say
        output["text"].pop()
    assert run(old, **dump, ends=ends).after == (json.dumps(new, **dump) + "\n").replace("\n", ends).encode()


def test_a_line_that_changes_keeps_its_escapes():
    old = json.dumps(notebook(IMPORT, "E" + DENSE)).replace('"Ex', "\"z = '\\u00e9\\/\\ud83d\\ude00\\t'; x")
    assert run(old).after.decode() == old.replace('as tf"', 'as tf\\n", "import tfcompat"').replace(
        "tf.lay", "tfcompat.legacy.lay"
    )


def test_a_source_may_be_one_string_or_lists_broken_in_odd_places():
    string = run(notebook(code(f"{IMPORT}\n{DENSE}")))
    assert json.loads(string.after)["cells"][0]["source"] == f"{IMPORT}\nimport tfcompat\n{NEW}"
    odd = run(notebook(code(["", IMPORT[:9], IMPORT[9:], "", "\nx = tf.lay", "ers.dense(x, 1)", ""])))
    assert cells_of(odd) == [f"{IMPORT}\nimport tfcompat\n{NEW}"]


@pytest.mark.parametrize("source", [code([]), code(""), code([""]), {"cell_type": "raw", "source": [DENSE]}])
def test_cells_without_code_stay(source):
    assert cells_of(run(notebook(source, IMPORT, DENSE)))[1:] == [f"{IMPORT}\nimport tfcompat", NEW]


def test_format_3_keeps_its_sheets():
    cell = {"cell_type": "code", "language": "python", "input": lines(f"{IMPORT}\n{DENSE}"), "outputs": []}
    other = {**cell, "language": "ruby"}
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": [cell, other]}, {"cells": [cell]}],
        "metadata": {},
    }
    done = run(old)
    assert cells_of(done) == [f"{IMPORT}\nimport tfcompat\n{NEW}", f"{IMPORT}\n{DENSE}"]
    assert [finding.cell for finding in done.findings] == [0, 2]


def test_an_argument_that_spans_lines_leaves_whole_strings():
    done = run(
        notebook(
            f"{IMPORT}\nx = tf.losses.sparse_softmax_cross_entropy(\n    labels=a,\n    logits=b,\n    scope='s',\n)\n"
        )
    )
    (source,) = (cell["source"] for cell in json.loads(done.after)["cells"])
    assert "" not in source
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in source)
    assert "scope" not in "".join(source)


def test_an_import_that_nothing_uses_goes_with_its_line():
    done = run(notebook(IMPORT, "from tensorflow.compat.v1 import layers\n", "y = 1\nx = layers.dense(x, 1)"))
    assert cells_of(done)[1:] == ["", "y = 1\nx = tfcompat.legacy.layers.dense(x, 1)"]
    done = run(notebook(f"{IMPORT}\nfrom tensorflow.compat.v1 import layers", "x = layers.dense(x, 1)"))
    assert cells_of(done)[0] == f"{IMPORT}\nimport tfcompat"


@pytest.mark.parametrize("hidden", ["%who layers", "def f(:\n    layers", "layers?"])
def test_what_a_magic_or_a_bad_cell_may_use_stays(hidden):
    done = run(notebook(f"{IMPORT}\nfrom tensorflow.compat.v1 import layers", "x = layers.dense(x, 1)", hidden))
    assert "from tensorflow.compat.v1 import layers" in cells_of(done)[0]


@pytest.mark.parametrize("magic", ["%time", "%timeit -o"])
def test_an_alias_behind_a_magic_stays_with_the_magic(magic):
    old = "import tensorflow as tf\nx = tf.placeholder(tf.float32)\nslim = tf.contrib.slim\n"
    assert cells_of(run(notebook(code(lines(old)), code([f"a = {magic} tf.layers"]))))[1] == f"a = {magic} tf.layers"
    assert "slim" not in cells_of(run(notebook(code(lines(old)))))[0]


def test_a_bad_cell_is_reported_alone():
    done = run(notebook(IMPORT, "def f(:\n", DENSE, "y = '\\udcff'", "if x:\n    # nothing\n", "  if x:\ny\nelse:\n z"))
    assert cells_of(done)[2] == NEW
    assert done.analysed
    told = [(finding.cell, finding.line, finding.code) for finding in done.findings if finding.unread]
    assert told == [(1, 1, "TFC900"), (4, 1, "TFC900"), (5, 1, "TFC900")]


@pytest.mark.parametrize(
    ("source", "line", "quoted"),
    [
        ("%time y z", 1, "y z"),
        ("%matplotlib inline\n%time y = f(x) )", 2, "%time y = f(x) )"),
        ("y = '\u00e9'\n\nx = ___ of y\n", 3, "___ of y"),
        ("print(!ls)", 1, "!ls)"),
        (">>> a = 1\n>>> def f(:", 2, ":"),
    ],
)
def test_a_bad_cell_is_quoted_as_it_is_written(source, line, quoted):
    (finding,) = run(notebook(source)).findings
    assert (finding.line, finding.code) == (line, "TFC900")
    assert finding.message == f"is not Python that the parser can read, at {quoted!r}; correct it first"


@pytest.mark.parametrize("half", ["\\ud83d", "\\udcff", "\\ud800"])
def test_half_a_character_is_a_bad_cell_and_the_advice_mends_it(half):
    text = json.dumps(notebook(IMPORT, "z = 1\ny = 'x'", DENSE))
    done = run(text.replace("'x'", f"'{half}'"))
    assert cells_of(done)[2] == NEW
    (found,) = [finding for finding in done.findings if finding.unread]
    assert (found.cell, found.line, found.code) == (1, 2, "TFC901")
    said = f"contains U+{half[2:].upper()}, a half of a character, which Python cannot run; delete it, or write the"
    assert found.message == f"{said} escape {half} in a string"
    for mended in ("''", f"'\\{half}'"):
        assert not [finding for finding in run(text.replace("'x'", mended)).findings if finding.unread]


def test_findings_name_cell_and_line():
    done = run(notebook("y = 1", f"{IMPORT}\n\ntf = g()", f"y = 2\n{DENSE}"))
    (finding,) = done.findings
    assert (finding.cell, finding.line, finding.column) == (2, 2, 5)
    assert "tf is bound on lines 1 of cell 1, 3 of cell 1" in finding.reason


def test_edits_count_from_the_beginning_of_the_cell():
    (finding,) = run(notebook(IMPORT, f"é = 1\n{DENSE}")).findings
    source = f"é = 1\n{DENSE}".encode()
    assert source[finding.edits[0].start : finding.edits[0].end] == b"tf.layers.dense"


def test_a_second_run_changes_nothing():
    once = run(notebook(f"%matplotlib inline\n{IMPORT}", f"%time {DENSE}\n!ls", "%%bash\nls"))
    assert once.changed
    assert not migrate_file(once.after, "a.ipynb").changed


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\n@",
        "!pip install 'tensorflow<2' \\\n  keras\n@",
        "%cd x\n@",
        "@\ntf.layers.dense?",
        "?tf.layers.dense\n@",
        "tf??\n@",
        "files = !ls *.py\n@",
        "a = b = %pwd\n@",
        "if x:\n    !ls\n@",
        "if x:\n    pip install y\n@",
        "pip install -U tensorflow\n@",
        "%%time\n@",
        "\n%%capture out\n%%timeit -n 1\n@",
        "%time @",
        "%timeit -n 10 -r 3 @",
        "for i in y:\n    %time @",
        "%timeit -r1 for i in y: @",
        "%timeit -o -n 10 for i in y: @",
        "%time if y: @",
        "%time with y: @\nz = 1",
        "a = 1\n%prun -l 4 -s time for i in y: @\nb = 2",
        "%%timeit -n 1 @\nf(x)",
        "%%time @",
        "r = %timeit -o @",
        "%timeit -qo @",
        "%time --no-raise-error @",
        "    @",
        "\n    a = 1\n    @\n",
        "\tif a:\n\t\tb\n\telse:\n\t\t@\n\tc",
        "    def f():\n        return 1\n\n    @\n",
        "  %matplotlib inline\n  @",
        "  %time @\n  %time for i in y: @",
        "    %%time\n    a = 1\n    @",
        "%%time\n    a = 1\n    @",
        '    a = """\n  b\n"""\n    @',
        ">>> a = 1\n>>> for i in a:\n...     @\n>>> b",
        "In [1]: a = 1\n   ...: @\n\nIn [12]: c = 2",
        "t = '''\n%magic\n!ls?\n'''\n@",
        "z = (a\n  % b)\n@",
        "u = {'k': '?'}  # what?\n@",
        "w = a \\\n  % b\n@",
        "x %= 2\nx != 3\n@",
    ],
)
def test_magics_are_understood_and_stay(source):
    done = run(notebook(IMPORT, source.replace("@", DENSE)))
    assert cells_of(done)[1] == source.replace("@", NEW)
    assert not [finding for finding in done.findings if finding.unread]
    assert len(mask(source).text) == len(source.encode())


@pytest.mark.parametrize("before", ["if a:\n    b", "def f():\n    b\n\n", "for i in y:\n  b\nelse:\n  c"])
@pytest.mark.parametrize("source", ["  z = 1\n  @", "    @\n    z = 1", "%time for i in y: @", ">>> @\n>>> z = 1"])
def test_an_indented_cell_is_not_part_of_a_block_of_the_cell_above(before, source):
    book = notebook(IMPORT, before, source.replace("@", DENSE), "x = tf.layers.dense(x, 2)")
    done = run(book)
    assert cells_of(done)[2:] == [source.replace("@", NEW), NEW.replace("1", "2")]
    python = Notebook(json.dumps(book).encode()).python
    statements = [statement.type for statement in parse(python).root.named_children]
    assert statements[-1] == "expression_statement"
    assert statements.count("for_statement") == ("%time for" in source) + before.startswith("for")


def test_an_import_goes_into_an_indented_cell():
    done = run(notebook(f"    {IMPORT}\n    {DENSE}"))
    assert cells_of(done) == [f"    {IMPORT}\nimport tfcompat\n    {NEW}"]
    assert not migrate_file(done.after, "a.ipynb").changed
    done = run(notebook(f"    {IMPORT}; {DENSE}"))
    assert not done.changed
    assert [finding.code for finding in done.findings] == ["TFC903"]


@pytest.mark.parametrize("source", ["if y:\n    %timeit for i in y: @\n", "r = %timeit -o for i in y: @"])
def test_a_block_behind_a_magic_that_cannot_be_read_is_told_of_where_it_names_something(source):
    done = run(notebook(IMPORT, source.replace("@", DENSE), source.replace("@", "f(i)")))
    assert not done.changed
    assert [(finding.cell, finding.line, finding.code) for finding in done.findings] == [
        (1, source.count("\n", 0, source.index("@")) + 1, "TFC109")
    ]
    assert "it is a block on the line of a magic, so it was not checked" in done.findings[0].reason


def test_half_a_character_before_a_magic_is_a_bad_cell():
    text = json.dumps(notebook(IMPORT, "y = 'x'; z = !ls", DENSE)).replace("'x'", "'\\ud83d'")
    assert [(finding.cell, finding.code) for finding in run(text).findings if finding.unread] == [(1, "TFC901")]


@pytest.mark.parametrize("magic", ["bash", "html", "writefile a.py", "script ruby", "javascript", "R"])
def test_a_cell_for_another_program_stays_and_is_told_of_where_it_names_something(magic):
    done = run(notebook(IMPORT, f"%%{magic}\n{DENSE}", f"%%{magic}\ndef f(:", DENSE))
    assert cells_of(done)[1:] == [f"%%{magic}\n{DENSE}", f"%%{magic}\ndef f(:", NEW]
    told = [(finding.cell, finding.code) for finding in done.findings if finding.open]
    assert told == [(1, "TFC109")]


@pytest.mark.parametrize(("version", "stopped"), [("1.x", True), ("2.x", False)])
def test_colab_says_for_which_tensorflow_it_is(version, stopped):
    call = "loss = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)"
    done = run(notebook(f"%tensorflow_version {version}\nimport tensorflow as tf", call))
    assert ("tf.stop_gradient(y)" in cells_of(done)[1]) is stopped


def test_a_declared_encoding_of_a_cell_means_nothing():
    assert cells_of(run(notebook(f"# coding: latin-1\n# é\n{IMPORT}", DENSE)))[1] == NEW


def test_a_comment_spares_a_statement_in_a_cell():
    done = run(notebook(IMPORT, f"{DENSE}  # tfcompat: ignore[TFC103] why", "y = 1  # tfcompat: ignore[TFC103]"))
    assert not done.changed
    assert [(finding.code, finding.cell, finding.line) for finding in done.findings] == [("TFC902", 2, 1)]


@pytest.mark.parametrize(
    ("raw", "code", "message"),
    [
        (b"", "TFC900", "is not a notebook: its JSON is invalid (Expecting value)"),
        (b'{"cells": [}', "TFC900", "is not a notebook: its JSON is invalid"),
        (b"[" * 200_000, "TFC900", "is not a notebook: its JSON is nested too deeply"),
        (b"[]", "TFC900", "is not a notebook of format 2, 3 or 4"),
        (b'{"cells": [], "nbformat": 9}', "TFC900", "is not a notebook of format 2, 3 or 4"),
        (b'{"cells": {}}', "TFC900", "is not a notebook of format 2, 3 or 4"),
        (b'{"cells": [1]}', "TFC900", "is not a notebook of format 2, 3 or 4"),
        (b'{"worksheets": [1]}', "TFC900", "is not a notebook of format 2, 3 or 4"),
        (b'{"cells": [{"cell_type": "code", "source": [1]}]}', "TFC900", "is not a notebook of format 2, 3 or 4"),
        (b'{"cells": "\xff"}', "TFC901", "is not UTF-8"),
        ('{"cells": []}'.encode("utf-16"), "TFC901", "is not UTF-8"),
    ],
)
def test_what_is_no_notebook_says_so(raw, code, message):
    done = migrate_file(raw, "a.ipynb")
    assert not done.analysed
    assert [finding.code for finding in done.findings] == [code]
    assert done.findings[0].message.startswith(message)
    assert done.after == raw


def test_a_notebook_of_another_language_is_none_of_our_business():
    done = run(notebook(IMPORT, DENSE, "def f(:", metadata={"kernelspec": {"language": "R"}}))
    assert (done.changed, done.findings) == (False, ())


def test_a_mark_before_the_json_stays():
    raw = b"\xef\xbb\xbf" + json.dumps(notebook(IMPORT, DENSE)).encode()
    assert migrate_file(raw, "a.ipynb").after.startswith(b"\xef\xbb\xbf{")


def test_a_result_that_would_differ_elsewhere_is_refused(monkeypatch):
    written = "tfcompat.migrate.notebooks.migrate._written"
    raw = json.dumps(notebook(IMPORT, DENSE)).encode()
    for wrong, reason in [("{", "could not be read again"), (raw.decode(), "would differ outside")]:
        monkeypatch.setattr(written, lambda book, edits, wrong=wrong: wrong)
        done = migrate_file(raw, "a.ipynb")
        assert (done.changed, [finding.code for finding in done.findings]) == (False, ["TFC903"])
        assert reason in done.findings[0].reason


def test_the_text_of_a_notebook_is_its_cells():
    book = Notebook(json.dumps(notebook("a = 1", "%ls", {"cell_type": "markdown", "source": "b"}, "c = 2")).encode())
    assert book.python.split() == b"a = 1 0 c = 2".split()


def test_an_import_below_the_last_line_is_a_line_of_its_own():
    book = notebook(f"{IMPORT}\n", DENSE)
    assert [cell["source"] for cell in json.loads(run(book).after)["cells"]] == [
        [f"{IMPORT}\n", "import tfcompat\n"],
        [NEW],
    ]
