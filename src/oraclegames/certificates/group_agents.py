"""The agents of a group's match as a document describes them, run by their definitions.

All players have two moves; a reading is one zone [kδ, (k+1)δ] of each player's probability of the
first. The definitions are those of :mod:`oraclegames.certificates.match_agents` with more players:

- a *step* names a move for everybody, and is sure if everybody's payoff grows everywhere in the
  zones, whoever of those who may have arrived at their move has; who has arrived adds nothing;
- *nicer* copies the mean of the others' probabilities of cooperation, or the least;
- what a player can secure, is so whatever all others do together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from flint import fmpq

from oraclegames.certificates.match_scene import Scene, custom, mixed_of
from oraclegames.certificates.part import Part
from oraclegames.certificates.security import security_of
from oraclegames.exact.rational import format_rational, parse_rational, to_fmpq

Mixed = tuple[Fraction, ...]
Output = Callable[[tuple[int, ...]], Fraction]
"""The probability of the first move that a program plays after reading these zones."""
Spaces = list[tuple[list[fmpq], fmpq]]

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
    """Everybody's payoffs at strategies of thresholds; each is worked out once."""

    def __init__(self, scene: Scene):
        game = scene.game
        self.players = range(game.n_players)
        self.tables = [
            {o: to_fmpq(game.payoff(w, o)) for o in game.outcomes()} for w in self.players
        ]
        self._known: dict[tuple[fmpq, ...], list[fmpq]] = {}

    def __call__(self, xs: tuple[fmpq, ...]) -> list[fmpq]:
        """The payoffs where player i makes her first move with probability xs[i]."""
        if xs not in self._known:
            totals = [fmpq(0)] * len(xs)
            for outcome in product((0, 1), repeat=len(xs)):
                weight = fmpq(1)
                for x, move in zip(xs, outcome):
                    weight *= 1 - x if move else x
                if weight:
                    for w in self.players:
                        totals[w] += weight * self.tables[w][outcome]
            self._known[xs] = totals
        return self._known[xs]


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
        self.constant: Fraction | None = None
        self.copies = ""
        self.spaces: Spaces = []
        self.punishment = Fraction(0)
        getattr(self, f"_read_{self.kind}")(part, name)
        self._known: dict[tuple[int, ...], Fraction] = {}

    @property
    def known(self) -> bool:
        """Whether it can be run."""
        return self.kind != "own" or self.run is not None

    # -- reading it --------------------------------------------------------------------------------

    def _read_own(self, part: Part, name: Part) -> None:
        name.text()

    def _read_constant(self, part: Part, name: Part) -> None:
        strategy = mixed_of(part["strategy"], 2)
        self.constant = strategy[0]
        word, _, numbers = name.text().partition(":")
        expected: Fraction | None = None
        if name.text() in ("cooperate", "defect"):
            expected = Fraction(int(custom(self.scene.game, self.player, name.text()) == 0))
        elif word == "constant":
            expected = parse_rational(numbers.split(",")[0])
            name.require(expected is not None, "a constant has probabilities")
        name.require(expected in (None, self.constant), "its strategy is another")

    def _read_nicer(self, part: Part, name: Part) -> None:
        self.copies = part["copies"].word("random", "worst")
        known = "nicer" if self.copies == "random" else "nicer:worst"
        name.require(name.text() == known, f"it is {known!r}")

    def _read_lp(self, part: Part, name: Part) -> None:
        name.require(name.text() == "lp", "it is 'lp'")

    def _read_nelp(self, part: Part, name: Part) -> None:
        value, (self.punishment, _) = security_of(part["security"], self.scene.game, self.player)
        given = part.given("minimum")
        least = value if given is None else given.rational()
        known = "nelp" if given is None else f"nelp:{format_rational(least)}"
        name.require(name.text() == known, f"it is {known!r}")
        self._insist([1, *[0] * len(self.others)], least)

    def _read_demand(self, part: Part, name: Part) -> None:
        alphas = list(part["alphas"].rationals())
        counts = (1, len(self.others))
        part["alphas"].require(len(alphas) in counts and min(alphas) >= 0, "these are no shares")
        known = f"demand:{','.join(map(format_rational, alphas))}"
        name.require(name.text() == known, f"it is {known!r}")
        order = [self.player, *self.others]
        proved = [
            security_of(item, self.scene.game, j)
            for item, j in zip(part["securities"].items(len(order)), order)
        ]
        self.punishment = proved[0][1][0]
        given = part.given("threat")
        threat = [v for v, _ in proved] if given is None else list(given.rationals(len(order)))
        self._insist([1, *[0] * len(self.others)], threat[0])
        for k, other in enumerate(threat[1:]):
            alpha = alphas[k % len(alphas)]
            row = [-alpha if j == k else Fraction(0) for j in range(len(self.others))]
            self._insist([1, *row], threat[0] - alpha * other)

    def _read_region(self, part: Part, name: Part) -> None:
        name.text()
        for item in part["half_spaces"]:
            *weights, bound = item.rationals(len(self.others) + 2)
            self._insist(weights, bound)
        punishment = part["punishment"]
        if isinstance(punishment.value, list):
            self.punishment = mixed_of(punishment, 2)[0]
        else:
            _, (self.punishment, _) = security_of(punishment, self.scene.game, self.player)

    def _insist(self, weights: Sequence[Fraction | int], bound: Fraction) -> None:
        """On Σ weights · (own payoff, the others' in order) ≥ bound."""
        rows = dict(zip([self.player, *self.others], weights))
        self.spaces.append(
            ([to_fmpq(Fraction(rows[j])) for j in self.worth.players], to_fmpq(bound))
        )

    # -- running it --------------------------------------------------------------------------------

    def output(self, read: tuple[int, ...]) -> Fraction:
        """The probability of its first move after reading these zones of all players."""
        if self.constant is not None:
            return self.constant
        if read not in self._known:
            self._known[read] = self._answer(read)
        return self._known[read]

    def _answer(self, read: tuple[int, ...]) -> Fraction:
        # Long: one case for each kind of program.
        if self.kind == "own":
            assert self.run is not None
            return self.run(read)
        ends = [self.scene.ends(zone) for zone in read]
        middles = [(low + high) / 2 for low, high in ends]
        step = self.scene.epsilon
        if self.copies:
            nice = [
                middles[j] if custom(self.scene.game, j, "cooperate") == 0 else 1 - middles[j]
                for j in self.others
            ]
            copied = sum(nice, Fraction(0)) / len(nice) if self.copies == "random" else min(nice)
            cooperates = step + (1 - step) * copied
            return (
                cooperates
                if custom(self.scene.game, self.player, "cooperate") == 0
                else 1 - cooperates
            )
        box = [(to_fmpq(low), to_fmpq(high)) for low, high in ends]
        corners = [self.worth(xs) for xs in product(*box)]
        for weights, bound in self.spaces:
            sums = (sum((a * u for a, u in zip(weights, pay)), start=fmpq(0)) for pay in corners)
            if all(total < bound for total in sums):
                return self.punishment
        better = [move for move in (0, 1) if self._improves(move, box)]
        here = middles[self.player]
        if not better:
            return here
        target = sum((Fraction(int(move == 0)) for move in better), Fraction(0)) / len(better)
        return (1 - step) * here + step * target

    def _improves(self, move: int, box: list[tuple[fmpq, fmpq]]) -> bool:
        """Whether the move is the own one of a step that is surely a gain for everybody."""
        for rest in product((0, 1), repeat=len(self.others)):
            step = list(rest)
            step.insert(self.player, move)
            if self._is_sure(step, box):
                return True
        return False

    def _is_sure(self, step: list[int], box: list[tuple[fmpq, fmpq]]) -> bool:
        # Long: who has arrived, the corners of where the others are, and everybody's growth there.
        goals = [fmpq(1 - move) for move in step]
        may = [j for j, (goal, ends) in enumerate(zip(goals, box)) if goal in ends]
        for there in product((False, True), repeat=len(may)):
            arrived = {j for j, is_there in zip(may, there) if is_there}
            moving = [j for j in self.worth.players if j not in arrived]
            places = [(goals[j],) if j in arrived else box[j] for j in self.worth.players]
            for xs in product(*places):
                growth = [fmpq(0)] * len(step)
                for j in moving:
                    ahead, behind = (
                        self.worth((*xs[:j], end, *xs[j + 1 :])) for end in (goals[j], 1 - goals[j])
                    )
                    growth = [g + a - b for g, a, b in zip(growth, ahead, behind)]
                if min(growth) <= 0:
                    return False
        return True
