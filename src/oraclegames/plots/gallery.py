"""The gallery of the documentation: ``python -m oraclegames.plots.gallery DIRECTORY``.

Writes one bitmap for each picture and an index that says what there is to see.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oraclegames.atomic_write import write_whole
from oraclegames.conditional.solve import solve
from oraclegames.games import catalog
from oraclegames.games.game import Game
from oraclegames.plots.files import save_solution_plot
from oraclegames.plots.match_gallery import write_match_pictures


@dataclass(frozen=True)
class Picture:
    """A picture of the gallery: its file's name, its game, overlays, and what it shows."""

    name: str
    game: Game
    overlays: tuple[str, ...]
    caption: str


PICTURES: tuple[Picture, ...] = (
    Picture(
        "prisoners_dilemma",
        catalog.prisoners_dilemma(),
        ("nash",),
        "Two arcs that cross at (3/8, 1/8, 1/8, 3/8): along one both players have the same value, "
        "from mutual defection to mutual cooperation; along the other the values sum to 3.",
    ),
    Picture(
        "chicken",
        catalog.chicken(),
        ("nash",),
        "Swerving always pays 4, so both indifference surfaces are flat, and the totally mixed "
        "equilibria are a segment on which everybody gets 4.",
    ),
    Picture(
        "stag_hunt",
        catalog.stag_hunt(),
        ("nash",),
        "The hare is certain, so the totally mixed equilibria are a segment on which everybody "
        "gets 1; hunting the stag is an isolated equilibrium.",
    ),
    Picture(
        "battle_of_the_sexes",
        catalog.battle_of_the_sexes(),
        ("nash", "correlated"),
        "A segment through the mixed Nash equilibrium, and a whole edge of dependency equilibria "
        "of which only one point is reflective. In green the polytope of correlated equilibria.",
    ),
    Picture(
        "matching_pennies",
        catalog.matching_pennies(),
        ("nash",),
        "A zero-sum game in which every value is reached, by one arc through the Nash "
        "equilibrium. Two opposite edges are dependency equilibria, but only their middles and "
        "ends are reflective.",
    ),
    Picture(
        "two_arcs",
        Game.from_arrays(
            [[4, 1], [5, 3]],
            [[3, 6], [0, 1]],
            title="A lopsided Prisoner's Dilemma",
            players=["Row", "Column"],
            moves=[["Cooperate", "Defect"]] * 2,
        ),
        ("nash",),
        "The curve is smooth (an elliptic curve) and two separate arcs of it lie inside the "
        "tetrahedron: no path of totally mixed equilibria leads from mutual defection to mutual "
        "cooperation.",
    ),
    Picture(
        "surface",
        Game.from_arrays(
            [[1, 1], [1, 1]],
            [[2, 0], [0, 1]],
            title="An indifferent player",
            players=["Row", "Column"],
            moves=[["Up", "Down"], ["Left", "Right"]],
        ),
        ("nash",),
        "The row player gets 1 whatever happens, so the equilibria are the surface on which the "
        "column player is indifferent.",
    ),
)


def main(arguments: Sequence[str]) -> None:
    """Write all pictures and ``index.md`` into the directory that is the only argument."""
    (directory,) = map(Path, arguments)
    directory.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Gallery",
        "",
        "Made by `make gallery`. Left: the tetrahedron of joint distributions; each player is",
        "indifferent on a surface, and the totally mixed dependency equilibria are where both",
        "are. Right: what they are worth. Filled points are reflective equilibria, hollow ones",
        "dependency equilibria only.",
        "",
    ]
    for picture in PICTURES:
        path = directory / f"{picture.name}.png"
        save_solution_plot(solve(picture.game), path, overlays=picture.overlays)
        title = picture.game.title
        lines += [f"## {title}", "", f"![{title}]({path.name})", "", picture.caption, ""]
    lines += write_match_pictures(directory)
    write_whole(directory / "index.md", "\n".join(lines[:-1]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
