"""What programs with coins of their own play and get, and the best deviations.

The answer of :func:`oraclegames.independent_coins`, with its document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from oraclegames.certificates.verify import holds
from oraclegames.exact.algebraic import Number, format_number, number_document
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown
from oraclegames.reflective.agents.automata import Automaton, automaton_document
from oraclegames.reflective.programs.best_mixture import Mixtures
from oraclegames.reflective.programs.best_plan import Plan
from oraclegames.reflective.programs.best_quotient import Bound
from oraclegames.reflective.programs.fresh import simplest
from oraclegames.reflective.programs.handed_on import Corner

_LONG = 30  # from here on a number is rounded for people

Numbers = tuple[Number, ...]
Mixes = tuple[Numbers, ...]
"""The players' mixed strategies."""


@dataclass(frozen=True, repr=False)
class IndependentCoins(Shown, Document):
    """Grounded programs with coins of their own.

    Attributes:
        game: the game.
        programs: the players' automata, the smallest that play the same.
        epsilon: the probability ε of the first move.
        fresh: whether each simulation draws fresh coins; else it uses those of its caller.
        weights: of the tuples of states at the end of the game in one's head, the last player's
            changing fastest; of fresh coins the weights of each player's states.
        reach: for each of two players the border of what her strategies reach, with two moves each,
            or () of fresh coins, where that is the curve of all constants; of more players for each
            what the mixtures are that they reach.
        deviations: for each player the best that she can do: her probabilities of all moves but the
            last, and the others' then.
        plans: of two players with more moves, for each how that is reached.
        errors: of fresh coins, how far each player's strategy is at most from what she really plays
            (total variation), where that is no number of one field; () if it is exact.
        bounds: of fresh coins with more moves, and of more players, for each player that no
            deviation gets more.
        mixtures: of more players, for each which corners the best deviation mixes.
    """

    game: Game
    programs: tuple[Automaton, ...]
    epsilon: Fraction
    fresh: bool
    weights: tuple[tuple[Number, ...], ...]
    reach: tuple[tuple[Corner, ...], ...]
    deviations: tuple[Numbers, ...]
    plans: tuple[Plan, ...] = ()
    errors: tuple[Fraction, ...] = ()
    bounds: tuple[Bound, ...] = ()
    mixtures: tuple[Mixtures, ...] = ()

    @property
    def firsts(self) -> Numbers:
        """The players' probabilities of their first moves."""
        return tuple(mix[0] for mix in self.play)

    @property
    def play(self) -> Mixes:
        """The players' mixed strategies."""
        found: list[Numbers] = []
        tuples = list(product(*(one.play for one in self.programs)))
        for player, one in enumerate(self.programs):
            if self.fresh:
                mixes, weights = list(one.play), self.weights[player]
            else:
                mixes, weights = [mixes[player] for mixes in tuples], self.weights[0]
            line: list[Any] = []
            for move in range(self.game.shape[player] - 1):
                total: Any = Fraction(0)
                for weight, mix in zip(weights, mixes):
                    total = weight * mix[move] + total
                line.append(simplest(total))
            found.append(_whole(line))
        return tuple(found)

    @property
    def payoffs(self) -> Numbers:
        """What all get."""
        play = self.play
        return tuple(mean_payoff(self.game, k, play) for k in range(self.game.n_players))

    @property
    def best(self) -> Numbers:
        """The most that each could get by any program against the others'."""
        found = []
        for player, row in enumerate(self.deviations):
            mixes, start = [], 0
            for k in [player, *(k for k in range(self.game.n_players) if k != player)]:
                count = self.game.shape[k] - 1
                mixes.append(_whole(row[start : start + count]))
                start += count
            own, *others = mixes
            turned = (*others[:player], own, *others[player:])
            found.append(mean_payoff(self.game, player, turned))
        return tuple(found)

    @property
    def most(self) -> Numbers:
        """More than that nobody gets; it is what is best, where that is known exactly."""
        return tuple(bound.most for bound in self.bounds) if self.bounds else self.best

    @property
    def slack(self) -> tuple[Fraction, ...]:
        """By how much each payoff may be another, as the play is known to within its errors."""
        spreads = []
        for player in range(self.game.n_players):
            table = [self.game.payoff(player, outcome) for outcome in self.game.outcomes()]
            spreads.append((max(table) - min(table)) * sum(self.errors, Fraction(0)))
        return tuple(spreads)

    @property
    def holds(self) -> bool | None:
        """Whether nobody gains by another program; None where that is undetermined."""
        rows = list(zip(self.payoffs, self.slack, self.best, self.most))
        if any(best > payoff + slack for payoff, slack, best, _ in rows):
            return False
        return True if all(most <= payoff - slack for payoff, slack, _, most in rows) else None

    def __str__(self) -> str:
        names = " against ".join(one.name for one in self.programs)
        said = {True: "an equilibrium", False: "no equilibrium", None: "undetermined"}[self.holds]
        coins = "fresh coins" if self.fresh else "coins of their own"
        lines = [f"{names}, {coins}, ε = {format_rational(self.epsilon)}: {said}"]
        rows = zip(
            self.game.players, self.game.moves, self.play, self.payoffs, self.best, self.most
        )
        for name, moves, mix, payoff, best, most in rows:
            known = "at best" if best == most else f"and at most {_shown(most)}"
            gets = f"gets {self._about(payoff)}, {_shown(best)} {known}"
            # with two moves the second says nothing new
            shown = list(zip(moves, map(self._about, mix)))[: max(1, len(mix) - 1)]
            does = " and ".join(f"{move} with probability {x}" for move, x in shown)
            lines.append(f"{name} plays {does} and {gets}")
        if self.holds is None:
            lines.append(f"Undetermined: {self._reason()}")
        return "\n".join(lines)

    def _about(self, number: Number) -> str:
        """A number of the play, which may be known to within an error."""
        return f"≈{rounded(number, 12)}" if self.errors else format_number(number)

    def _reason(self) -> str:
        if self.best == self.most:
            return "the play is no fraction; it is known to within its errors"
        return "a deviation between what was found and what is proved may gain"

    def verify(self) -> bool:
        """Re-check every claim, from the document alone."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/independent-coins-1``."""

        def texts(row: tuple[Any, ...]) -> list[Any]:
            return list(map(number_document, row))

        bounds = [
            {"most": number_document(bound.most), "cuts": list(map(texts, bound.cuts))}
            for bound in self.bounds
        ]
        mixtures = [
            {"weights": texts(one.weights), "means": list(map(list, one.means))}
            for one in self.mixtures
        ]
        return {
            **heading("oraclegames/independent-coins-1", self.game),
            "epsilon": format_rational(self.epsilon),
            "fresh": self.fresh,
            "programs": list(map(automaton_document, self.programs)),
            "weights": list(map(texts, self.weights)),
            "play": list(map(texts, self.play)),
            "payoffs": texts(self.payoffs),
            "reach": [
                [
                    {
                        "policy": list(corner.policy),
                        "weights": texts(corner.weights),
                        "place": texts(corner.place),
                        "values": texts(corner.values),
                    }
                    for corner in border
                ]
                for border in self.reach
            ],
            "deviations": list(map(texts, self.deviations)),
            **({"plans": [list(map(texts, plan)) for plan in self.plans]} if self.plans else {}),
            **({"errors": texts(self.errors)} if self.errors else {}),
            **({"bounds": bounds} if self.bounds else {}),
            **({"mixtures": mixtures} if self.mixtures else {}),
            "best": texts(self.best),
            "holds": self.holds,
        }


def mean_payoff(game: Game, player: int, play: Mixes) -> Any:
    """A payoff of mixed strategies."""
    total: Any = Fraction(0)
    for outcome in game.outcomes():
        term: Any = game.payoff(player, outcome)
        for mix, move in zip(play, outcome):
            term = mix[move] * term
        total = term + total
    return simplest(total)


def _shown(number: Number) -> str:
    """An exact number, short."""
    text = format_number(number)
    return text if len(text) < _LONG else f"≈{rounded(number, 12)}"


def _whole(line: Sequence[Any]) -> tuple[Any, ...]:
    """A mixed strategy from the probabilities of all moves but the last."""
    last: Any = Fraction(1)
    for x in line:
        last = last - x
    return (*line, simplest(last))
