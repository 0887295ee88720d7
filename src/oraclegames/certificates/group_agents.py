"""The agents of a group's match as a document describes them, run by their definitions.

A reading is a zone [kδ, (k+1)δ] for each of a player's cumulative probabilities. The definitions
are those of :mod:`oraclegames.certificates.match_agents` with more players:

- a *step* names a move for everybody. As the weights of these moves grow, each at the cost of her
  other moves in proportion, a payoff grows by Σ [u(o_i, p_-i) − u(s_i, p_-i)], s_i the spread of
  player i's weight over her other moves. The step is sure if that is positive for everybody's
  payoff, for all strategies and all spreads at corners of the readings, whoever of those who may
  have arrived at their move has; who has arrived adds nothing;
- *nicer* copies the mean of the others' probabilities of cooperation, or the least;
- what a player can secure, is so whatever all others do together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import accumulate, cycle, product
from typing import Any

from flint import fmpq

from oraclegames.certificates.match_scene import Mixed, Scene, Weights, Zones, called, custom, pure
from oraclegames.certificates.part import Part
from oraclegames.certificates.programs import constant_of, goes_by, minimum_of, punishment_of
from oraclegames.certificates.security import security_of
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction

Reading = tuple[Zones, ...]
"""A zone for each cumulative probability of each player."""
Output = Callable[[Reading], Mixed]
"""What a program plays after a reading."""
Spaces = list[tuple[dict[int, fmpq], fmpq]]

_KEYS = {
    "constant": ("strategy",),
    "nicer": ("copies",),
    "lp": (),
    "nelp": ("minimum", "security"),
    "demand": ("alphas", "threat", "securities"),
    "region": ("half_spaces", "punishment"),
    "own": (),
}


class Worth:
    """Everybody's payoffs at strategies of thresholds, and the steps that all gain from.

    Strategies are numbered as they occur, so that each is looked at once.
    """

    def __init__(self, scene: Scene):
        self.scene = scene
        self.players = range(scene.game.n_players)
        self._payoffs = {
            o: list(map(to_fmpq, scene.game.payoffs(o))) for o in scene.game.outcomes()
        }
        self._strategies: list[Weights] = []
        self._number: dict[Weights, int] = {}
        self._known: dict[tuple[int, ...], list[fmpq]] = {}
        self._corners: dict[Zones, list[int]] = {}
        self._spreads: dict[tuple[int, int], int | None] = {}
        self._gains: dict[tuple[Any, ...], list[fmpq]] = {}
        self._steps: dict[Reading, list[set[int]]] = {}
        self._pure = [
            [self.numbered(tuple(map(to_fmpq, pure(move, moves)))) for move in range(moves)]
            for moves in scene.game.shape
        ]

    def numbered(self, weights: Weights) -> int:
        """The number of a strategy."""
        if weights not in self._number:
            self._number[weights] = len(self._strategies)
            self._strategies.append(weights)
        return self._number[weights]

    def __call__(self, numbers: tuple[int, ...]) -> list[fmpq]:
        """The payoffs where the players use the strategies of these numbers."""
        if numbers not in self._known:
            xs = [self._strategies[k] for k in numbers]
            totals = [fmpq(0)] * len(xs)
            for outcome in product(*([k for k, w in enumerate(line) if w] for line in xs)):
                weight = fmpq(1)
                for line, move in zip(xs, outcome):
                    weight *= line[move]
                totals = [t + weight * u for t, u in zip(totals, self._payoffs[outcome])]
            self._known[numbers] = totals
        return self._known[numbers]

    def corners(self, read: Reading) -> list[list[int]]:
        """Everybody's strategies at the corners of a reading, by number."""
        for zones in read:
            if zones not in self._corners:
                unit, (found, _) = self.scene.unit, self.scene.read(zones)
                self._corners[zones] = [
                    self.numbered(tuple(fmpq(p, unit) for p in corner)) for corner in found
                ]
        return [self._corners[zones] for zones in read]

    def steps(self, read: Reading) -> list[set[int]]:
        """For each player her moves in steps that are surely a gain for everybody."""
        if read not in self._steps:
            found: list[set[int]] = [set() for _ in read]
            for step in self._payoffs:
                # Nothing is new about a step whose moves are all found already.
                new = any(move not in moves for move, moves in zip(step, found))
                if new and self._is_sure(step, read):
                    for move, moves in zip(step, found):
                        moves.add(move)
            self._steps[read] = found
        return self._steps[read]

    def _is_sure(self, step: tuple[int, ...], read: Reading) -> bool:
        # Long: who has arrived, the corners of where the others are, and everybody's growth there.
        corners = self.corners(read)
        goals = [line[move] for line, move in zip(self._pure, step)]
        choices = [
            (True,) if line == [goal] else (False, True) if goal in line else (False,)
            for line, goal in zip(corners, goals)
        ]
        for arrived in product(*choices):
            moving = [j for j in self.players if not arrived[j]]
            if not moving:
                return False
            places = [[goals[j]] if arrived[j] else corners[j] for j in self.players]
            for xs in product(*places):
                gains = [self._gain(j, step[j], read[j], xs) for j in moving]
                if any(sum(column, start=fmpq(0)) <= 0 for column in zip(*gains)):
                    return False
        return True

    def _gain(self, j: int, move: int, zones: Zones, xs: tuple[int, ...]) -> list[fmpq]:
        """What j's growing weight on a move brings to everybody at least, whatever the spread."""
        before, after = xs[:j], xs[j + 1 :]
        key = j, move, zones, before, after
        if key not in self._gains:
            here = self((*before, self._pure[j][move], *after))
            spreads = (self._spread(number, move) for number in self._corners[zones])
            rows = [
                [a - b for a, b in zip(here, self((*before, spread, *after)))]
                for spread in dict.fromkeys(spreads)
                if spread is not None
            ]
            self._gains[key] = list(map(min, zip(*rows)))
        return self._gains[key]

    def _spread(self, number: int, move: int) -> int | None:
        """The spread of a strategy over its moves but one; None where all is on that one."""
        if (number, move) not in self._spreads:
            p = self._strategies[number]
            rest, spread = 1 - p[move], None
            if rest:
                line = (fmpq(0) if k == move else w / rest for k, w in enumerate(p))
                spread = self.numbered(tuple(line))
            self._spreads[number, move] = spread
        return self._spreads[number, move]


