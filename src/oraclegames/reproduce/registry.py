"""All claims, from the files in which they stand, in the order in which they are told."""

from __future__ import annotations

from fnmatch import fnmatchcase

from oraclegames.errors import InputError
from oraclegames.reproduce import (  # noqa: F401  (each enters its claims)
    boundary,
    coedt,
    dependency,
    examples,
    oracles,
    programs,
    superrational,
    values,
)
from oraclegames.reproduce.claim import REGISTRY, Claim

_GROUPS = ("coedt", "boundary", "theorem", "values", "example", "oracle", "match", "program")


def claims() -> tuple[Claim, ...]:
    """All claims, in the order in which they are told.

    >>> [one.id for one in claims()][:2]
    ['coedt/correlated-space', 'coedt/indifference-surfaces']
    """
    order = {name: k for k, name in enumerate(_GROUPS)}
    return tuple(sorted(REGISTRY.values(), key=lambda one: order[one.id.partition("/")[0]]))


def chosen_claims(pattern: str | None = None) -> tuple[Claim, ...]:
    """The claims whose id matches a pattern: a part of the id, or a glob such as ``match/*``.

    Raises:
        InputError: if there is none.

    >>> [one.id for one in chosen_claims("t/chicken-4")]
    ['coedt/chicken-4.05']
    """
    known = claims()
    if pattern is None:
        return known
    glob = pattern if any(sign in pattern for sign in "*?[") else f"*{pattern}*"
    found = tuple(one for one in known if fnmatchcase(one.id.lower(), glob.lower()))
    if not found:
        groups = ", ".join(sorted({one.id.partition("/")[0] + "/*" for one in known}))
        raise InputError(f"no claim matches {pattern!r}; groups are {groups}")
    return found
