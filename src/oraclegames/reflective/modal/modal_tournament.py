"""Modal agents, all against all: what each does to each, and what it gets on the average."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.games.load import GameLike
from oraclegames.reflective.modal.meetings import Meetings, meet
from oraclegames.reflective.modal.modal_agents import ModalAgent


@dataclass(frozen=True)
class ModalStanding:
    """An agent's line in the table: its mean payoff over both seats against everybody."""

    rank: int
    name: str
    payoff: Fraction


@dataclass(frozen=True, repr=False)
class ModalTournament(Meetings):
    """The result of :func:`oraclegames.modal_tournament`."""

    @property
    def names(self) -> tuple[str, ...]:
        """The agents' names."""
        return tuple(one.name for one in self.agents)

    @property
    def seated(self) -> tuple[tuple[str, str], ...]:
        """Every agent in both seats against every agent."""
        return tuple(product(self.names, self.names))

    def table(self) -> tuple[ModalStanding, ...]:
        """The agents, best first; equal ones share a rank."""
        lines = []
        for name in self.names:
            gets = [self.payoffs_of(name, other)[0] for other in self.names]
            gets += [self.payoffs_of(other, name)[1] for other in self.names]
            lines.append((sum(gets, Fraction(0)) / len(gets), name))
        lines.sort(key=lambda line: line[0], reverse=True)
        order = [mean for mean, _ in lines]
        return tuple(ModalStanding(1 + order.index(mean), name, mean) for mean, name in lines)

    def __str__(self) -> str:
        return "\n".join(_words(self))

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/modal-tournament-1``."""
        return {
            **self._document("oraclegames/modal-tournament-1"),
            "table": [
                {"rank": line.rank, "agent": line.name, "payoff": format_rational(line.payoff)}
                for line in self.table()
            ],
            "pairings": [
                {"agents": list(map(self.names.index, pair)), **self._pairing(*pair)}
                for pair in self.seated
            ],
        }


def modal_tournament(game: GameLike, agents: Iterable[ModalAgent | str]) -> ModalTournament:
    """Let every modal agent meet every other and itself, in both seats, exactly.

    Args:
        game: two players with two moves each, as for :func:`oraclegames.modal_match`.
        agents: agents, names or formulas, as there. Formulas may speak of each other's names.

    Raises:
        InputError: no agent, two of one name, or as a match does.

    Cost: one system of formulas for all pairs, see :mod:`oraclegames.reflective.modal.frames`.

    >>> found = modal_tournament("prisoners_dilemma", ["FairBot", "DefectBot"])
    >>> [(line.name, str(line.payoff)) for line in found.table()]
    [('FairBot', '3/2'), ('DefectBot', '1')]
    """
    met = meet(game, tuple(agents))
    names = [one.name for one in met.agents]
    if not names:
        raise InputError("a tournament needs at least one agent")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"two agents are {twice!r}: each meets itself anyway, so name it once")
    return ModalTournament(met.game, met.agents, met.others, met.worlds)


def _words(result: ModalTournament) -> Iterator[str]:
    width = max([5, *map(len, result.names)])
    yield "Mean payoff over all opponents, itself included, and both seats:"
    for line in result.table():
        yield f"  {line.rank:4}  {line.name:{width}}  {format_rational(line.payoff)}"
    yield ""
    yield "What the row does to the column (C cooperates, D defects; +k: PA+k proves it, not less):"
    cells = [["", *result.names]]
    for name in result.names:
        row = [name]
        for other in result.names:
            proved = result.proved(name, other)
            move = "C" if result.cooperates(name, other) else "D"
            row.append(f"{move}{f' +{proved}' * (proved > 0)}")
        cells.append(row)
    widths = [max(len(row[k]) for row in cells) for k in range(len(cells))]
    for row in cells:
        yield "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths)).rstrip()
    yield ""
    yield "Formulas:"
    yield from (f"  {one}" for one in (*result.agents, *result.others))
