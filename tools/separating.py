"""The smallest games that tell two notions apart, found by search, for the page on notions.

``python -m tools.separating docs/theory/notions.md`` writes the table between its two marks anew.

Searched are all games of two players with two moves each and payoffs 0 and 1, then 0, 1 and 2, in
the order of the sum of the payoffs, then as the payoffs are read, A and then B, row by row. A pair
of notions is told apart by the first game that has a pure outcome which is an equilibrium of
one and not of the other. Pairs that no pure outcome tells apart get the first game and the first
distribution with a denominator up to 3. Two pairs need three moves:

- coarse and correlated equilibrium are one notion for two moves; searched are 3×2 games in which
  the second player is paid nothing;
- subjective and dependency equilibrium at the first of 3×3 outcomes, where everybody gets 0, 1 if
  she alone changes her move, and small payoffs in the four cells where both do.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import chain, product
from pathlib import Path

from oraclegames import Distribution, Game, check, similar
from oraclegames.conditional.compare.elimination import rationalizable, securities, transparent
from oraclegames.conditional.phases.pure import notions_at
from oraclegames.errors import InputError

BEGIN, END = "<!-- separating games -->", "<!-- end of separating games -->"

JOINT = ("nash", "correlated", "coarse", "embedded", "reflective", "dependency", "subjective")
"""Notions of any joint distribution."""

NAMES = (*JOINT, "individually-rational", "transparent", "rationalizable", "superrational")

INCLUDED = {
    "nash": {"correlated", "coarse", "dependency", "subjective"},
    "correlated": {"coarse"},
    "embedded": {"dependency", "subjective"},
    "reflective": {"dependency", "subjective"},
    "dependency": {"subjective"},
}
"""What holds of every joint distribution of every game."""

Held = dict[str, set[int]]


def games(size: int) -> Iterator[tuple[int, ...]]:
    """The payoffs of all games, A then B, row-major, from 0 to ``size``, small sums first."""
    yield from sorted(product(range(size + 1), repeat=8), key=lambda one: (sum(one), one))


def game_of(payoffs: tuple[int, ...]) -> Game:
    """The game."""
    a, b = payoffs[:4], payoffs[4:]
    return Game.from_arrays([a[:2], a[2:]], [b[:2], b[2:]])


@cache
def held(payoffs: tuple[int, ...]) -> Held:
    """Which of the four pure outcomes are equilibria of each notion, by their places."""
    game = game_of(payoffs)
    outcomes = list(game.outcomes())
    tables = [list(payoffs[:4]), list(payoffs[4:])]
    found: Held = {name: set() for name in NAMES}
    for k, outcome in enumerate(outcomes):
        for name in notions_at(tables, (2, 2), outcome):
            found[name].add(k)
    secured = [one.value for one in securities(game)]
    for k, outcome in enumerate(outcomes):
        if all(pays >= least for pays, least in zip(game.payoffs(outcome), secured)):
            found["individually-rational"].add(k)
    for name, search in (("transparent", transparent), ("rationalizable", rationalizable)):
        found[name] = {outcomes.index(o) for o in search(game)}
    try:
        best = similar(game, 1).phases[0].equilibria
    except InputError:
        del found["superrational"]  # the game is not symmetric
    else:
        for one in best:
            for k, corner in enumerate(one.strategies(Fraction(1))):
                if (one.whole or k in one.good) and 1 in corner:
                    found["superrational"].add(3 * corner.index(1))
    return found


def separating(one: str, other: str) -> tuple[tuple[int, ...], tuple[Fraction, ...]] | None:
    """The first game, and a distribution that is an equilibrium of one notion and not of the other.

    None if no game that is searched has one.
    """
    for payoffs in chain(games(1), _alike() if "superrational" in (one, other) else games(2)):
        found = held(payoffs)
        if one in found and other in found:
            for k in sorted(found[one] - found[other]):
                return payoffs, tuple(Fraction(int(j == k)) for j in range(4))
        if sum(payoffs) == 8 and one in JOINT and other in JOINT:  # all of payoffs 0 and 1
            return _mixed(one, other)
    return None


def _alike() -> Iterator[tuple[int, ...]]:
    """Symmetric games alone."""
    for a, b, c, d in sorted(product(range(3), repeat=4), key=lambda one: (sum(one), one)):
        yield (a, b, c, d, a, c, b, d)


def _mixed(one: str, other: str) -> tuple[tuple[int, ...], tuple[Fraction, ...]] | None:
    for payoffs in games(1):
        game = game_of(payoffs)
        for play in _plays():
            played = Distribution(game, play)
            if check(game, played, notion=one) and not check(game, played, notion=other):
                return payoffs, play
    return None


def _plays(cells: int = 4) -> Iterator[tuple[Fraction, ...]]:
    for whole in (2, 3):
        for parts in product(range(whole + 1), repeat=cells):
            if sum(parts) == whole:
                yield tuple(Fraction(part, whole) for part in parts)


def coarse_alone() -> tuple[Game, tuple[Fraction, ...]]:
    """A coarse correlated equilibrium that is not correlated."""
    for pays in sorted(product((0, 1), repeat=6), key=lambda one: (sum(one), one)):
        game = Game.from_arrays([pays[:2], pays[2:4], pays[4:]], [[0, 0]] * 3)
        for play in _plays(6):
            played = Distribution(game, play)
            coarse = check(game, played, notion="coarse")
            if coarse and not check(game, played, notion="correlated"):
                return game, play
    raise AssertionError("there is one")


def subjective_alone() -> tuple[Game, tuple[Fraction, ...]]:
    """A pure subjective embedded equilibrium that is no dependency equilibrium."""
    for both in sorted(product((-1, 1, 2), repeat=8), key=lambda one: (sum(map(abs, one)), one)):
        a, b = both[:4], both[4:]
        game = Game.from_arrays(
            [[0, 0, 0], [1, a[0], a[1]], [1, a[2], a[3]]],
            [[0, 1, 1], [0, b[0], b[1]], [0, b[2], b[3]]],
        )
        played = Distribution.point(game, (0, 0))
        if check(game, played, notion="subjective") and not check(game, played):
            return game, played.probabilities
    raise AssertionError("there is one")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """One notion, the other, the game as it is typed, the distribution; texts "" if none is."""
    larger = {
        ("coarse", "correlated"): coarse_alone,
        ("subjective", "dependency"): subjective_alone,
    }
    for one, other in product(NAMES, repeat=2):
        if one == other or other in INCLUDED.get(one, ()):
            continue
        if (one, other) in larger:
            game, play = larger[one, other]()
        else:
            found = separating(one, other)
            if found is None:
                yield one, other, "", ""
                continue
            game, play = game_of(found[0]), found[1]
        yield one, other, typed(game), ", ".join(map(str, play))


def typed(game: Game) -> str:
    """The game as it is typed on the command line."""
    rows, columns = game.shape
    cells = [
        [",".join(map(str, game.payoffs((r, c)))) for c in range(columns)] for r in range(rows)
    ]
    return "; ".join(" ".join(row) for row in cells)


def table() -> str:
    """The table: for each game and distribution which notions it is one of, and which not."""
    groups: dict[tuple[str, str], dict[str, list[str]]] = {}
    for one, other, game, play in rows():
        groups.setdefault((game, play), {}).setdefault(one, []).append(other)
    never = groups.pop(("", ""), {})
    lines = ["| game | distribution | is one of | is none of |", "|---|---|---|---|"]
    for (game, play), pairs in groups.items():
        merged: dict[tuple[str, ...], list[str]] = {}
        for one, others in pairs.items():
            merged.setdefault(tuple(others), []).append(one)
        for others, ones in merged.items():
            lines.append(f"| `{game}` | {play} | {', '.join(ones)} | {', '.join(others)} |")
    lines += ["", "No pure outcome of these games tells apart:", ""]
    lines += [f"- {one} from {', '.join(others)}" for one, others in never.items()]
    return "\n".join(lines)


def main() -> None:
    """Write the table into a page."""
    page = Path(sys.argv[1])
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
