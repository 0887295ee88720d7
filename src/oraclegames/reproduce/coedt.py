"""Claims of the essay on games between agents that condition on their own move (COEDT).

Source: Diffractor, "COEDT equilibria in games", 2018. A distribution P over outcomes is listed in
row-major order; c_i(s; P) = E_P[U_i | s_i = s].
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from oraclegames.conditional.check.check import check
from oraclegames.conditional.oracle.theorems import theorem_1, theorem_2
from oraclegames.conditional.oracle.weakly_leads import weakly_leads_to
from oraclegames.conditional.solve import solve
from oraclegames.games.catalog import chicken, prisoners_dilemma, stag_hunt
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.instances import (
    SHAPES,
    Shapes,
    Slip,
    arc_ends,
    both_notions,
    draw_distribution,
    draw_game,
    equilibrium_instance,
    interior_of,
    nudged,
    points_of,
    shares,
    size_of,
    tables,
)

_claim = partial(
    claim, essay="COEDT equilibria in games", section="Pictures", source="Diffractor 2018"
)

DERIVED = "Diffractor 2018, with closed forms derived for this package"

DILEMMA = prisoners_dilemma()
DILEMMA_5310 = prisoners_dilemma(5, 3, 1, 0)
CHICKEN = chicken()
STAG_HUNT = stag_hunt()


@_claim("coedt/correlated-space", section="Definitions")
def correlated_space(
    facts: Findings, game: Game = DILEMMA, distribution: str = "5/32, 3/32, 3/32, 21/32"
) -> None:
    """All players are answered by the same oracle, so equilibria are joint distributions: some are
    no product of independent strategies.
    """
    # A correlated equilibrium of the Prisoner's Dilemma, played by a reflective COD.
    verdict = check(game, distribution)
    facts.equal(f"({distribution}) is an equilibrium", "yes", verdict.verdict)
    p11, p12, p21, p22 = verdict.distribution.probabilities
    facts.true("p11·p22 ≠ p12·p21, so play is correlated", p11 * p22 != p12 * p21)
    facts.true(
        "a fully mixed distribution over oracles plays it and weakly leads to itself",
        theorem_1(game, distribution).verify(),
    )


@_claim("coedt/indifference-surfaces", section="Definitions", quick={"count": 60})
def indifference_surfaces(facts: Findings, count: int = 2000, error: Slip = 0) -> None:
    """The totally mixed equilibria of a 2×2 game are where both players' indifference surfaces meet
    inside the tetrahedron of joint distributions.
    """
    # Points of random games lie on both quadrics; points off a quadric are no equilibria.
    rng = random.Random(1)
    on, off = [], []
    for _ in range(count):
        game = draw_game(rng)
        seen = nudged(game, error)
        on += [not any(_quadrics(seen, point.distribution)) for point in points_of(game, 2)]
        drawn = draw_distribution(rng, game)
        surely = any(_quadrics(game, drawn.probabilities))
        off.append(surely is (check(game, drawn).verdict == "no"))
    facts.all("points of the computed sets solve both quadratic equations exactly", on)
    facts.all("random points are refuted exactly where a quadratic is not zero", off)


@_claim("coedt/prisoners-dilemma", source=DERIVED, picture="solution")
def prisoners_dilemma_set(facts: Findings, game: Game = DILEMMA) -> None:
    """Prisoner's Dilemma: mutual cooperation and mutual defection are equilibria. The totally mixed
    ones are two arcs that cross at (3/8, 1/8, 1/8, 3/8): one from DD to CC with equal values, one
    on which the values sum to 3.
    """
    solution = solve(game)
    interior = interior_of(game)
    facts.equal("arcs", 2, len(interior.arcs))
    crossing = interior.crossing
    facts.equal("crossing", shares(3, 1, 1, 3), crossing and crossing.distribution)
    values = [point.values for point in points_of(game)]
    facts.all("(v − w)(v + w − 3) = 0", [(v - w) * (v + w - 3) == 0 for v, w in values])
    facts.equal(
        "ends of the arcs",
        {shares(1, 0, 0, 0), shares(0, 0, 0, 1), shares(1, 1, 0, 1), shares(1, 0, 1, 1)},
        arc_ends(game),
    )
    _point(facts, game, shares(5, 3, 3, 21), "5/4", "5/4")
    _point(facts, game, shares(3, 1, 1, 3), "3/2", "3/2")
    _point(facts, game, shares(21, 3, 3, 5), "7/4", "7/4")
    _point(facts, game, shares(9, 6, 1, 9), "6/5", "9/5")
    facts.equal(
        "pure equilibria, all reflective",
        {("Cooperate", "Cooperate"): "yes", ("Defect", "Defect"): "yes"},
        {pure.labels: pure.reflective for pure in solution.pure},
    )
    facts.true("the solution re-checks itself from the payoffs", solution.verify())


@_claim("coedt/prisoners-dilemma-5310", source=DERIVED, picture="solution")
def prisoners_dilemma_5310(facts: Findings, game: Game = DILEMMA_5310) -> None:
    """In the Prisoner's Dilemma 5, 3, 1, 0 the values of the totally mixed equilibria satisfy (v −
    w)(vw + 3v + 3w − 15) = 0; both are 2 at (2/7, 1/7, 1/7, 3/7).
    """
    solution = solve(game)
    values = [point.values for point in points_of(game)]
    facts.all(
        "(v − w)(vw + 3v + 3w − 15) = 0",
        [(v - w) * (v * w + 3 * v + 3 * w - 15) == 0 for v, w in values],
    )
    _point(facts, game, shares(2, 1, 1, 3), "2", "2")
    facts.true("the solution re-checks itself from the payoffs", solution.verify())


@_claim("coedt/chicken", source=DERIVED, picture="solution")
def chicken_line(facts: Findings, game: Game = CHICKEN) -> None:
    """Chicken: a line of equilibria along which both players expect 4, the segment (1 − 9t, 4t, 4t,
    t) with 0 < t < 1/9; its end, both swerve, is an equilibrium too.
    """
    facts.equal("arcs", 1, len(interior_of(game).arcs))
    points = points_of(game)
    facts.all(
        "points are (1 − 9t, 4t, 4t, t)",
        [(p, q, r) == (1 - 9 * t, 4 * t, 4 * t) for p, q, r, t in (x.distribution for x in points)],
    )
    facts.equal("ends", {shares(1, 0, 0, 0), shares(0, 4, 4, 1)}, arc_ends(game))
    facts.equal("values on the line", {(4, 4)}, {point.values for point in points})
    for both, cells, said in (("swerve", "1, 0, 0, 0", "yes"), ("go straight", "0, 0, 0, 1", "no")):
        found = both_notions(game, cells)
        facts.equal(f"both {both}: dependency, reflective", (said, said), found)


@_claim("coedt/chicken-disconnected")
def chicken_disconnected(facts: Findings, game: Game = CHICKEN) -> None:
    """In Chicken the two outcomes where one swerves and the other goes straight are disconnected
    points of the boundary that reflective oracles produce.
    """
    isolated = {
        pure.labels: (pure.reflective, pure.verify()) for pure in solve(game).pure if pure.isolated
    }
    facts.equal(
        "isolated pure equilibria, reflective, with evidence that re-checks itself",
        {("Swerve", "Straight"): ("yes", True), ("Straight", "Swerve"): ("yes", True)},
        isolated,
    )


@_claim("coedt/chicken-4.05")
def chicken_tempting(
    facts: Findings, game: Game = CHICKEN, straight: Fraction = Fraction(1, 10)
) -> None:
    """In Chicken the best common strategy, straight with probability 10 %, pays 4.05, but is no
    equilibrium: given that one goes straight one expects 4.5, given that one swerves 4.
    """

    def common(p: Fraction) -> Distribution:
        return Distribution.product(game, (1 - p, p), (1 - p, p))

    # The value is a quadratic in p, known from three points; its top is where the slope is zero.
    u0, u1, u2 = (common(Fraction(k, 2)).value(0) for k in range(3))
    bend, slope = 2 * (u0 - 2 * u1 + u2), 4 * u1 - 3 * u0 - u2
    facts.equal("best common probability of straight", Fraction(1, 10), -slope / (2 * bend))
    point = common(straight)
    facts.equal("value to each", (Fraction(81, 20), Fraction(81, 20)), point.values)
    facts.equal("given straight", Fraction(9, 2), point.conditional_value(0, 1))
    facts.equal("given swerve", 4, point.conditional_value(0, 0))
    facts.equal("an equilibrium", "no", check(game, point).verdict)
    facts.true("a query of the agents refutes it", theorem_2(game, point).verify())


@_claim("coedt/stag-hunt", source=DERIVED, picture="solution")
def stag_hunt_set(facts: Findings, game: Game = STAG_HUNT, s: Fraction = Fraction(4)) -> None:
    """Stag Hunt: many equilibria in which both expect 1, the segment (a, (s−1)a, (s−1)a, 1 −
    (2s−1)a), and the stag for both as a disconnected point.
    """
    points = points_of(game)
    facts.all(
        "points have the stated form",
        [p.distribution[1] == p.distribution[2] == (s - 1) * p.distribution[0] for p in points],
    )
    facts.equal("values", {(1, 1)}, {point.values for point in points})
    top = 1 / (2 * s - 1)
    facts.equal(
        "ends", {shares(0, 0, 0, 1), (top, (s - 1) * top, (s - 1) * top, 0)}, arc_ends(game)
    )
    facts.equal(
        "pure equilibria, and which are isolated",
        {("Stag", "Stag"): True, ("Hare", "Hare"): False},
        {pure.labels: pure.isolated for pure in solve(game).pure if pure.reflective == "yes"},
    )


@_claim("coedt/theorem-1", section="Theorems", quick={"count": 5})
def theorem_1_on_random_games(
    facts: Findings, shapes: Shapes = SHAPES, count: int = 150, error: Slip = 0
) -> None:
    """Theorem 1: every fully mixed conditional equilibrium is played by a reflective conditional
    oracle distribution.
    """
    # The theorem's oracle distribution is built and re-checked for random equilibria.
    rng = random.Random(2)
    for shape in shapes:
        proofs = []
        for _ in range(count):
            drawn = equilibrium_instance(rng, shape)
            proof = theorem_1(nudged(drawn.game, error), drawn.probabilities)
            proofs.append(proof.verify() and bool(proof.lead))
        facts.all(
            f"{size_of(shape)} games: the proof's oracle distribution weakly leads to itself",
            proofs,
        )


@_claim("coedt/theorem-2", section="Theorems", quick={"count": 8})
def theorem_2_on_random_games(
    facts: Findings, shapes: Shapes = SHAPES, count: int = 200, size: int = 9
) -> None:
    """Theorem 2: no reflective conditional oracle distribution plays a fully mixed distribution
    that is no equilibrium.
    """
    # The violated query is found, and the oracle distribution does not lead to itself.
    rng = random.Random(3)
    for shape in shapes:
        proofs, leads = [], []
        for _ in range(count):
            game = draw_game(rng, shape, -size, size)
            drawn = draw_distribution(rng, game)
            refuted = theorem_2(game, drawn)
            proofs.append(refuted.verify())
            cod = refuted.agents.fully_mixed_cod(drawn)
            leads.append(not weakly_leads_to(cod, cod))
        facts.all(
            f"{size_of(shape)} games: a query has the wrong answer with positive probability",
            proofs,
        )
        facts.all(f"{size_of(shape)} games: the oracle distribution does not lead to itself", leads)


@_claim("coedt/no-closed-loop", source="derived", quick={"count": 60})
def arcs_end_on_the_boundary(facts: Findings, count: int = 2000, error: Slip = 0) -> None:
    """Every arc of totally mixed equilibria of a 2×2 game runs from one point of the tetrahedron's
    surface to another, and its ends are equilibria as well.
    """
    # Ends of arcs of random games, with ties among the payoffs.
    rng = random.Random(4)
    ends, verdicts, steps = [], [], []
    for _ in range(count):
        game = draw_game(rng, low=-2, high=2)
        seen = nudged(game, error)
        for arc in interior_of(game).arcs:
            for cells in (end.distribution for end in arc.ends):
                ends.append(min(cells) == 0 and sum(cells) == 1)
                if all(isinstance(p, Fraction) for p in cells):
                    verdicts.append(check(seen, cells).reflective == "yes")
            steps.append(arc.span[0] < arc.span[1])
    facts.all("ends lie on the boundary", ends)
    facts.all("rational ends are reflective equilibria", verdicts)
    facts.all("arcs have a length", steps)


def _point(facts: Findings, game: Game, cells: Sequence[Fraction], *values: str) -> None:
    verdict = check(game, cells)
    facts.equal(
        f"({', '.join(map(str, cells))}) is an equilibrium with values",
        ("yes", *map(Fraction, values)),
        (verdict.verdict, *verdict.values),
    )


def _quadrics(game: Game, cells: Sequence[Any]) -> tuple[Any, Any]:
    """Both indifference conditions, cleared of denominators, at a distribution."""
    (a11, a12, a21, a22), (b11, b12, b21, b22) = tables(game)
    p, q, r, s = cells
    row = p * r * (a11 - a21) + p * s * (a11 - a22) + q * r * (a12 - a21) + q * s * (a12 - a22)
    col = p * q * (b11 - b12) + p * s * (b11 - b22) + q * r * (b21 - b12) + r * s * (b21 - b22)
    return row, col
