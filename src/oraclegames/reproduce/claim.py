"""Claims: statements of the literature that a computer can check, and what came of checking.

A claim is one function, whose docstring states it. It gets a :class:`Findings` to write down what
it compared, and its inputs as parameters with defaults, so that a wrong input turns it down. Every
comparison is a :class:`Fact`. The claim *holds* if all of its facts do; it *differs* if all
decisive ones do but some number is not the one stated; else it *fails*.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any, Literal, TypeVar

from oraclegames.errors import InputError, OracleGamesError
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown

Verdict = Literal["holds", "fails", "differs", "error"]

_Function = TypeVar("_Function", bound=Callable[..., None])


@dataclass(frozen=True)
class Fact:
    """One comparison: what was looked at, what the claim says, what was computed."""

    what: str
    expected: str
    found: str
    holds: bool
    decisive: bool = True


@dataclass(frozen=True)
class Table:
    """A table that a claim computes for the reader."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Findings:
    """What a claim writes down while it computes."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.tables: list[Table] = []

    def equal(self, what: str, expected: Any, found: Any, *, decisive: bool = True) -> None:
        """The claim says ``expected``; the computation, ``found``."""
        self.facts.append(Fact(what, show(expected), show(found), expected == found, decisive))

    def true(self, what: str, found: Any, shown: Any = None) -> None:
        """The claim says that this is so."""
        text = ("yes" if found else "no") if shown is None else show(shown)
        self.facts.append(Fact(what, "yes" if shown is None else "", text, bool(found)))

    def within(self, what: str, distance: float, bound: float) -> None:
        """The claim says that a distance is at most a bound."""
        self.facts.append(Fact(what, f"≤ {bound:.4g}", f"{distance:.4g}", distance <= bound))

    def all(self, what: str, verdicts: Iterable[Any]) -> None:
        """The claim says so of every one of many instances, and of at least one."""
        verdicts = list(map(bool, verdicts))
        good, total = sum(verdicts), len(verdicts)
        holds = total > 0 and good == total
        self.facts.append(Fact(what, f"all of {total}", f"{good} of {total}", holds))

    def table(self, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A table for the reader."""
        shown = tuple(tuple(show(cell) for cell in row) for row in rows)
        self.tables.append(Table(title, tuple(header), shown))


