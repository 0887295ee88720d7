"""Claims about the worked examples of dependency equilibria: exact sets, ends and values."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import partial

from oraclegames.conditional.best.outline import local_dimension
from oraclegames.conditional.check.check import check
from oraclegames.conditional.solve import solve
from oraclegames.conditional.two_by_two.correlated import correlated
from oraclegames.conditional.two_by_two.spohn_curve import payoff_polynomial_factors
from oraclegames.games.catalog import (
    all_match,
    battle_of_the_sexes,
    chicken_textbook,
    matching_pennies,
    stag_hunt,
    traffic_lights,
)
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.instances import (
    Slip,
    arc_ends,
    equilibrium_instance,
    interior_of,
    nudged,
    points_of,
    shares,
    size_of,
)

_claim = partial(claim, essay="Dependency equilibria", section="Worked examples", source="derived")


PENNIES = matching_pennies()
SEXES = battle_of_the_sexes()
CHICKEN_TEXTBOOK = chicken_textbook()
SAFE_HARES = stag_hunt(4, 3)
LIGHTS = traffic_lights()
ALL_MATCH = all_match(3)
PURE_BY_TIES = Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]])
NEGATIVE_DILEMMA = Game.from_arrays(
    [[-1, -3], [0, -2]], [[-1, 0], [-3, -2]], title="Prisoner's Dilemma −1, −3, 0, −2"
)


def _pure(game: Game) -> dict[str, str]:
    """The pure dependency equilibria as row-column digits, and whether they are reflective."""
    return {f"{pure.outcome[0]}{pure.outcome[1]}": pure.reflective for pure in solve(game).pure}


@_claim(
    "example/battle-of-the-sexes", source="Spohn 2003 for the game; derived", picture="solution"
)
def sexes(facts: Findings, game: Game = SEXES) -> None:
    """Battle of the Sexes 3, 2: a segment of equilibria with payoffs (5a, 5a), 0 < a < 2/5, through
    the Nash equilibrium, which every point with a > 6/25 dominates; and a whole edge of
    miscoordination, of which only (0, 3, 2, 0)/5 and no pure outcome is reflective.
    """
    solution = solve(game)
    points = points_of(game)
    cells = [point.distribution for point in points]
    facts.all(
        "p11 = p22 and 2 p12 = 3 p21 + p11", [p == s and 2 * q == 3 * r + p for p, q, r, s in cells]
    )
    facts.all("payoffs (5a, 5a)", [p.values == (5 * p.distribution[0],) * 2 for p in points])
    facts.equal("ends", {shares(2, 1, 0, 2), shares(0, 3, 2, 0)}, arc_ends(game))
    nash = solution.nash
    facts.equal(
        "totally mixed Nash equilibrium", shares(6, 9, 4, 6), nash and nash.point.distribution
    )
    facts.equal("its payoffs", (Fraction(6, 5), Fraction(6, 5)), nash and nash.point.values)
    facts.true("it is dominated by equilibria nearby", nash and nash.dominated)
    facts.equal("pure", {"00": "yes", "01": "no", "10": "no", "11": "yes"}, _pure(game))
    edge = [side for side in solution.sides if side.support == (1, 2)]
    facts.equal("the edge is all equilibria", [2], [len(side.part.corners) for side in edge])
    facts.equal(
        "reflective points of the edge",
        [shares(0, 3, 2, 0)],
        [part.corners[0].distribution for side in edge for part in side.reflective],
    )
    polytope = correlated(game)
    facts.equal("f-vector of the correlated equilibria", (5, 9, 6, 1), polytope.f_vector)
    facts.equal(
        "its vertices",
        {
            shares(1, 0, 0, 0),
            shares(0, 0, 0, 1),
            shares(2, 3, 0, 2),
            shares(3, 0, 2, 3),
            shares(6, 9, 4, 6),
        },
        set(polytope.vertices),
    )


@_claim(
    "example/negative-dilemma",
    source="Portakal and Sturmfels 2022 for the game; derived",
    picture="solution",
)
def negative_dilemma(facts: Findings, game: Game = NEGATIVE_DILEMMA) -> None:
    """Prisoner's Dilemma [−1, −3; 0, −2]: the values fill both diagonals of the square (−2, −1)²,
    crossing at (3, 1, 1, 3)/8; the odds ratio p11·p22/(p12·p21) is at least 9.
    """
    points = points_of(game, 15)
    facts.equal(
        "factors of the payoff curve",
        ("x + y + 3", "x - y"),
        tuple(sorted(payoff_polynomial_factors(game))),
    )
    facts.all(
        "values on a diagonal", [(x - y) * (x + y + 3) == 0 for x, y in (p.values for p in points)]
    )
    crossing = interior_of(game).crossing
    facts.equal("crossing", shares(3, 1, 1, 3), crossing and crossing.distribution)
    facts.equal(
        "ends",
        {shares(1, 0, 0, 0), shares(0, 0, 0, 1), shares(1, 0, 1, 1), shares(1, 1, 0, 1)},
        arc_ends(game),
    )
    ratios = [p * s >= 9 * q * r for p, q, r, s in (point.distribution for point in points)]
    facts.all("odds ratio at least 9", ratios)
    facts.equal("pure", {"00": "yes", "11": "yes"}, _pure(game))
    facts.all(
        "nothing else: every side is an end", [len(s.part.corners) == 1 for s in solve(game).sides]
    )


@_claim("example/chicken-textbook", picture="solution")
def textbook_chicken(facts: Findings, game: Game = CHICKEN_TEXTBOOK) -> None:
    """Chicken [3, 1; 4, 0]: one arc with equal values in (1, 3) through the uniform Nash
    equilibrium, from (0, 1, 1, 3)/5 to both swerving; the pure outcomes except the crash.
    """
    rows = []
    for point in points_of(game):
        p, q, r, s = point.distribution
        x, y = point.values
        rows.append(x == y and q == r and q * (x - 1) == p * (3 - x) and s * x == r * (4 - x))
    facts.all("x = y, p12 = p21 and the stated odds", rows)
    facts.equal("ends", {shares(1, 0, 0, 0), shares(0, 1, 1, 3)}, arc_ends(game))
    nash = solve(game).nash
    facts.equal("Nash equilibrium", (Fraction(1, 4),) * 4, nash and nash.point.distribution)
    facts.equal("its values", (2, 2), nash and nash.point.values)
    facts.equal("pure", {"00": "yes", "01": "yes", "10": "yes"}, _pure(game))


@_claim("example/matching-pennies", picture="solution")
def pennies(facts: Findings, game: Game = PENNIES) -> None:
    """Matching Pennies, a zero-sum game with every value: (1+x, 1−x, 1−x, 1+x)/4 has values (x, −x)
    for all −1 < x < 1.
    """
    facts.equal("arcs", 1, len(interior_of(game).arcs))
    for x in (Fraction(-9, 10), Fraction(0), Fraction(1, 3), Fraction(3, 4)):
        cells = ((1 + x) / 4, (1 - x) / 4, (1 - x) / 4, (1 + x) / 4)
        verdict = check(game, cells)
        facts.equal(f"x = {x}", ("yes", x, -x), (verdict.verdict, *verdict.values))
    rows = []
    for point in points_of(game):
        v, w = point.values
        p, q, r, s = point.distribution
        rows.append(w == -v and p == s == (1 + v) / 4 and q == r == (1 - v) / 4)
    facts.all("all totally mixed equilibria have this form", rows)
    facts.equal("pure dependency equilibria", {"00", "01", "10", "11"}, set(_pure(game)))


@_claim("example/stag-hunt-with-ties", picture="solution")
def safe_hares(facts: Findings, game: Game = SAFE_HARES) -> None:
    """Stag Hunt [4, 0; 3, 3]: p12 = p21 = p11/3 with p22 free, payoffs (3, 3)."""
    points = points_of(game)
    cells = [point.distribution for point in points]
    facts.all("p12 = p21 = p11/3", [q == r == p / 3 for p, q, r, _ in cells])
    facts.equal("values", {(3, 3)}, {point.values for point in points})
    facts.equal("ends", {shares(0, 0, 0, 1), shares(3, 1, 1, 0)}, arc_ends(game))


@_claim("example/traffic-lights", source="Aumann 1974 for the idea; derived")
def lights(facts: Findings, game: Game = LIGHTS) -> None:
    """Traffic lights [−99, 1; 0, 0]: p12 = p21 = 99·p11 with p22 free, payoffs (0, 0); the
    correlated equilibria have five vertices, and 01, 10 and 11 are pure equilibria.
    """
    points = points_of(game)
    cells = [point.distribution for point in points]
    facts.all("p12 = p21 = 99·p11", [q == r == 99 * p for p, q, r, _ in cells])
    facts.equal("values", {(0, 0)}, {point.values for point in points})
    facts.equal("pure dependency equilibria", {"01", "10", "11"}, set(_pure(game)))
    facts.equal(
        "vertices of the correlated equilibria",
        {
            shares(0, 1, 0, 0),
            shares(0, 0, 1, 0),
            shares(1, 99, 99, 0),
            shares(0, 1, 1, 99),
            shares(1, 99, 99, 9801),
        },
        set(correlated(game).vertices),
    )


@_claim("example/pure-by-ties")
def pure_by_ties(facts: Findings, game: Game = PURE_BY_TIES) -> None:
    """With A = [0, 1; 0, −1] and B = [−2, 0; 1, −1] exactly the outcomes 01 and 10 are pure
    dependency equilibria.
    """
    facts.equal("pure dependency equilibria", {"01", "10"}, set(_pure(game)))
    facts.true("re-checked", all(pure.verify() for pure in solve(game).pure))


@_claim("example/all-match")
def three_who_match(facts: Findings, game: Game = ALL_MATCH) -> None:
    """Three players who gain only if all match: totally mixed equilibria have equal chances m in
    (1/3, 2/3) of the first move, p000 = x·m and p111 = x(1 − m), and pay x to everybody; they fill
    four dimensions.
    """
    # Random members of the family are equilibria, and nothing near them off it is.
    rng = random.Random(21)
    members = []
    for cells, x in filter(None, (_family_member(rng) for _ in range(40))):
        verdict = check(game, cells)
        members.append(verdict.verdict == "yes" and verdict.values == (x, x, x))
    facts.all("members of the family are equilibria that pay x", members)
    cells = shares(3, 1, 1, 1, 1, 1, 1, 3)
    facts.equal("dimension at a symmetric member", 4, _local_dimension(game, cells))


@_claim("example/dimension", source="Portakal and Sturmfels 2022; derived for totally mixed points")
def generic_dimension(
    facts: Findings,
    sizes: dict[tuple[int, ...], int] = {  # noqa: B006  (never changed)
        (2, 2): 1,
        (3, 2): 2,
        (4, 2): 3,
        (3, 3): 4,
        (2, 2, 2): 4,
        (3, 2, 2): 7,
    },
    error: Slip = 0,
) -> None:
    """The totally mixed equilibria of a generic game with m_i moves have dimension Π m_i − 1 − Σ
    (m_i − 1): 1, 2, 3, 4, 4 and 7 for 2×2, 3×2, 4×2, 3×3, 2×2×2 and 3×2×2.
    """
    # The rank of the equations at random equilibria.
    rng = random.Random(22)
    for shape, said in sizes.items():
        found = set()
        for _ in range(3):
            drawn = equilibrium_instance(rng, shape)
            judged = nudged(drawn.game, error)
            on = check(judged, drawn.probabilities).verdict == "yes"
            found.add(_local_dimension(judged, drawn.probabilities) if on else -1)
        facts.equal(size_of(shape), {said}, found)


def _family_member(rng: random.Random) -> tuple[tuple[Fraction, ...], Fraction] | None:
    """Random p with equal marginals m, p000 = x·m and p111 = x(1 − m), all positive; or None."""
    m = Fraction(rng.randint(8, 15), 23)
    x = Fraction(rng.randint(1, 19), 20)
    one, two = x * m, x * (1 - m)
    # Cells: p_i where i alone is second, q_i where i alone is first. Player i's chance of the first
    # move is one + Σ_{j≠i} p_j + q_i = m; so q_i = m − one − Σ p + p_i, and
    # since all cells sum to 1, Σ p = 3(m − one) − (1 − one − two).
    total = 1 - one - two
    p = [Fraction(rng.randint(1, 9), 100) for _ in range(3)]
    step = (3 * (m - one) - total - sum(p)) / 3
    p = [each + step for each in p]
    q = [m - one - sum(p) + each for each in p]
    if sum(p) + sum(q) != total or min(*p, *q) <= 0:
        return None
    return (one, p[2], p[1], q[0], p[0], q[1], q[2], two), x


def _local_dimension(game: Game, cells: tuple[Fraction, ...]) -> int:
    return local_dimension(game, cells, Distribution.of(game, cells).values)[0]
