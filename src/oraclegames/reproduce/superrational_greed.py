"""Claims on agents that demand more than their minmax value: who meets, and who defects."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from oraclegames.games.game import Game
from oraclegames.reflective.match.fixed_points import Payoffs
from oraclegames.reflective.match.match import match
from oraclegames.reproduce.claim import Findings
from oraclegames.reproduce.dilemmas import (
    LARGE,
    SMALL,
    Play,
    distance,
    farthest,
    pareto,
    payoffs,
    plays,
)
from oraclegames.reproduce.match_claim import (
    BOTH_DEFECT,
    DELTAS,
    SOURCE,
    STEP,
    anything,
    essay_claim,
    match_claim,
    reaches,
)

GREED = "Allowable regions and greed"


@essay_claim("match/raised-minimum", section=GREED, picture="match")
def raised_minimum(
    facts: Findings,
    games: tuple[Game, ...] = (LARGE,),
    first: str = "nelp:2",
    second: str = "nelp:2",
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """A minimum raised to 2 works against LP and the cooperating rock, but runs into trouble with
    itself: besides the Pareto outcomes of at least 2 each, mutual defection becomes a possible
    answer of the oracle (and so does the corner (2, 2), by random answers).
    """
    grid = [(Fraction(k, 60), Fraction(m, 60)) for k in range(61) for m in range(61)]

    for game in games:
        corner = min(grid, key=lambda play: sum(abs(u - 2) for u in payoffs(game, *play)))
        said = [*pareto(game, lambda u, v: u >= 2 and v >= 2), BOTH_DEFECT, corner]
        reaches(facts, [game], (first, second), deltas, said)
        found = plays(match(game, first, second, deltas[0], STEP))
        facts.true("mutual defection is a fixed point", BOTH_DEFECT in found)
        for other in ("lp", "cooperate"):
            result = match(game, first, other, deltas[0], STEP)
            low = min(u for u, _ in result.payoffs)
            facts.within(f"against {other}: shortfall below 2", float(2 - low), 0.2)
            front = pareto(game, anything)
            blur = 2 * float(deltas[0] / STEP)
            facts.within(f"against {other}: Pareto", farthest(plays(result), front), blur)


match_claim(
    "match/kite",
    GREED,
    "The green agent, demand(1/2), against itself reaches the Pareto top of the kite: "
    "the outcomes at which neither gain over the minmax point is more than twice the other.",
    ("demand:1/2", "demand:1/2"),
    lambda u, v: 2 * (u - 1) >= v - 1 and 2 * (v - 1) >= u - 1,
)

match_claim(
    "match/green-yellow",
    GREED,
    "The green agent cooperates with the yellow one, demand(2): they reach the Pareto "
    "outcome where their regions overlap.",
    ("demand:1/2", "demand:2"),
    lambda u, v: abs((v - 1) - 2 * (u - 1)) <= Fraction(1, 100),
)

match_claim(
    "match/yellow-yellow",
    GREED,
    "Two yellow agents, demand(2), defect on each other.",
    ("demand:2", "demand:2"),
    [BOTH_DEFECT],
    only=True,
)


@essay_claim(
    "match/slightly-greedy", section=GREED, source="measured", quick={"finer": Fraction(1, 500)}
)
def slightly_greedy(
    facts: Findings,
    game: Game = SMALL,
    first: str = "demand:4/5",
    second: str = "demand:7/5",
    finer: Fraction = Fraction(1, 600),
) -> None:
    """Just above αβ = 1 a finite precision hides the conflict: in the Dilemma 3, 2, 1, 0, at δ =
    1/150 and ε = 1/5, demand(4/5) still cooperates with demand(7/5) with probabilities of 25 to 38
    %; the finer the readings, the less.
    """
    # The blur δ/(ε(αβ − 1)) at one precision and at a finer one.
    coarse = [x for x, _ in plays(match(game, first, second, Fraction(1, 150), STEP))]
    ends = (min(coarse), max(coarse))
    facts.equal("least and most cooperation", (Fraction(19, 75), Fraction(19, 50)), ends)
    most = max(x for x, _ in plays(match(game, first, second, finer, STEP)))
    facts.true("less than half of it at finer readings", 2 * most < max(coarse), float(most))


@essay_claim(
    "match/greed-table",
    section=GREED,
    source=SOURCE + "; the threshold derived",
    quick={"alphas": ("0", "1/2", "1", "2"), "delta": Fraction(1, 100)},
)
def greed_table(
    facts: Findings,
    game: Game = SMALL,
    alphas: tuple[str, ...] = ("0", "1/4", "1/2", "3/4", "1", "4/3", "2", "3"),
    kind: str = "demand",
    delta: Fraction = Fraction(1, 200),
) -> None:
    """Demands α and β meet on the Pareto frontier if αβ ≤ 1, and defect on each other if αβ > 1: a
    higher demand gets more from those who still accept, and nothing from the others.
    """
    # Every pair of demands, and what the first player is sure to get.
    demands = list(map(Fraction, alphas))
    shares: dict[tuple[Fraction, Fraction], Payoffs] = {}
    rows = []
    for a in demands:
        row: list[str] = [f"α = {a}"]
        for b in demands:
            result = match(game, f"{kind}:{a}", f"{kind}:{b}", delta, STEP)
            shares[a, b] = low, high = result.ranges()[0]
            _demands_meet(facts, game, a, b, delta, plays(result))
            refused = f"defect ({float(low):.2f})"
            row.append(refused if a * b > 1 else f"{float(low):.2f} to {float(high):.2f}")
        rows.append(row)
    for b in demands:
        accepted = [shares[a, b] for a in demands if a * b <= 1]
        rising = all(more[0] > less[0] for less, more in pairwise(accepted))
        facts.true(f"β = {b}: a higher accepted demand is sure of more", rising)
        others = [shares[a, b][1] for a in demands if a * b > 1]
        if others:
            worse = max(others) < accepted[-1][0]
            facts.true(f"β = {b}: every refused demand gets less than the last accepted", worse)
    facts.table(
        "What the first player gets with demand α against demand β",
        ["", *(f"β = {b}" for b in alphas)],
        rows,
    )


def _demands_meet(
    facts: Findings, game: Game, a: Fraction, b: Fraction, delta: Fraction, found: Sequence[Play]
) -> None:
    """Demands a and b against mutual defection, or against the frontier."""
    blur, pair = float(delta / STEP), f"α = {a}, β = {b}"
    if a * b > 1:
        bound = 6 * blur / float(a * b - 1) + float(3 * (a + b) * delta)
        facts.within(f"{pair}: distance to mutual defection", farthest(found, [BOTH_DEFECT]), bound)
        return
    near = Fraction(1, 50) if a * b == 1 else 0

    def allowed(u: Fraction, v: Fraction) -> bool:
        return min(u, v) >= 1 and u - 1 >= a * (v - 1) - near and v - 1 >= b * (u - 1) - near

    said = pareto(game, allowed)
    facts.within(f"{pair}: distance to the frontier", distance(found, said), 3 * blur)
