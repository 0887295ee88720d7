"""The pictures of the documentation: ``python tools/gallery.py docs``.

Writes ``gallery/``, one bitmap for each picture and an index that says what there is to see,
``theory/two-players/``, two regions of values, and ``theory/matches/``, those of the claims about
matches. The pictures of matches are those of Armstrong, "Reflexive oracles and superrationality:
prisoner's dilemma", 2017, made again.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oraclegames import Game, catalog, match, plots, region, reproduce, solve
from oraclegames.reproduce.figures import figure_of


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


GAME = catalog.prisoners_dilemma(4, 3, 1, 0)
"""The essay's Prisoner's Dilemma: both defect 1, both cooperate 3, alone 0 and 4."""


@dataclass(frozen=True)
class MatchPicture:
    """A picture: its file's name, its heading, the agents (or none), and what it shows."""

    name: str
    heading: str
    agents: tuple[str, str] | None
    caption: str
    zones: bool = False


MATCHES: tuple[MatchPicture, ...] = (
    MatchPicture(
        "payoff_space",
        "What independent play can reach",
        None,
        "Without agents: the payoffs of all pairs of mixed strategies, and the Pareto frontier, "
        "on which at least one player cooperates for certain. The cross is the threat point: "
        "what defection secures.",
    ),
    MatchPicture(
        "lp_cooperate",
        "LP against a rock that cooperates",
        ("lp", "cooperate"),
        "LP steps wherever both gain and insists on nothing, so the match ends on the frontier: "
        "anywhere on the branch where the rock cooperates. Which point it is, the oracle chooses.",
    ),
    MatchPicture(
        "nelp_nelp",
        "neLP against itself",
        ("nelp", "nelp"),
        "neLP punishes whoever leaves it with less than its minmax value. The orange part of the "
        "frontier is what it can reach against a copy of itself. Against LP, or a rock that "
        "cooperates, it can also have the blue end where the other gets less than that.",
    ),
    MatchPicture(
        "green_green",
        "The green kite",
        ("demand:1/2", "demand:1/2"),
        "An agent that demands half of what it grants allows the green region. Two of them allow "
        "the dark kite, and end on its part of the frontier.",
    ),
    MatchPicture(
        "green_yellow",
        "Green against yellow",
        ("demand:1/2", "demand:2"),
        "A greedy agent demands twice what it grants and allows the yellow triangle. Here it "
        "touches the green region in one line, so that one point of the frontier is left.",
    ),
    MatchPicture(
        "yellow_yellow",
        "Two greedy agents",
        ("demand:2", "demand:2"),
        "The two yellow triangles meet in the threat point alone: greed leaves nothing but mutual "
        "defection, up to the precision of the readings.",
    ),
    MatchPicture(
        "green_zones",
        "What the green agents do",
        ("demand:1/2", "demand:1/2"),
        "The same match as the kite, in the square of both plays: what each agent does after "
        "every pair of readings. It stays only on the thin blue rim; the fixed points are where "
        "neither moves, or where the oracle answers at random on a border.",
        zones=True,
    ),
)


def match_picture_info(picture: MatchPicture) -> plots.PayoffInfo | plots.ZoneInfo:
    """The numbers of one picture."""
    if picture.agents is None:
        return plots.payoff_space_info(GAME)
    played = match(GAME, *picture.agents)
    return plots.zone_info(played) if picture.zones else plots.payoff_info(played)


GAMES_HEAD = """# Gallery

Made by `make gallery`. Left: the tetrahedron of joint distributions; each player is
indifferent on a surface, and the totally mixed dependency equilibria are where both
are. Right: what they are worth. Filled points are reflective equilibria, hollow ones
dependency equilibria only.
"""

MATCHES_HEAD = """# Matches

What agents that can ask an oracle about each other reach in the Prisoner's Dilemma with
the payoffs 4, 3, 1, 0, at δ = 1/200 and ε = 1/5. After the figures of Armstrong,
"Reflexive oracles and superrationality: prisoner's dilemma", 2017.
"""


def write_gallery(directory: Path) -> None:
    """Write all pictures and ``index.md``."""
    directory.mkdir(parents=True, exist_ok=True)
    parts = [GAMES_HEAD]
    for picture in PICTURES:
        path = directory / f"{picture.name}.png"
        plots.save_solution_plot(solve(picture.game), path, overlays=picture.overlays)
        parts.append(_entry(picture.game.title, path, picture.caption))
    parts.append(MATCHES_HEAD)
    for one in MATCHES:
        path = plots.save(match_picture_info(one), directory / f"{one.name}.png")
        parts.append(_entry(one.heading, path, one.caption))
    (directory / "index.md").write_text("\n".join(parts), encoding="utf-8")


REGIONS = {
    "two-by-three": Game.from_arrays(
        [[2, -1, 4], [0, 3, 1]],
        [[1, 3, 0], [2, -2, 5]],
        title="Two rows, three columns",
        players=["Row", "Column"],
    ),
    "three-venues": Game.from_arrays(
        [[3, 0, 0], [0, 2, 0], [0, 0, 1]],
        [[1, 0, 0], [0, 2, 0], [0, 0, 3]],
        title="Three venues",
        players=["Row", "Column"],
    ),
}
"""The worked examples of the page on two players."""


def write_regions(directory: Path) -> None:
    """Write the pictures of the regions of values."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, game in REGIONS.items():
        plots.save(plots.value_region_info(region(game)), directory / f"{name}.png")


def write_claims(directory: Path) -> None:
    """Write the figures of all claims about matches and about programs with coins."""
    directory.mkdir(parents=True, exist_ok=True)
    for claim in reproduce.claims():
        figure = figure_of(claim) if claim.picture in ("match", "coins") else None
        if figure is not None:
            data = base64.b64decode(figure[0].partition(",")[2])
            (directory / f"{claim.id.replace('/', '_')}.png").write_bytes(data)


def main(arguments: Sequence[str]) -> None:
    """Write everything into the documentation's directory, the only argument."""
    (docs,) = map(Path, arguments)
    write_gallery(docs / "gallery")
    write_regions(docs / "theory" / "two-players")
    write_claims(docs / "theory" / "matches")


def _entry(title: str, path: Path, caption: str) -> str:
    return f"## {title}\n\n![{title}]({path.name})\n\n{caption}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
