"""Constructors of user subclasses: which arguments they take, and how an object is rebuilt from its configuration."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL)
_STARRED = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def _own_parameters(cls: type) -> list[Parameter]:
    """Return the parameters of a constructor after ``self``."""
    return list(signature(cls.__init__).parameters.values())[1:]  # type: ignore[misc] # only the signature is read


def takes_positions(cls: type) -> bool:
    """Return whether the constructor takes positional arguments."""
    return any(parameter.kind in _POSITIONAL for parameter in _own_parameters(cls))


def keywords_of(cls: type) -> list[Parameter]:
    """Return the keywords of a constructor; one with ``**kwargs`` also takes those of the constructor it extends."""
    found: dict[str, Parameter] = {}
    for parameter in _along_constructors(cls):
        if parameter.kind not in _STARRED:
            found.setdefault(parameter.name, parameter.replace(kind=Parameter.KEYWORD_ONLY))
    return list(found.values())


def _along_constructors(cls: type) -> Iterator[Parameter]:
    for base in cls.__mro__:
        if "__init__" in vars(base):
            own = _own_parameters(base)
            yield from own
            if not any(parameter.kind is Parameter.VAR_KEYWORD for parameter in own):
                return


def rebuilt(cls: type, config: Mapping[str, Any], aside: tuple[str, ...] = ()) -> Any:
    """Build an object from its configuration, even if the constructor of a subclass takes fewer arguments.

    Args:
        cls: The class. Its constructor may set some arguments itself and have no keyword for them.
        config: What ``get_config`` returned.
        aside: Keywords whose values may be lost.

    Raises:
        TypeError: An argument that the constructor does not take would be lost.
    """
    parameters = _own_parameters(cls)
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters):
        return cls(**config)
    taken = {parameter.name for parameter in parameters}
    made = cls(**{name: value for name, value in config.items() if name in taken})
    now = made.get_config()
    lost = [name for name in config if name not in (*taken, *aside) and not _same(now.get(name), config[name])]
    if lost:
        raise TypeError(
            f"{cls.__name__} cannot be rebuilt from its configuration: its __init__ takes no {lost[0]}=, which was "
            f"{config[lost[0]]!r}. Add **kwargs to __init__ and pass them to super().__init__(), or override "
            "get_config() and from_config()."
        )
    return made


def _same(value: Any, saved: Any) -> bool:
    """Return whether a value is what a configuration file holds for it: keys become text, tuples become lists."""
    if isinstance(value, dict) and isinstance(saved, dict):
        return {str(key): number for key, number in value.items()} == {str(key): n for key, n in saved.items()}
    if isinstance(value, list | tuple) and isinstance(saved, list | tuple):
        return list(value) == list(saved)
    return bool(value == saved)
