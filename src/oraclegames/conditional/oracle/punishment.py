"""Every finite game has a pure dependency equilibrium, and most have a pure reflective one at once.

**Theorem (derived; the proof is on the page "Conditional oracles").** List the players 1..n in any
order, and going back from player n let

    o_k maximise over s the minimum over x ∈ S_1 × … × S_{k−1} of U_k(x, s, o_{k+1}, …, o_n).

Then o is a dependency equilibrium when played for sure. Its tremble levels k = 1..n: level k puts
weight, for each s ≠ o_k, on the cell (x, s, o_{k+1}, …, o_n) with x a minimiser, the *punishment*
of s. If no player has two equal payoffs, the same trembles prove o reflective, in pairs and chains.

**Two players with ties (derived).** A pure reflective equilibrium exists too. Let b be a maximin
move of player 2 with value M, one with U_2(·, b) not constant if there is any; x_s the minimiser of
U_2(·, s); X* the best replies of player 1 to b, all worth v; D(x, s) = U_1(x, s) − v. Weights: t
for (x, b), a higher power for the punishments (x_s, s), a still higher one for the other cells.
Player 2 then gets M or more at b, more by an order of t if her payoff there is M and the column is
not constant; at s she gets at most M plus a higher order. Player 1's ties on X* are decided by the
cells in the columns s ≠ b, whose effect on a move x ≠ a is magnified by 1/t:

1. some punishment has x_s ∈ X* and D(x_s, s) > 0: let a = x_s and make this punishment the largest;
2. else, among the x ∈ X* whose punishments have D = 0 (or that have none): if some D(x, s) > 0, let
   a = x and make this cell the largest after the punishments; else if some such x has D(x, ·) = 0,
   let a = x; else let a be any such x: it loses least, for its losses are not magnified;
3. else every x ∈ X* has a punishment with D < 0, none with D > 0: any a ∈ X*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from operator import itemgetter

from oraclegames.conditional.trembles.face import Weights
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

Exponents = dict[Outcome, int]
"""For each outcome the power of t that is its weight; 0 for the outcome that is played."""


def family_of_powers(game: Game, powers: Exponents) -> TrembleFamily:
    """The trembles with weight t^k at each outcome; exactly one outcome has k = 0."""
    (played,) = (outcome for outcome, power in powers.items() if power == 0)
    weights = tuple(
        (Fraction(0),) * powers[outcome] + (Fraction(1),) for outcome in game.outcomes()
    )
    return TrembleFamily(Distribution.point(game, played), weights)


def powers_of_levels(game: Game, outcome: Outcome, levels: Sequence[Weights]) -> Exponents:
    """t^k for the outcomes of level k, a higher power for others, 0 for the one that is played."""
    powers = dict.fromkeys(game.outcomes(), len(levels) + 1)
    for level, weights in reversed(list(enumerate(levels, 1))):
        powers |= dict.fromkeys((tried for tried, _ in weights), level)
    return powers | {outcome: 0}


def punishment(
    game: Game, players: Sequence[int], orders: Sequence[Sequence[int]]
) -> tuple[Outcome, Exponents]:
    """The outcome of the theorem with its trembles, for one order of the players.

    Ties between moves go to the one that comes first in the player's order. Cost: one pass over the
    outcomes for each player.
    """
    chosen: dict[int, int] = {}
    punishments: list[list[Outcome]] = []
    for k in reversed(range(len(players))):
        player, earlier = players[k], players[:k]
        best: Fraction | None = None
        worst: dict[int, Outcome] = {}
        for s in orders[player]:
            replies = _against(game, chosen | {player: s}, earlier, player)
            low, worst[s] = min(replies, key=itemgetter(0))
            if best is None or low > best:
                best, move = low, s
        chosen[player] = move
        punishments.append([cell for s, cell in worst.items() if s != move])
    outcome = tuple(chosen[j] for j in range(game.n_players))
    powers = dict.fromkeys(game.outcomes(), len(players) + 1)
    # Player 1's level is the most frequent; a cell on two levels keeps the more frequent one.
    for level, cells in enumerate(punishments):
        powers |= dict.fromkeys(cells, len(players) - level)
    powers[outcome] = 0
    return outcome, powers


def _against(
    game: Game, chosen: dict[int, int], earlier: Sequence[int], player: int
) -> Iterator[tuple[Fraction, Outcome]]:
    """What the player gets at each outcome with the chosen moves, however earlier players move."""
    for x in product(*(range(game.shape[j]) for j in earlier)):
        moves = chosen | dict(zip(earlier, x))
        outcome = tuple(moves[j] for j in range(game.n_players))
        yield game.payoff(player, outcome), outcome


def two_player_ties(game: Game) -> tuple[tuple[int, int], dict[tuple[int, int], int]]:
    """A pure reflective outcome of any two-player game, ties included, with its trembles.

    Reflective in the reading of pairs. Cost: a few passes over the payoffs.
    """
    # Long: every quantity of the theorem is a choice among moves, named as there.
    first = [[game.payoff(0, (x, s)) for s in range(game.shape[1])] for x in range(game.shape[0])]
    columns = [[game.payoff(1, (x, s)) for x in range(game.shape[0])] for s in range(game.shape[1])]
    maximin = max(map(min, columns))
    b = max(
        (s for s, column in enumerate(columns) if min(column) == maximin),
        key=lambda s: (len(set(columns[s])) > 1, -s),
    )
    others = [s for s in range(game.shape[1]) if s != b]
    punisher = {s: min(range(game.shape[0]), key=lambda x: columns[s][x]) for s in others}
    v = max(row[b] for row in first)
    replies = [x for x, row in enumerate(first) if row[b] == v]
    cells = product(range(game.shape[0]), range(game.shape[1]))
    powers = {(x, s): 1 if s == b else 7 for x, s in cells}
    powers |= {(x, s): 2 for s, x in punisher.items()}
    excess = {(x, s): first[x][s] - v for x in replies for s in others}
    a = _best_reply(excess, punisher, replies, powers)
    powers[a, b] = 0
    return (a, b), powers


def _best_reply(
    excess: dict[tuple[int, int], Fraction],
    punisher: dict[int, int],
    replies: Sequence[int],
    powers: dict[tuple[int, int], int],
) -> int:
    """The reply of the three cases in the module; the powers of its trembles are set."""
    # Long: the cases of the proof, one after another.
    tempting = [(x, s) for s, x in punisher.items() if excess.get((x, s), 0) > 0]
    if tempting:
        for s, x in punisher.items():
            powers[x, s] = 2 if s == tempting[0][1] else 5
        return tempting[0][0]
    punished = {x: [excess[x, s] for s, y in punisher.items() if x == y] for x in replies}
    calm = [x for x in replies if not any(punished[x])]
    gains = [cell for cell, gain in excess.items() if cell[0] in calm and gain > 0]
    if gains:
        powers[gains[0]] = 4
        return gains[0][0]
    still = [x for x in calm if not any(excess[x, s] for s in punisher)]
    return (still or calm or replies)[0]
