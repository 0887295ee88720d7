"""A solution in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from oraclegames.conditional.check.check import check
from oraclegames.conditional.two_by_two.alike import sentences
from oraclegames.conditional.two_by_two.arcs import Arc, Point, Segment, ValueArc
from oraclegames.conditional.two_by_two.edges_and_faces import Part, Side
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import readable, rounded
from oraclegames.exact.surd import Exact, rational_between
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.games.names import listed, move_name, player_name, worth

if TYPE_CHECKING:
    from oraclegames.conditional.solution import Solution


def describe_solution(solution: Solution) -> str:
    """Everything that is known, a few lines for each part."""
    lines = [*_totally_mixed(solution), "", *_pure(solution)]
    if solution.sides:
        lines += ["", *_sides(solution)]
    tempting = list(_tempting(solution))
    if tempting:
        lines += ["", "Tempting, but not an equilibrium", *tempting]
    return "\n".join(lines)


def is_straight(arc: Arc) -> bool:
    """Whether an arc is a segment of a line.

    Exact: a line that meets both quadrics in three points lies in both.
    """
    if isinstance(arc, Segment):
        return True
    start, stop = (end.distribution for end in arc.ends)
    middle = arc.at(rational_between(*arc.span)).distribution
    return all(
        (middle[i] - start[i]) * (stop[j] - start[j])
        == (middle[j] - start[j]) * (stop[i] - start[i])
        for i in range(4)
        for j in range(i)
    )


def _totally_mixed(solution: Solution) -> Iterator[str]:
    interior, game = solution.interior, solution.game
    if interior is None:
        yield from _outline(solution)
        return
    if interior.dimension == -1:
        yield "Totally mixed equilibria: none."
        return
    if interior.surface is not None:
        yield from _surface(solution)
        return
    count = len(interior.arcs)
    yield f"Totally mixed equilibria: {'one curve' if count == 1 else f'{count} curves'}"
    for arc in interior.arcs:
        straight = is_straight(arc)
        start, stop = arc.ends
        yield f"  {'segment' if straight else 'arc'} from {_point(game, start)}"
        yield f"  {'     to' if straight else ' to'} {_point(game, stop)},"
        yield f"    {_worth(game, arc)}"
        yield from (f"    {clause}" for clause in sentences(game, arc, odds_maps(game)))
    if interior.crossing is not None:
        point = interior.crossing
        yield f"  they cross at {_point(game, point)}, worth {_values(game, point.values)}"
    if solution.nash is not None:
        fate = (
            "dominated by its neighbours on the curve"
            if solution.nash.dominated
            else ("not dominated by its neighbours on the curve")
        )
        point = solution.nash.point
        yield f"  through the mixed Nash equilibrium {_point(game, point)},"
        yield f"    worth {_values(game, point.values)}, {fate}"
    if solution.curve is not None:
        kind = {"smooth": "smooth (genus 1)", "nodal": "nodal", "reducible": "reducible: it splits"}
        invariant = solution.curve.j_invariant
        tail = "" if invariant is None else f", j-invariant {readable(invariant)}"
        yield f"  the complex curve is {kind[solution.curve.kind]}{tail}"


def _outline(solution: Solution) -> Iterator[str]:
    """What is known of the totally mixed equilibria of a larger game."""
    known, game = solution.outline, solution.game
    if solution.whole is not None:
        yield from str(solution.whole).splitlines()
        return
    if known is None:
        late = solution.status == "partial"
        yield f"Totally mixed equilibria: not computed {'in time' if late else 'for this game'}."
        return
    if known.dimension == -1:
        yield "Totally mixed equilibria: none."
        return
    if known.welfare.value is None:
        yield "Totally mixed equilibria: none found, and not proved that there is none"
    else:
        proved = "" if known.regular else "at most "
        dimension = "unknown" if known.dimension is None else f"{proved}{known.dimension}"
        yield f"Totally mixed equilibria: a set of dimension {dimension}, in outline"
    for player, extent in enumerate(known.box):
        if extent.reached is not None and extent.proved is not None:
            reached = " to ".join(map(rounded, extent.reached))
            proved = " to ".join(map(rounded, extent.proved))
            yield f"  {player_name(game, player)} gets {reached} (proved: within {proved})"
    welfare = known.welfare
    if welfare.value is not None and welfare.bound is not None:
        values = " and ".join(
            f"{rounded(value)} to {player_name(game, player)}"
            for player, value in enumerate(welfare.values[:8])
        )
        yield f"  the best welfare is {rounded(welfare.value)}, worth {values}"
        yield f"    (proved: at most {rounded(welfare.bound)}, {welfare.status})"


def _surface(solution: Solution) -> Iterator[str]:
    game, interior = solution.game, solution.interior
    assert interior is not None
    if interior.dimension == 3:
        yield "Totally mixed equilibria: every totally mixed distribution,"
        yield "  for both players are indifferent whatever happens"
        return
    yield "Totally mixed equilibria: a surface"
    examples = solution.sample(2)
    for point in examples:
        yield f"  for example {_point(game, point)}, worth {_values(game, point.values)}"


def _pure(solution: Solution) -> Iterator[str]:
    if solution.undecided:
        yield f"Pure outcomes that the time given did not reach: {len(solution.undecided)}"
    if not solution.pure:
        yield "Pure equilibria: none" + (" found so far." if solution.undecided else ".")
        return
    yield "Pure equilibria (dependency)"
    width = max(len(", ".join(pure.labels)) for pure in solution.pure)
    for pure in solution.pure:
        values = ", ".join(format_rational(value) for value in pure.values)
        lonely = ", isolated" if pure.isolated else ""
        why = f" ({pure.reason})" if pure.reflective != "yes" else ""
        yield f"  {', '.join(pure.labels):{width}}  pays {values}: {pure.notion}{lonely}{why}"


def _sides(solution: Solution) -> Iterator[str]:
    game = solution.game
    yield "Equilibria on edges and faces"
    for side, notions in zip(solution.sides, solution.side_notions):
        yield f"  {_part(game, side.part)}: {_notion(game, side)}"
        more = [name for name in notions if name in ("nash", "correlated", "coarse", "embedded")]
        if more:
            yield f"    {'also' if len(side.part.corners) == 1 else 'inside also'} {listed(more)}"


def _notion(game: Game, side: Side) -> str:
    if side.all_reflective:
        return "reflective" if len(side.part.corners) == 1 else "all reflective"
    if not side.reflective:
        return "not reflective" if len(side.part.corners) == 1 else "none reflective"
    return "reflective only " + "; ".join(_part(game, part) for part in side.reflective)


def _part(game: Game, part: Part) -> str:
    corners = [_point(game, corner) for corner in part.corners]
    worth = _values(game, part.corners[0].values)
    same = all(corner.values == part.corners[0].values for corner in part.corners)
    if len(corners) == 1:
        return f"{corners[0]}, worth {worth}"
    shape = "segment between " if len(corners) == 2 else "triangle of "
    tail = f", every point worth {worth}" if same else ""
    marks = [
        corner + (" (included)" if included else "")
        for corner, included in zip(corners, part.includes)
    ]
    return shape + " and ".join(marks) + tail


def _tempting(solution: Solution) -> Iterator[str]:
    """The best independent play of symmetric 2×2 games, and pure outcomes that pay both more."""
    game = solution.game
    if game.n_outcomes > 64:
        return
    listed = {pure.outcome for pure in solution.pure}
    for outcome in game.outcomes():
        if outcome in listed or outcome in solution.undecided:
            continue
        payoffs = game.payoffs(outcome)
        if any(all(p > v for p, v in zip(payoffs, pure.values)) for pure in solution.pure):
            verdict = check(game, Distribution.point(game, outcome))
            yield f"  {', '.join(game.outcome_labels(outcome))}: {verdict.reason}"
    common = _best_common_play(game)
    if common is not None:
        verdict = check(game, common)
        if not verdict:
            chance = format_rational(common.move_probabilities(0)[1])
            play = f"each plays {move_name(game, 0, 1)} with probability {chance}, independently"
            yield f"  {play}, worth {_values(game, verdict.values)}: {verdict.reason}"


def _best_common_play(game: Game) -> Distribution | None:
    """The best mixed strategy that both players of a symmetric 2×2 game could follow."""
    if game.shape != (2, 2) or any(
        game.payoff(0, (r, c)) != game.payoff(1, (c, r)) for r in (0, 1) for c in (0, 1)
    ):
        return None
    a, b, c, d = (game.payoff(0, outcome) for outcome in game.outcomes())
    curvature = a - b - c + d
    if curvature >= 0:
        return None
    chance = (2 * a - b - c) / (2 * curvature)
    if not 0 < chance < 1:
        return None
    return Distribution.product(game, (1 - chance, chance), (1 - chance, chance))


def _worth(game: Game, arc: Arc) -> str:
    start, stop = (end.values for end in arc.ends)
    if start == stop and is_straight(arc):
        return f"every point worth {_values(game, start)}"
    turning = arc.turning() if isinstance(arc, ValueArc) else None
    parts = []
    for player in (0, 1):
        stages = [_text(start[player]), _text(stop[player])]
        if turning is not None and turning[0] == player:
            stages.insert(1, _text(turning[1]))
        elif stages[0] == stages[1]:
            stages.pop()
        parts.append(f"{' → '.join(stages)} to {player_name(game, player)}")
    return "worth " + " and ".join(parts)


def _values(game: Game, values: Sequence[Exact]) -> str:
    if any(isinstance(value, str) for value in values):  # of a point that is known in floats
        return " and ".join(
            f"{_text(value)} to {player_name(game, player)}" for player, value in enumerate(values)
        )
    return worth(game.players, values)


def _point(game: Game, point: Point) -> str:
    """A distribution of a 2×2 game: its positive cells, or the bare outcome if it is pure."""
    cells = list(zip(game.outcomes(), point.distribution))
    if len(point.support) == 1:
        return "(" + ", ".join(game.outcome_labels(cells[point.support[0]][0])) + ")"
    return " ".join(
        f"({','.join(game.outcome_labels(outcome))}) {_text(p)}" for outcome, p in cells if p != 0
    )


def _text(number: Exact | str) -> str:
    """Exact where it is short, with a decimal where it is a surd."""
    return f"≈ {number}" if isinstance(number, str) else readable(number)
