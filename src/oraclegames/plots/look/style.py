"""How the pictures look: two themes, three sizes, one style for each role.

The colours are those of Okabe and Ito (2008), which people with any common colour blindness tell
apart; ink (black or white) is kept for the equilibria, so that the curve is never lost in a
surface. Roles that could be confused differ in shape as well: filled against hollow, solid against
dashed, circle against diamond against star. Regions of agents are shaded in the manner of
Armstrong, "Reflexive oracles and superrationality", 2017: green, and yellow for agents that demand
more than they grant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from oraclegames.errors import no_such

Role = Literal[
    "row surface",
    "column surface",
    "equilibria",
    "reflective",
    "dependency only",
    "product",
    "nash",
    "correlated",
    "best",
    "feasible",
    "frontier",
    "outcomes",
    "maximin",
    "correlated values",
    "undecided",
    "half decided",
    "achievable",
    "all equilibria",
    "boundary",
    "open boundary",
    "other outcomes",
    "pure equilibria",
    "shared coins",
    "independent play",
    "region",
    "greedy region",
    "frontier of play",
    "arcs",
    "outcomes of play",
    "threat",
    "fixed points",
    "random fixed points",
    "fixed points on zones",
    "random fixed points on zones",
    "first move",
    "second move",
    "third move",
    "further moves",
    "strip",
    "open end",
    "strip ends",
    "opposites",
    "rather opposite",
    "independent",
    "hardly alike",
    "somewhat alike",
    "rather alike",
    "copies",
]
"""What a layer of a picture stands for."""

BLUE, SKY, GREEN = "#0072B2", "#56B4E9", "#009E73"
ORANGE, VERMILION, PURPLE, YELLOW = "#E69F00", "#D55E00", "#CC79A7", "#F0E442"
PALETTE = (SKY, ORANGE, GREEN, VERMILION, BLUE, PURPLE, YELLOW)


@dataclass(frozen=True)
class Style:
    """How one role is drawn; widths and marker sizes are relative to the size's own.

    ``area`` is the colour of surfaces and areas where it is not that of lines and points.
    A hollow marker is filled with paper; a ring is not filled, and shows what it surrounds.
    Outlined areas have a line around them.
    """

    colour: str
    opacity: float = 0.3
    area: str = ""
    outlined: bool = True
    line: float = 1.0
    dash: Literal["solid", "dash", "dot"] = "solid"
    marker: str = "circle"
    marker_size: float = 1.0
    hollow: bool = False
    ring: bool = False

    @property
    def fill(self) -> str:
        """The colour of surfaces and areas."""
        return self.area or self.colour

    @property
    def is_open(self) -> bool:
        """Whether its markers show their rim alone."""
        return self.hollow or self.ring

    def rim(self, theme: Theme) -> str:
        """The colour of a marker's edge."""
        if self.is_open:
            return self.colour
        return theme.ink if self.marker == "star" else theme.paper


@dataclass(frozen=True)
class Theme:
    """Colours of paper and ink, the style of every role, and a colour for each behaviour.

    Behaviours are those of agents in a match. Staying is the strongest, for it is often no more
    than a thin rim; the others are washed out.
    """

    name: str
    paper: str
    ink: str
    faint: str
    styles: Mapping[Role, Style]
    behaviours: tuple[str, ...]


@dataclass(frozen=True)
class Size:
    """Letters, lines and markers in points; the picture in pixels on screen, inches in print."""

    name: str
    font: float
    line: float
    marker: float
    pixels: tuple[int, int]
    inches: tuple[float, float]
    dpi: int

    @property
    def letter(self) -> float:
        """The height of a letter in inches."""
        return self.font / 72


@dataclass(frozen=True)
class Look:
    """A theme at a size."""

    theme: Theme
    size: Size