@dataclass(frozen=True, repr=False)
class Result(Shown):
    """What came of checking one claim.

    Attributes:
        claim: the claim.
        parameters: its inputs as texts.
        status: "holds", "differs", "fails", or "error" if the computation broke off.
        how: one line: what was compared, or how it differs or fails.
        facts: every comparison.
        tables: what else was computed.
        seconds: the time that it took.
    """

    claim: Claim
    parameters: tuple[tuple[str, str], ...]
    status: Verdict
    how: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The result as plain values for JSON."""
        return {
            "id": self.claim.id,
            "essay": self.claim.essay,
            "section": self.claim.section,
            "statement": self.claim.statement,
            "source": self.claim.source,
            "parameters": dict(self.parameters),
            "status": self.status,
            "how": self.how,
            "seconds": round(self.seconds, 3),
            "facts": [
                {key: value for key, value in asdict(fact).items() if key != "decisive"}
                for fact in self.facts
            ],
            "tables": [asdict(table) for table in self.tables],
        }

    def verify(self) -> bool:
        """Whether the verdict follows from the comparisons; :meth:`Claim.run` makes them anew."""
        return self.status == "error" or self.status == _judge(self.facts)

    def __str__(self) -> str:
        lines = [f"{self.claim.id} {self.status}: {self.how}"]
        for fact in self.facts:
            said = f" instead of {fact.expected}" if fact.expected and not fact.holds else ""
            lines.append(f"  {'✓' if fact.holds else '✗'} {fact.what}: {fact.found}{said}")
        return "\n".join(lines)


@dataclass(frozen=True, repr=False)
class Claim(Shown):
    """A statement that can be checked.

    Attributes:
        id: a short name, "group/name".
        essay: what it is a part of.
        section: the part of that.
        statement: the claim in plain words.
        source: who said so.
        function: computes, and writes to a :class:`Findings`.
        quick: the inputs that differ in a quick check.
        picture: what the report draws: "solution" of the parameter ``game``, "match" of ``first``
            and ``second`` on the first of ``games``, "coins" of ``strategy`` against itself in
            ``game``, or nothing.
    """

    id: str
    essay: str
    section: str
    statement: str
    source: str
    function: Callable[..., None]
    quick: Mapping[str, Any] = field(default_factory=dict, hash=False)
    picture: Literal["solution", "match", "coins", ""] = ""

    def __str__(self) -> str:
        return f"{self.id}: {self.statement} ({self.source})"

    @property
    def defaults(self) -> dict[str, Any]:
        """The inputs by name."""
        parameters = list(inspect.signature(self.function).parameters.values())
        return {parameter.name: parameter.default for parameter in parameters[1:]}

    def run(self, *, quick: bool = False, **inputs: Any) -> Result:
        """Check the claim, with other inputs than its own where they are given."""
        known = self.defaults
        if wrong := [name for name in inputs if name not in known]:
            known_names = ", ".join(known)
            raise InputError(f"claim {self.id} has no input {wrong[0]!r}; it has {known_names}")
        chosen = {**known, **(self.quick if quick else {}), **inputs}
        findings = Findings()
        start, broke = time.perf_counter(), False
        try:
            self.function(findings, **chosen)
        except OracleGamesError as error:
            # The package refuses what the claim says is possible: that refutes it.
            findings.facts.append(Fact("the computation", "possible", str(error), holds=False))
        except Exception as error:
            broke, text = True, f"{type(error).__name__}: {error}"
            findings.facts.append(Fact("the computation", "ends", text, holds=False))
        seconds = time.perf_counter() - start
        facts = tuple(findings.facts)
        status: Verdict = "error" if broke else _judge(facts)
        shown = tuple((name, show(value)) for name, value in chosen.items())
        return Result(self, shown, status, _how(facts), facts, tuple(findings.tables), seconds)


REGISTRY: dict[str, Claim] = {}
"""What :func:`claim` has entered so far; :mod:`oraclegames.reproduce.run` has them all."""


def claim(
    name: str,
    *,
    essay: str,
    section: str,
    source: str,
    quick: Mapping[str, Any] | None = None,
    picture: Literal["solution", "match", "coins", ""] = "",
) -> Callable[[_Function], _Function]:
    """Enter a function into the registry of claims; its docstring is the statement."""

    def enter(function: _Function) -> _Function:
        if name in REGISTRY:
            raise InputError(f"there are two claims {name!r}")
        statement = " ".join((function.__doc__ or "").split())
        REGISTRY[name] = Claim(
            name, essay, section, statement, source, function, dict(quick or {}), picture
        )
        return function

    return enter


def _judge(facts: tuple[Fact, ...]) -> Verdict:
    if not facts or any(fact.decisive and not fact.holds for fact in facts):
        return "fails"
    return "holds" if all(fact.holds for fact in facts) else "differs"


def _how(facts: tuple[Fact, ...]) -> str:
    wrong = [fact for fact in facts if not fact.holds]
    if not facts:
        return "nothing was compared"
    if not wrong:
        return facts[0].what if len(facts) == 1 else f"{facts[0].what}, and {len(facts) - 1} more"
    first = wrong[0]
    said = f"{first.found} instead of {first.expected}" if first.expected else first.found
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return f"{first.what}: {said}{more}"


def show(value: Any) -> str:
    """A value in the words of a reader: fractions as 4/9, games by their titles."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (Fraction, int)):
        return format_rational(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, Game):
        return _show_game(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{show(k)}: {show(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (tuple, list, range)):
        return "(" + ", ".join(map(show, value)) + ")"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(show, value))) + "}"
    if callable(value):
        return getattr(value, "__name__", "a function")
    return str(value)


def _show_game(game: Game) -> str:
    name = game.title or "untitled game"
    if game.n_players > 2 or game.n_outcomes > 9:
        return name
    tables = []
    for player in range(game.n_players):
        rows = game.payoff_array(player).reshape(-1, game.shape[-1])
        tables.append("; ".join(" ".join(map(format_rational, row)) for row in rows))
    return f"{name} {', '.join(f'[{table}]' for table in tables)}"
