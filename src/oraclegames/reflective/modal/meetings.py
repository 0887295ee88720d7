"""Modal agents that met: who cooperates with whom, from which strength of proofs on, for what.

What a match and a tournament share: the agents with their formulas, the truth of all statements
X(Y) at the worlds of :mod:`oraclegames.reflective.modal.frames`, moves and payoffs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from oraclegames.certificates.verify import holds
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import format_rational
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, table_of
from oraclegames.reflective.agents.agents import find_move
from oraclegames.reflective.modal.formulas import Formula
from oraclegames.reflective.modal.frames import Worlds, library, play_out
from oraclegames.reflective.modal.modal_agents import ModalAgent, modal_agent


@dataclass(frozen=True, repr=False)
class Meetings(Shown, Document, Tabular):
    """What modal agents do to each other in a game.

    Attributes:
        game: the game, of two players with two moves each.
        agents: who met.
        others: further agents of whom their formulas speak.
        worlds: who cooperates with whom, world by world.
    """

    game: Game
    agents: tuple[ModalAgent, ...]
    others: tuple[ModalAgent, ...]
    worlds: Worlds

    @cached_property
    def _truth(self) -> dict[tuple[str, str], tuple[bool, ...]]:
        return dict(zip(self.worlds.pairs, self.worlds.truth))

    def at_worlds(self, one: str, other: str) -> tuple[bool, ...]:
        """Whether an agent cooperates with another, at the worlds 0, …, N; so it stays.

        Raises:
            InputError: it was of no account whether it does.
        """
        if (one, other) not in self._truth:
            raise InputError(f"nothing depended on what {one!r} does against {other!r}")
        return self._truth[one, other]

    def cooperates(self, one: str, other: str) -> bool:
        """Whether an agent, by its name, cooperates with another."""
        return self.at_worlds(one, other)[-1]

    def proved(self, one: str, other: str) -> int:
        """The least k such that PA+k proves what the agent does; PA itself is 0."""
        truth = self.at_worlds(one, other)
        return max((n + 1 for n, value in enumerate(truth) if value != truth[-1]), default=0)

    def outcome(self, first: str, second: str) -> tuple[int, int]:
        """Both moves, by their positions, where these agents sit in these seats."""
        moves = []
        for seat, (one, other) in enumerate(((first, second), (second, first))):
            what = "cooperate" if self.cooperates(one, other) else "defect"
            moves.append(find_move(what, self.game.moves[seat], one))
        return moves[0], moves[1]

    def payoffs_of(self, first: str, second: str) -> tuple[Fraction, Fraction]:
        """Both payoffs where these agents sit in these seats."""
        one, two = self.game.payoffs(self.outcome(first, second))
        return one, two

    @property
    def seated(self) -> Sequence[tuple[str, str]]:
        """The names of the agents in both seats, once for each meeting."""
        raise NotImplementedError

    def columns(self) -> Columns:
        """A row for each meeting: moves, payoffs, and the k of the PA+k that proves each move."""
        rows = []
        for pair in self.seated:
            moves, payoffs = self.outcome(*pair), self.payoffs_of(*pair)
            cells: dict[str, Any] = dict(zip(("first", "second"), pair))
            for i, name in enumerate(self.game.players):
                cells |= {
                    f"{name}: move": self.game.moves[i][moves[i]],
                    f"{name}: payoff": payoffs[i],
                    f"{name}: proved by PA+": self.proved(pair[i], pair[1 - i]),
                }
            rows.append(cells)
        return table_of(rows)

    def verify(self) -> bool:
        """Re-check every statement, from the document alone, by code that shares nothing."""
        return holds(self.to_dict())

    def _document(self, schema: str) -> dict[str, Any]:
        """What both documents begin with."""
        return {
            **heading(schema, self.game),
            "agents": [_agent(one) for one in self.agents],
            "others": [_agent(one) for one in self.others],
            "worlds": [
                {"agent": one, "against": other, "cooperates": list(truth)}
                for (one, other), truth in zip(self.worlds.pairs, self.worlds.truth)
            ],
        }

    def _pairing(self, first: str, second: str) -> dict[str, Any]:
        """What one meeting comes to."""
        places = zip(self.game.moves, self.outcome(first, second))
        return {
            "moves": [labels[move] for labels, move in places],
            "payoffs": list(map(format_rational, self.payoffs_of(first, second))),
            "proved": [self.proved(first, second), self.proved(second, first)],
        }


def meet(game: GameLike, agents: Sequence[ModalAgent | str]) -> Meetings:
    """All agents against all, each also against itself.

    Raises:
        InputError: a name or formula that is none.
        UnsupportedError: the game is not one of two players with two moves each.
    """
    game = as_game(game)
    if game.shape != (2, 2):
        raise UnsupportedError(
            "modal agents cooperate or defect: they need two players with two moves each, not "
            f"{'×'.join(map(str, game.shape))}"
        )
    for seat in (0, 1):
        if find_move("cooperate", game.moves[seat], "") == find_move(
            "defect", game.moves[seat], ""
        ):
            raise InputError(
                f"the moves {', '.join(game.moves[seat])} of {game.players[seat]!r} do not say "
                "which is to cooperate: put it first, or call both C and D"
            )
    entrants = tuple(one if isinstance(one, ModalAgent) else modal_agent(one) for one in agents)
    known = library(entrants)
    names = list(dict.fromkeys(one.name for one in entrants))
    worlds = play_out(known, [(one, other) for one in names for other in names])
    others = tuple(one for name, one in sorted(known.items()) if name not in names)
    return Meetings(game, entrants, others, worlds)


def _agent(one: ModalAgent) -> dict[str, Any]:
    return {"name": one.name, "formula": _lists(one.formula)}


def _lists(formula: Formula) -> list[Any]:
    return [_lists(part) if isinstance(part, tuple) else part for part in formula]
