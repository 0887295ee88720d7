"""How the pictures look: two themes, three sizes, one style for each role.

The colours are those of Okabe and Ito (2008), which people with any common colour blindness tell
apart; ink (black or white) is kept for the equilibria, so that the curve is never lost in a
surface. Roles that could be confused differ in shape as well: filled against hollow, solid against
dashed, circle against diamond against star.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from oraclegames.errors import InputError
from oraclegames.plots.pictures.scene import Role

__all__ = ["SIZES", "THEMES", "Look", "Size", "Style", "Theme", "look"]

BLUE, SKY, GREEN = "#0072B2", "#56B4E9", "#009E73"
ORANGE, VERMILION, PURPLE, YELLOW = "#E69F00", "#D55E00", "#CC79A7", "#F0E442"


@dataclass(frozen=True)
class Style:
    """How one role is drawn; widths and marker sizes are relative to the size's own.

    ``area`` is the colour of surfaces and areas where it is not that of lines and points.
    A hollow marker is filled with paper; a ring is not filled, and shows what it surrounds.
    """

    colour: str
    opacity: float = 0.3
    area: str = ""
    line: float = 1.0
    dashed: bool = False
    marker: str = "circle"
    marker_size: float = 1.0
    hollow: bool = False
    ring: bool = False

    @property
    def fill(self) -> str:
        """The colour of surfaces and areas."""
        return self.area or self.colour


@dataclass(frozen=True)
class Theme:
    """Colours of paper and ink, and the style of every role."""

    name: str
    paper: str
    ink: str
    faint: str
    styles: Mapping[Role, Style]


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


@dataclass(frozen=True)
class Look:
    """A theme at a size."""

    theme: Theme
    size: Size


def _theme(name: str, paper: str, ink: str, faint: str, row: str, column: str) -> Theme:
    styles: dict[Role, Style] = {
        "row surface": Style(row, 0.34),
        "column surface": Style(column, 0.34),
        "equilibria": Style(ink, 0.6, PURPLE, line=1.8, marker="circle", marker_size=0.8),
        "reflective": Style(ink, 0.45, PURPLE, line=1.8),
        "dependency only": Style(ink, 0.2, PURPLE, line=1.5, dashed=True, hollow=True),
        "product": Style(SKY if name == "dark" else "#7A7A7A", 0.25),
        "nash": Style(VERMILION, 0.3, line=1.6, marker="diamond", marker_size=1.6, ring=True),
        "correlated": Style(GREEN, 0.22, line=1.0, marker_size=0.6),
        "best": Style(YELLOW, marker="star", marker_size=3.0),
        "feasible": Style(faint, 0.22, line=0.6),
        "frontier": Style(GREEN, line=3.4, marker_size=2.2),
        "outcomes": Style(faint, marker="square", marker_size=0.7),
        "maximin": Style(BLUE if name == "light" else SKY, line=0.8, dashed=True, marker="cross"),
    }
    return Theme(name, paper, ink, faint, MappingProxyType(styles))


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "light": _theme("light", "#FFFFFF", "#14161A", "#8A8F98", BLUE, ORANGE),
        "dark": _theme("dark", "#14171C", "#F7F7F5", "#8D939E", SKY, ORANGE),
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
            raise InputError(f"there is no {what} {name!r:.40}; there are {', '.join(known)}")
    return Look(THEMES[theme], SIZES[size])
