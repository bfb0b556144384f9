"""The public names, signatures, options, codes and formats, held to a snapshot: a change needs a line in the changelog.

    python .ci/api.py            show what differs from .ci/api.json; exit code 1 if anything does
    python .ci/api.py --write    take a new snapshot; refused while CHANGELOG.md is as it was at the last one

The snapshot has the names that the documentation lists as public, not those of private modules.
"""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import inspect
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SNAPSHOT = ROOT / ".ci" / "api.json"
CHANGELOG = ROOT / "CHANGELOG.md"
MODULES = [
    "tfcompat",
    *(f"tfcompat.{name}" for name in ("layers", "legacy", "links", "losses", "metrics", "migrate", "serving")),
]


def signature(value: Any) -> str:
    """The parameters of a function or a constructor, as written."""
    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):
        return type(value).__name__


def names() -> dict[str, str]:
    """Each public name and its signature; of a class, also its public methods."""
    found = {}
    for module in map(import_module, MODULES):
        for name in sorted(module.__all__):
            value = getattr(module, name)
            found[f"{module.__name__}.{name}"] = "module" if inspect.ismodule(value) else signature(value)
            if inspect.isclass(value):
                found |= {f"{module.__name__}.{name}.{key}": signature(getattr(value, key)) for key in members(value)}
    return found


def members(cls: type) -> list[str]:
    """The public attributes of a class that it or a base of ours defines; those of Keras are Keras' to change."""
    ours = (base for base in cls.__mro__ if base.__module__.split(".")[0] == "tfcompat")
    return sorted({key for base in ours for key in vars(base) if not key.startswith("_")})


def commands() -> dict[str, list[str]]:
    """Each command of the command line and its options."""
    import click

    from tfcompat.cli import cli

    context = click.Context(cli)
    return {
        name: sorted(option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts))
        for name in cli.list_commands(context)
        if (command := cli.get_command(context, name)) is not None
    }


def codes() -> list[str]:
    """The codes of findings."""
    from tfcompat.migrate import all_rules

    return sorted(all_rules())


def formats() -> dict[str, Any]:
    """The formats of a report, and the version of the schema of the JSON one."""
    from tfcompat.cli._formats import FORMATS
    from tfcompat.migrate.report.json import SCHEMA_VERSION

    return {"names": sorted(FORMATS), "schema_version": SCHEMA_VERSION}


def settings() -> list[str]:
    """The keys of the settings in ``pyproject.toml``."""
    from tfcompat.cli._config import Settings

    return sorted(field.name.replace("_", "-") for field in dataclasses.fields(Settings) if field.name != "folder")


def exit_codes() -> list[str]:
    """The exit codes that the help lists."""
    from tfcompat.cli import cli

    return [code for code, _ in cli.tables["Exit codes"]]


def changelog() -> str:
    """What identifies the text of the changelog."""
    return hashlib.sha256(CHANGELOG.read_bytes()).hexdigest()[:16]


def api() -> dict[str, Any]:
    """Everything that a user may rely on."""
    from tfcompat._symbols import SYMBOLS

    shims = sorted(path for row in SYMBOLS.values() for path in row.shims)
    return {
        "names": names(),
        "shims": shims,
        "commands": commands(),
        "settings": settings(),
        "exit_codes": exit_codes(),
        "codes": codes(),
        "formats": formats(),
    }


def difference() -> str:
    """The lines in which the snapshot and the package differ; empty if there are none."""
    before = json.loads(SNAPSHOT.read_text(encoding="utf-8"))["api"] if SNAPSHOT.exists() else {}
    old, new = (json.dumps(one, indent=1).splitlines() for one in (before, api()))
    return "\n".join(difflib.unified_diff(old, new, "snapshot", "package", lineterm="", n=0))


def main(arguments: list[str]) -> int:
    """Compare, or write."""
    changed = difference()
    if not changed:
        print("The public API is that of .ci/api.json.")
        return 0
    if arguments != ["--write"]:
        print(f"{changed}\n\nThe public API has changed. Say so in CHANGELOG.md, then run python .ci/api.py --write")
        return 1
    if SNAPSHOT.exists() and json.loads(SNAPSHOT.read_text(encoding="utf-8"))["changelog"] == changelog():
        print(f"{changed}\n\nCHANGELOG.md does not mention this change: it is as it was at the last snapshot.")
        return 1
    SNAPSHOT.write_text(json.dumps({"changelog": changelog(), "api": api()}, indent=1) + "\n", encoding="utf-8")
    print(f"Written: {SNAPSHOT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
