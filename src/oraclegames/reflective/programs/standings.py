"""What a tournament gives: the pairings, the table of agents, and both in words.

A match has many fixed points, so that a pairing gives each agent an interval of payoffs. The table
ranks the agents by the mean, over all opponents, of three numbers: the *selected* payoff, which is
the mean over the Pareto-optimal fixed points (the oracles that are not wasteful), then the worst,
then the best payoff. Beside them stands what each bargaining rule would choose; where it chooses
none, as at every fixed point somebody gets less than alone, all Pareto-optimal ones count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from oraclegames.budget import Status
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.tournament import check
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Number, number_document
from oraclegames.exact.places import placed
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded, shown_float
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match.bargaining import RULES
from oraclegames.reflective.match.bargaining import chosen as chosen_rows
from oraclegames.reflective.match.document import (
    own_program,
    program_document,
    security_document,
)
from oraclegames.reflective.match.match import Match

_Pair = tuple[Number, Number]


@dataclass(frozen=True)
class Pairing:
    """What two agents can get from each other.

    Attributes:
        agents: positions of the first and the second player's agent in the tournament's list.
        count: the number of fixed points.
        worst, best: each player's least and largest payoff over all fixed points.
        selected: each player's mean payoff over the Pareto-optimal fixed points.
        chosen: each player's mean payoff over those that a bargaining rule chooses, rule by rule as
            in ``RULES``; () in a tournament of an older document.
        match: what was played, kept where somebody has more than two moves: then it is part of the
            proof.
    """

    agents: tuple[int, int]
    count: int
    worst: _Pair
    best: _Pair
    selected: _Pair
    chosen: tuple[_Pair, ...] = ()
    match: Match | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Standing:
    """One agent's line in the table: means over everybody it met, itself included."""

    rank: int
    name: str
    selected: Number
    worst: Number
    best: Number
    chosen: tuple[Number, ...] = ()


@dataclass(frozen=True, repr=False)
class Tournament(Shown, Document, Tabular):
    """The result of a tournament.

    Attributes:
        game: the game.
        agents: the agents.
        delta, epsilon: the precision δ and the step ε.
        pairings: one for each ordered pair of agents whose match is complete, row by row.
        status: "complete"; "partial" if it was stopped (budget, Ctrl-C); "undetermined" if the
            search for fixed points could not decide some match.
        undecided: the pairs that are lacking then, by their positions.
    """

    game: Game
    agents: tuple[Agent, ...]
    delta: Fraction
    epsilon: Fraction
    pairings: tuple[Pairing, ...]
    status: Status = "complete"
    undecided: tuple[tuple[int, int], ...] = ()

    @cached_property
    def _by_agents(self) -> dict[tuple[int, int], Pairing]:
        return {pairing.agents: pairing for pairing in self.pairings}

    def pairing(self, first: int, second: int) -> Pairing:
        """The pairing of two agents, by their positions.

        Raises:
            InputError: if there is none, or it is undecided.
        """
        if (first, second) not in self._by_agents:
            raise InputError(f"there is no decided pairing of the agents {first} and {second}")
        return self._by_agents[first, second]

    def __repr__(self) -> str:
        return f"<Tournament: {len(self.agents)} agents, {len(self.pairings)} pairings>"

    def __str__(self) -> str:
        return "\n".join(_words(self))

    def verify(self) -> bool:
        """Play every pairing again, by the checker; agents of your own are run."""
        places = seats(self.game, self.epsilon)
        own = [[own_program(one, seat, self.delta) for seat in places] for one in self.agents]
        try:
            check(Part(self.to_dict()), own=own)
        except (Refuted, InputError):
            return False
        return True

    def table(self) -> tuple[Standing, ...]:
        """The agents that met somebody, best first; equal agents share a rank."""
        lines = []
        for k, one in enumerate(self.agents):
            met = [
                (pairing, seat)
                for pairing in self.pairings
                for seat in (0, 1)
                if pairing.agents[seat] == k
            ]
            if not met:
                continue
            means = tuple(
                _mean([getattr(pairing, what)[seat] for pairing, seat in met])
                for what in ("selected", "worst", "best")
            )
            pairs = zip(*([pair[seat] for pair in pairing.chosen] for pairing, seat in met))
            lines.append((means, one.name, tuple(map(_mean, pairs))))
        lines.sort(key=lambda line: line[0], reverse=True)
        order = [means for means, *_ in lines]
        return tuple(
            Standing(1 + order.index(means), name, means[0], means[1], means[2], chosen)
            for means, name, chosen in lines
        )

    def columns(self) -> Columns:
        """A row for each pairing."""
        names = [one.name for one in self.agents]
        table: Columns = {
            "first": [names[pairing.agents[0]] for pairing in self.pairings],
            "second": [names[pairing.agents[1]] for pairing in self.pairings],
            "fixed points": [pairing.count for pairing in self.pairings],
        }
        for seat, side in enumerate(("first", "second")):
            for what in ("worst", "best", "selected"):
                values = [getattr(pairing, what)[seat] for pairing in self.pairings]
                table[f"{side} {what}"] = values
            for rule, *chosen in zip(RULES, *(pairing.chosen for pairing in self.pairings)):
                table[f"{side} {rule}"] = [pair[seat] for pair in chosen]
        return table

    def to_dict(self) -> dict[str, Any]:
        """The tournament as plain values for JSON, schema ``oraclegames/tournament-2``."""
        places = seats(self.game, self.epsilon)
        securities = [security_document(seat.security) for seat in places]
        return {
            **heading("oraclegames/tournament-2", self.game),
            "agents": [one.name for one in self.agents],
            "programs": [[program_document(one, seat) for seat in places] for one in self.agents],
            "parameters": {
                "delta": format_rational(self.delta),
                "epsilon": format_rational(self.epsilon),
            },
            "status": self.status,
            "undecided": [list(pair) for pair in self.undecided],
            **({"securities": securities} if all(p.chosen for p in self.pairings) else {}),
            "table": [
                {
                    "rank": line.rank,
                    "agent": line.name,
                    "selected": shown_float(line.selected),
                    "worst": shown_float(line.worst),
                    "best": shown_float(line.best),
                    **dict(zip(RULES, map(shown_float, line.chosen))),
                }
                for line in self.table()
            ],
            "pairings": [
                {
                    "agents": list(pairing.agents),
                    "fixed_points": pairing.count,
                    **{
                        what: list(map(number_document, getattr(pairing, what)))
                        for what in ("worst", "best", "selected")
                    },
                    **{
                        rule: list(map(number_document, pair))
                        for rule, pair in zip(RULES, pairing.chosen)
                    },
                    "match": pairing.match and pairing.match.document(verify=False),
                }
                for pairing in self.pairings
            ],
        }


