"""Results and their evidence as JSON: made of their fields, tagged with their kind."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any, ClassVar

from oraclegames.conditional.oracle.machines import Oracle, Query, System
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game


class Evident:
    """A dataclass whose :meth:`to_dict` follows from its fields.

    Exact numbers are texts. Of a system only its queries are listed; of a game nothing, for who has
    the result has the game.
    """

    kind: ClassVar[str]

    def to_dict(self) -> dict[str, Any]:
        """The fields ready for JSON, under the tag "kind"."""
        return {"kind": self.kind, **_fields(self)}


def _fields(value: Any) -> dict[str, Any]:
    pairs = ((f.name, getattr(value, f.name)) for f in fields(value))
    return {name: _plain(entry) for name, entry in pairs if not isinstance(entry, Game)}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return format_rational(value)
    if isinstance(value, (tuple, list)):
        return [_plain(entry) for entry in value]
    if isinstance(value, (Query, Oracle)):
        return str(value)
    if isinstance(value, System):
        return _plain(value.queries)
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return _fields(value) if is_dataclass(value) else value