class GroupAgent:
    """One player's program, read from a document."""

    def __init__(
        self, part: Part, name: Part, player: int, scene: Scene, worth: Worth, run: Output | None
    ):
        self.kind = part["kind"].word(*_KEYS)
        part.only("kind", *_KEYS[self.kind])
        self.player = player
        self.scene = scene
        self.worth = worth
        self.run = run
        self.others = [j for j in worth.players if j != player]
        self.moves = scene.game.shape[player]
        self.constant: Mixed | None = None
        self.copies = ""
        self.spaces: Spaces = []
        self.punishment: Mixed = ()
        name.text()
        getattr(self, f"_read_{self.kind}")(part, name)
        self._known: dict[Reading, tuple[Fraction, ...]] = {}

    @property
    def known(self) -> bool:
        """Whether it can be run."""
        return self.kind != "own" or self.run is not None

    # -- reading it --------------------------------------------------------------------------------

    def _read_own(self, part: Part, name: Part) -> None:
        pass

    def _read_constant(self, part: Part, name: Part) -> None:
        self.constant = constant_of(part, name, self.scene.game, self.player)

    def _read_nicer(self, part: Part, name: Part) -> None:
        self.copies = part["copies"].word("random", "worst")
        goes_by(name, "nicer" if self.copies == "random" else "nicer:worst")

    def _read_lp(self, part: Part, name: Part) -> None:
        goes_by(name, "lp")

    def _read_nelp(self, part: Part, name: Part) -> None:
        least, self.punishment = minimum_of(part, name, self.scene.game, self.player)
        self._insist({self.player: Fraction(1)}, least)

    def _read_demand(self, part: Part, name: Part) -> None:
        alphas = list(part["alphas"].rationals())
        counts = (1, len(self.others))
        part["alphas"].require(len(alphas) in counts and min(alphas) >= 0, "these are no shares")
        goes_by(name, f"demand:{','.join(map(format_rational, alphas))}")
        order = [self.player, *self.others]
        proved = [
            security_of(item, self.scene.game, j)
            for item, j in zip(part["securities"].items(len(order)), order)
        ]
        self.punishment = proved[0][1]
        given = part.given("threat")
        mine, *theirs = [v for v, _ in proved] if given is None else given.rationals(len(order))
        self._insist({self.player: Fraction(1)}, mine)
        for j, value, alpha in zip(self.others, theirs, cycle(alphas)):
            self._insist({self.player: Fraction(1), j: -alpha}, mine - alpha * value)

    def _read_region(self, part: Part, name: Part) -> None:
        for item in part["half_spaces"]:
            *weights, bound = item.rationals(len(self.others) + 2)
            self._insist(dict(zip([self.player, *self.others], weights)), bound)
        self.punishment = punishment_of(part["punishment"], self.scene.game, self.player)

    def _insist(self, weights: Mapping[int, Fraction], bound: Fraction) -> None:
        """On Σ weights · payoffs ≥ bound, of the players that are named."""
        self.spaces.append(({j: to_fmpq(w) for j, w in weights.items()}, to_fmpq(bound)))

    # -- running it --------------------------------------------------------------------------------

    def output(self, read: Reading) -> tuple[Fraction, ...]:
        """The cumulative probabilities of its moves after a reading of all players."""
        if self.constant is not None:
            return tuple(accumulate(self.constant[:-1]))
        if read not in self._known:
            self._known[read] = tuple(accumulate(self._answer(read)[:-1]))
        return self._known[read]

    def _middle(self, zones: Zones) -> Mixed:
        return tuple(map(to_fraction, self.scene.read(zones)[1]))

    def _answer(self, read: Reading) -> Mixed:
        # Long: one case for each kind of program.
        if self.kind == "own":
            assert self.run is not None
            return self.run(read)
        step, game = self.scene.epsilon, self.scene.game
        if self.copies:
            nice = [self._middle(read[j])[custom(game, j, "cooperate")] for j in self.others]
            copied = sum(nice, Fraction(0)) / len(nice) if self.copies == "random" else min(nice)
            cooperates = step + (1 - step) * copied
            kind, mean = (called(game, self.player, word) for word in ("cooperate", "defect"))
            return tuple(cooperates * c + (1 - cooperates) * d for c, d in zip(kind, mean))
        corners = [self.worth(xs) for xs in product(*self.worth.corners(read))]
        for weights, bound in self.spaces:
            sums = (sum((a * pay[j] for j, a in weights.items()), fmpq(0)) for pay in corners)
            if all(total < bound for total in sums):
                return self.punishment
        here = self._middle(read[self.player])
        better = self.worth.steps(read)[self.player]
        if not better:
            return here
        return tuple(
            (1 - step) * p + (step / len(better) if k in better else 0) for k, p in enumerate(here)
        )
