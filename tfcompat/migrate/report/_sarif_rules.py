"""The SARIF descriptions of the rules, from the rules themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfcompat._pages import documentation, page_of
from tfcompat.migrate.rules import all_rules

if TYPE_CHECKING:
    from tfcompat.migrate.rules import Rule

__all__ = ["descriptors", "home"]


def descriptors() -> list[dict[str, Any]]:
    """Return one description per rule, in the order of the codes."""
    return [_descriptor(rule) for rule in all_rules().values()]


def home() -> dict[str, str]:
    """Return the address of the documentation, if the package names one."""
    return {"informationUri": documentation()} if documentation() else {}


def _descriptor(rule: Rule) -> dict[str, Any]:
    page = page_of(rule.CODE)
    return {
        "id": rule.CODE,
        "name": type(rule).__name__,
        "shortDescription": {"text": rule.headline},
        "fullDescription": {"text": rule.prose},
        "help": {"text": _help(rule, fence=False), "markdown": _help(rule, fence=True)},
        **({"helpUri": page} if page else {}),
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["tensorflow", "correctness" if rule.MISTAKE else "migration"]},
    }


def _help(rule: Rule, *, fence: bool) -> str:
    """Return the text of ``tfcompat explain``, with an example."""
    parts = [rule.prose]
    if rule.example is not None:
        before, after = rule.example
        parts += ["Found in:", _code(before, fence=fence)]
        parts += ["Becomes:", _code(after, fence=fence)] if after != before else []
    parts.append(f"`tfcompat explain {rule.CODE}` shows this too.")
    return "\n\n".join(parts)


def _code(source: str, *, fence: bool) -> str:
    text = source.rstrip("\n")
    return f"```python\n{text}\n```" if fence else text