def _theme(name: str, paper: str, ink: str, faint: str, cold: str) -> Theme:
    styles: dict[Role, Style] = {
        # joint distributions and their values
        "row surface": Style(cold, 0.34),
        "column surface": Style(ORANGE, 0.34),
        "equilibria": Style(ink, 0.6, PURPLE, line=1.8, marker_size=0.8),
        "reflective": Style(ink, 0.45, PURPLE, line=1.8),
        "dependency only": Style(ink, 0.2, PURPLE, line=1.5, dash="dash", hollow=True),
        "product": Style(SKY if name == "dark" else "#7A7A7A", 0.25),
        "nash": Style(VERMILION, 0.3, line=1.6, marker="diamond", marker_size=1.6, ring=True),
        "correlated": Style(GREEN, 0.22, line=1.0, marker_size=0.6),
        "best": Style(YELLOW, marker="star", marker_size=3.0),
        "feasible": Style(faint, 0.22, line=0.6),
        "frontier": Style(GREEN, line=3.4, marker_size=2.2),
        "outcomes": Style(faint, marker="square", marker_size=0.7),
        "maximin": Style(cold, line=0.8, dash="dot", marker="cross"),
        # regions of values
        "correlated values": Style(GREEN, 0.18, line=0.6, marker_size=1.6),
        "undecided": Style(PURPLE, 0.15, outlined=False, line=0.9),
        "half decided": Style(PURPLE, 0.45, outlined=False, line=1.6),
        "achievable": Style(PURPLE, 0.85, outlined=False, line=2.6),
        "all equilibria": Style(PURPLE, 0.35, outlined=False, line=2.6),
        "boundary": Style(ink, line=1.2),
        "open boundary": Style(ink, line=1.2, dash="dash"),
        "other outcomes": Style(faint, marker="square", ring=True),
        "pure equilibria": Style(faint, marker="square"),
        # matches
        "shared coins": Style(SKY, 0.14, line=0.8, dash="dash"),
        "independent play": Style(faint, 0.24, outlined=False),
        "region": Style(GREEN, 0.28),
        "greedy region": Style(ORANGE, 0.38, YELLOW),
        "frontier of play": Style(cold, line=1.8, marker_size=1.6),
        "arcs": Style(_mixed(VERMILION, paper, 0.5), line=4.5),
        "outcomes of play": Style(ink, marker="square", marker_size=0.8),
        "threat": Style(ink, marker="x", marker_size=1.7),
        "fixed points": Style(VERMILION),
        "random fixed points": Style(VERMILION, marker_size=1.25, ring=True),
        "fixed points on zones": Style(ink),
        "random fixed points on zones": Style(ink, marker_size=1.25, ring=True),
        # how often each move is made, over the similarity
        "first move": Style(cold, 0.25, line=1.6),
        "second move": Style(ORANGE, 0.25, line=1.6, dash="dash"),
        "third move": Style(GREEN, 0.25, line=1.6, dash="dot"),
        "further moves": Style(PURPLE, 0.25, line=1.0, dash="dash"),
        # where an answer holds along one parameter
        "strip": Style(cold, line=4.0, marker_size=1.1),
        "open end": Style(cold, marker_size=1.1, hollow=True),
        "strip ends": Style(faint, line=0.6, dash="dot"),
        # how alike players think they are: from red over grey to ever darker blue, on a rim of ink
        "opposites": Style(VERMILION, line=1.0),
        "rather opposite": Style(ORANGE, line=1.0),
        "independent": Style("#9A9A9A", line=1.0),
        "hardly alike": Style("#C6E4F5", line=1.0),
        "somewhat alike": Style(SKY, line=1.0),
        "rather alike": Style("#1F7DB8", line=1.0),
        "copies": Style("#0B3C66", line=1.0),
    }
    shares = ((cold, 0.85), (GREEN, 0.4), (ORANGE, 0.45), (YELLOW, 0.5), (PURPLE, 0.4), (SKY, 0.4))
    behaviours = tuple(_mixed(colour, paper, share) for colour, share in shares)
    return Theme(name, paper, ink, faint, MappingProxyType(styles), behaviours)


def _mixed(colour: str, paper: str, share: float) -> str:
    """So much of a colour #RRGGBB on paper."""
    channels = [
        round(share * int(colour[k : k + 2], 16) + (1 - share) * int(paper[k : k + 2], 16))
        for k in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02X}" for channel in channels)


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "light": _theme("light", "#FFFFFF", "#14161A", "#8A8F98", BLUE),
        "dark": _theme("dark", "#14171C", "#F7F7F5", "#8D939E", SKY),
    }
)

SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "screen": Size("screen", 13, 2.0, 7, (760, 620), (6.2, 5.2), 100),
        "slides": Size("slides", 20, 3.2, 11, (1200, 860), (11.0, 8.0), 110),
        "paper": Size("paper", 8, 1.1, 4, (520, 440), (3.5, 3.1), 300),
    }
)


def look(theme: str, size: str) -> Look:
    """The theme and the size with these names.

    Raises:
        InputError: there is none; the message lists those that there are.
    """
    for name, known, what in ((theme, THEMES, "theme"), (size, SIZES, "size")):
        if name not in known:
            raise no_such(what, name, known)
    return Look(THEMES[theme], SIZES[size])
