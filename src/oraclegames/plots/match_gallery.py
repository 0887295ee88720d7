"""The gallery's pictures of matches: those of the essay on reflexive oracles, made again.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oraclegames.games import catalog
from oraclegames.plots.files import save
from oraclegames.plots.pictures.payoffs import PayoffInfo, payoff_info, payoff_space_info
from oraclegames.plots.pictures.zones import ZoneInfo, zone_info
from oraclegames.reflective.match.match import match

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


def match_picture_info(picture: MatchPicture) -> PayoffInfo | ZoneInfo:
    """The numbers of one picture."""
    if picture.agents is None:
        return payoff_space_info(GAME)
    played = match(GAME, *picture.agents)
    return zone_info(played) if picture.zones else payoff_info(played)


def write_match_pictures(directory: Path) -> list[str]:
    """Write all pictures, and return the lines about them for the index."""
    lines = [
        "# Matches",
        "",
        "What agents that can ask an oracle about each other reach in the Prisoner's Dilemma with",
        "the payoffs 4, 3, 1, 0, at δ = 1/200 and ε = 1/5. After the figures of Armstrong,",
        '"Reflexive oracles and superrationality: prisoner\'s dilemma", 2017.',
        "",
    ]
    for picture in MATCHES:
        path = save(match_picture_info(picture), directory / f"{picture.name}.png")
        lines += [f"## {picture.heading}", "", f"![{picture.heading}]({path.name})", ""]
        lines += [picture.caption, ""]
    return lines