def pairing_of(places: tuple[int, int], result: Match) -> Pairing:
    """What a complete match is worth to its agents, whose positions are given."""
    ranges = result.ranges()
    selected = [result.payoffs[row] for row in result.pareto_rows()]
    threat = result.seats[0].threat
    # Every rule chooses among those that no other beats.
    chosen = [
        [selected[row] for row in chosen_rows(selected, threat, rule)] or selected for rule in RULES
    ]
    return Pairing(
        places,
        len(result.fixed_points),
        (ranges[0][0], ranges[1][0]),
        (ranges[0][1], ranges[1][1]),
        _means(selected),
        tuple(map(_means, chosen)),
        result if max(result.game.shape) > 2 else None,
    )


def _means(pairs: Sequence[_Pair]) -> _Pair:
    return _mean([a for a, _ in pairs]), _mean([b for _, b in pairs])


def _mean(values: Sequence[Number]) -> Number:
    total: Any = sum(values, Fraction(0))
    return total / len(values)  # type: ignore[no-any-return]


_NEAR = Fraction(1, 2000)
_LONG = 10**12  # from here on places after the point say nothing


def _cell(value: Number) -> str:
    """A number in a column of the table."""
    number = shown_float(value)
    if isinstance(number, str) or abs(number) >= _LONG:
        return rounded(value, 4)
    return placed(number) or f"{number:.4f}"


def _words(result: Tournament) -> Iterator[str]:
    """The table, and who gets what from whom."""
    if result.status != "complete":
        count = len(result.undecided)
        yield f"{result.status}: {count} of {len(result.agents) ** 2} pairings are undecided"
    lines = result.table()
    width = max([5, *(len(line.name) for line in lines)])
    yield "Mean payoff over all opponents and both seats, as the oracle chooses:"
    heads = ["Pareto", "worst", "best", *RULES[: len(lines[0].chosen)]] if lines else []
    numbers = [(line.selected, line.worst, line.best, *line.chosen) for line in lines]
    columns = [[head, *map(_cell, column)] for head, column in zip(heads, zip(*numbers))]
    columns = [[f"{text:>{max(8, *map(len, column))}}" for text in column] for column in columns]
    starts = [f"rank  {'agent':{width}}"]
    starts += [f"{line.rank:4}  {line.name:{width}}" for line in lines]
    for start, *means in zip(starts, *columns):
        yield "  ".join(("", start, *means))
    yield ""
    yield "The row's payoff against the column (worst to best fixed point):"
    names = [agent.name for agent in result.agents]
    cells = [["", *names]]
    for i, name in enumerate(names):
        row = [name]
        for j in range(len(names)):
            if (i, j) in result.undecided:
                row.append("?")
                continue
            pairing = result.pairing(i, j)
            low, high = pairing.worst[0], pairing.best[0]
            least = rounded(low, 3)
            row.append(least if high - low < _NEAR else f"{least}–{rounded(high, 3)}")
        cells.append(row)
    widths = [max(len(row[k]) for row in cells) for k in range(len(names) + 1)]
    for row in cells:
        yield "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths)).rstrip()
