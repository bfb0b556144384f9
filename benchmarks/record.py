"""What every benchmark says about itself: the machine, the versions, the day; and the file that the docs read."""

from __future__ import annotations

import json
import os
import platform
from datetime import datetime, timezone
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def installed(distribution: str) -> str | None:
    """The version of a distribution, or None where it is absent."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def processor() -> str:
    """The processor's name; Linux keeps it in a file, elsewhere the platform module knows."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def circumstances(*distributions: str) -> dict[str, Any]:
    """Where and with what the numbers were taken."""
    return {
        "date": datetime.now(timezone.utc).date().isoformat(),
        "machine": f"{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "versions": {"python": platform.python_version(), **{name: installed(name) for name in distributions}},
    }


def write(name: str, record: dict[str, Any]) -> None:
    """Keep a record; the documentation's tables are made from these files."""
    path = RESULTS / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"Recorded in {path.relative_to(Path(__file__).parents[1])}")


def heading(record: dict[str, Any]) -> str:
    """Machine and versions, as the first lines of what a benchmark prints."""
    versions = ", ".join(f"{name} {found or 'absent'}" for name, found in record["versions"].items())
    return f"{record['machine']}\n{versions}\n"
