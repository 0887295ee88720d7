"""What the readers of specs share: known keys, switches, numbers within limits, fractions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational


def known_keys(keys: Iterable[str], known: Sequence[str], where: str, kind: str = "key") -> None:
    """Raise InputError for the first unknown key, with the nearest known one."""
    for key in keys:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1, 0.5)
            advice = f"did you mean {near[0]}?" if near else f"known: {', '.join(known) or 'none'}"
            raise InputError(f"unknown {kind} {key!r:.60} in {where}; {advice}")


def section(value: Any, key: str, where: str) -> Mapping[str, Any]:
    """A table inside a table."""
    if not isinstance(value, Mapping):
        raise InputError(f"{where} needs a table [{key}]")
    return value


def whole(value: Any, what: str, least: int, most: int | None = None) -> int:
    """A whole number between limits."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f"{what} should be a whole number, not {value!r:.60}")
    if value < least or (most is not None and value > most):
        limit = f"≥ {least}" if most is None else f"between {least} and {most}"
        raise InputError(f"{what} should be {limit}, not {value}")
    return value


def switch(value: Any, what: str) -> bool:
    """A truth value."""
    if not isinstance(value, bool):
        raise InputError(f"{what} should be true or false, not {value!r:.60}")
    return value


def exact(value: Any, what: str) -> str:
    """A number as the canonical text of a fraction."""
    return format_rational(rational(value, approximate=True, what=what))
