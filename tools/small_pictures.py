"""The small pictures of the glossary: ``python tools/small_pictures.py docs/glossary``.

Each is plain SVG whose colours follow the page: inside a page they take its text colour, alone the
reader's light or dark. What they show is computed here, by the package.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from oraclegames import catalog, match, solve

__all__ = ["PICTURES", "main"]

Point = tuple[float, float]
STYLE = """
.ink{stroke:var(--md-default-fg-color,#222);fill:none;stroke-width:1.5}
.faint{stroke:var(--md-default-fg-color--light,#777);fill:none;stroke-width:1}
.blue{stroke:#2b7bba;fill:none;stroke-width:3}.orange{stroke:#d1730f;fill:none;stroke-width:3}
.dot{fill:#d1730f}.area{fill:#2b7bba;fill-opacity:.25}
text{fill:var(--md-default-fg-color,#222);font:13px sans-serif}
.small{font-size:11px}
@media (prefers-color-scheme:dark){svg:root{color-scheme:dark}
:root .ink{stroke:var(--md-default-fg-color,#ddd)}:root text{fill:var(--md-default-fg-color,#ddd)}}
"""


def line(points: Iterable[Point], kind: str, close: bool = False) -> str:
    """A line through points."""
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path class="{kind}" d="M{path}{"Z" if close else ""}"/>'


def text(x: float, y: float, words: str, anchor: str = "middle", kind: str = "") -> str:
    """Words at a point."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">'
        f"{html.escape(words)}</text>"
    )


def dot(x: float, y: float, kind: str = "dot") -> str:
    """A point that is seen."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" class="{kind}"/>'


def frame(width: int, height: int, title: str, parts: Sequence[str], scope: str) -> str:
    """The whole picture; its title is what is read aloud."""
    style = STYLE.replace("\n", "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{scope}"><title id="{scope}">'
        f"{html.escape(title)}</title><style>{style}</style>{''.join(parts)}</svg>\n"
    )


CORNERS = ((30.0, 150.0), (110.0, 190.0), (200.0, 130.0), (115.0, 25.0))


def _at(shares: Iterable[float]) -> Point:
    pairs = list(zip(shares, CORNERS))
    return sum(p * x for p, (x, _) in pairs), sum(p * y for p, (_, y) in pairs)


def _tetrahedron() -> list[str]:
    edges = [(0, 1), (1, 2), (0, 3), (1, 3), (2, 3)]
    hidden = line([CORNERS[0], CORNERS[2]], "faint")
    return [hidden, *(line([CORNERS[a], CORNERS[b]], "ink") for a, b in edges)]


def joint_distribution() -> tuple[int, int, str, list[str]]:
    """Four probabilities are a point of a tetrahedron."""
    names = ["CC", "CD", "DC", "DD"]
    places = [(22, 168), (110, 207), (214, 146), (115, 16)]
    x, y = _at((3 / 8, 1 / 8, 1 / 8, 3 / 8))
    parts = [*_tetrahedron(), *(text(*place, name) for place, name in zip(places, names))]
    parts += [
        dot(x, y),
        text(205, 60, "the point 3/8 CC, 1/8 CD,", "start", "small"),
        text(205, 76, "1/8 DC, 3/8 DD", "start", "small"),
    ]
    return 350, 215, "A tetrahedron with a pure outcome at each corner, and a point in it", parts


def news() -> tuple[int, int, str, list[str]]:
    """Given her move, she looks at one row only."""
    shares, pays = ["3/8", "1/8", "1/8", "3/8"], ["2", "0", "3", "1"]
    parts = ['<rect x="70" y="96" width="200" height="56" class="area"/>']
    for k in range(4):
        x, y = 70 + 100 * (k % 2), 40 + 56 * (k // 2)
        parts += [f'<rect x="{x}" y="{y}" width="100" height="56" class="ink"/>']
        parts += [text(x + 50, y + 25, f"P = {shares[k]}"), text(x + 50, y + 43, f"pays {pays[k]}")]
    parts += [text(120, 30, "other: C"), text(220, 30, "other: D")]
    parts += [text(60, 72, "I: C", "end"), text(60, 128, "I: D", "end")]
    parts += [text(70, 178, "given D: (1/8 · 3 + 3/8 · 1) / (1/8 + 3/8) = 3/2", "start")]
    return 360, 195, "A 2×2 table; given the move D, only its lower row counts", parts


def _plane(most: float) -> tuple[list[str], Callable[[Sequence[float]], Point]]:
    def at(v: Sequence[float]) -> Point:
        return 45 + 150 * float(v[0]) / most, 185 - 150 * float(v[1]) / most

    axes = [line([(45, 25), (45, 185), (205, 185)], "ink")]
    labels = [
        text(205, 202, "Row gets", "end", "small"),
        text(45, 18, "Column gets", "middle", "small"),
    ]
    return axes + labels, at


def dependency_equilibrium() -> tuple[int, int, str, list[str]]:
    """The values of the two arcs of the Prisoner's Dilemma."""
    parts, at = _plane(3)
    for arc, kind in zip(solve(catalog.prisoners_dilemma()).interior.arcs, ("blue", "orange")):
        parts.append(line([at([float(v) for v in end.values]) for end in arc.ends], kind))
    (x, y), (u, v) = at((2, 2)), at((1, 1))
    parts += [dot(x, y), text(x + 9, y + 4, "both cooperate", "start", "small")]
    parts += [dot(u, v), text(u + 9, v + 12, "both defect", "start", "small")]
    return 290, 210, "Values in the Prisoner's Dilemma: two crossing lines of equilibria", parts


def isolated() -> tuple[int, int, str, list[str]]:
    """Stag Hunt: a segment of equilibria, and one that stands alone."""
    (arc,) = solve(catalog.stag_hunt()).interior.arcs
    ends = [_at([float(p) for p in end.distribution]) for end in arc.ends]
    names = [("both stag", 34, 172), ("both hare", 115, 16)]
    parts = [*_tetrahedron(), line(ends, "blue"), dot(*CORNERS[0]), dot(*CORNERS[3])]
    parts += [text(x, y, name, kind="small") for name, x, y in names]
    parts += [text(215, 60, "one segment of equilibria", "start", "small")]
    parts += [text(215, 76, "ends at both hare;", "start", "small")]
    parts += [text(215, 92, "both stag is isolated", "start", "small")]
    return (
        350,
        210,
        "A segment in the tetrahedron, and an equilibrium in a corner away from it",
        parts,
    )


def b_similarity() -> tuple[int, int, str, list[str]]:
    """The phases of the Prisoner's Dilemma."""
    parts = [line([(30, 60), (165, 60)], "orange"), line([(165, 60), (300, 60)], "blue")]
    parts += [
        line([(165, 48), (165, 72)], "ink"),
        text(97, 45, "defect"),
        text(232, 45, "cooperate"),
    ]
    parts += [text(30, 85, "b = 0 (Nash)", "start", "small"), text(165, 85, "1/2", kind="small")]
    parts += [text(300, 85, "b = 1 (superrational)", "end", "small")]
    return 330, 100, "From b = 0 to 1/2 players defect, from 1/2 to 1 they cooperate", parts


def reducible() -> tuple[int, int, str, list[str]]:
    """Three cubic curves y² = f(x)."""

    def curve(f: Callable[[float], float], left: float, low: float, high: float) -> list[str]:
        xs = [low + (high - low) * k / 120 for k in range(121)]
        pieces: list[list[Point]] = [[]]
        for x in xs:
            if f(x) >= -1e-9:
                pieces[-1].append((x, max(f(x), 0) ** 0.5))
            elif pieces[-1]:
                pieces.append([])
        return [
            line([(left + 30 * x, 75 - 30 * sign * y) for x, y in piece], "blue")
            for piece in filter(None, pieces)
            for sign in (1, -1)
        ]

    parts = curve(lambda x: x**3 - x, 60, -1, 1.5)
    parts += curve(lambda x: x * x * (x + 1), 170, -1, 1.1)
    parts += [line([(225, 40), (325, 110)], "blue"), line([(225, 110), (325, 40)], "blue")]
    parts += [text(62, 150, "smooth"), text(170, 150, "nodal"), text(275, 150, "reducible")]
    return 345, 165, "A smooth curve in two pieces, one that crosses itself, and two lines", parts


def oracle() -> tuple[int, int, str, list[str]]:
    """A program asks about itself."""
    parts = [
        '<rect x="15" y="45" width="95" height="50" rx="6" class="ink"/>',
        text(62, 75, "program"),
    ]
    parts += [
        '<rect x="235" y="45" width="95" height="50" rx="6" class="ink"/>',
        text(282, 75, "oracle"),
    ]
    parts += [line([(110, 58), (235, 58)], "blue"), line([(227, 53), (235, 58), (227, 63)], "blue")]
    parts += [
        line([(235, 84), (110, 84)], "orange"),
        line([(118, 79), (110, 84), (118, 89)], "orange"),
    ]
    parts += [text(172, 48, "do I say 1, above 1/2?", kind="small")]
    parts += [text(172, 102, "yes, no, or by a coin", kind="small")]
    return 345, 125, "A program asks the oracle about itself and is answered", parts


def fixed_point() -> tuple[int, int, str, list[str]]:
    """What a program does, over what the oracle says of it."""

    def at(x: float, y: float) -> Point:
        return 45 + 150 * x, 175 - 150 * y

    eps = 0.2
    stairs = [at(k / 10 + d, (1 - eps) * (k + 0.5) / 10 + eps) for k in range(10) for d in (0, 0.1)]
    parts = [line([at(0, 1.05), at(0, 0), at(1.05, 0)], "ink"), line([at(0, 0), at(1, 1)], "faint")]
    parts += [line(stairs, "blue")]
    reached = match("prisoners_dilemma", "nicer", "nicer", "1/10", "1/5").fixed_points
    for point in reached:
        parts.append(dot(*at(*(float(play[0]) for play in point.play))))
    parts += [text(200, 194, "what the oracle says", "end", "small")]
    parts += [text(45, 12, "what is played", "middle", "small")]
    return (
        290,
        205,
        "A staircase over what is said; fixed points lie where it meets the diagonal",
        parts,
    )


def demand() -> tuple[int, int, str, list[str]]:
    """The regions of two modest demands overlap in a kite."""
    parts, at = _plane(3)
    threat, top = (1, 1), (2, 2)
    # where u - 1 = (v - 1)/2 meets the line from (0, 3) to (2, 2), and its mirror image
    ends = (1.6, 2.2), (2.2, 1.6)
    kite = [threat, ends[0], top, ends[1]]
    parts += [line([at(v) for v in [(0, 3), top, (3, 0)]], "ink")]
    parts += [line([at(v) for v in kite], "area", close=True)]
    parts += [
        line([at(threat), at(ends[0])], "orange"),
        line([at(threat), at(ends[1])], "orange"),
    ]
    x, y = at(threat)
    parts += [dot(x, y), text(x, y + 18, "threat point", kind="small")]
    return (
        290,
        210,
        "Values that two demands of 1/2 accept: a kite between the threat point and the best",
        parts,
    )


PICTURES = (
    joint_distribution, news, dependency_equilibrium, isolated, b_similarity, reducible, oracle,
    fixed_point, demand,
)  # fmt: skip


def main(folder: str) -> None:
    """Draw all of them."""
    for picture in PICTURES:
        name = picture.__name__.replace("_", "-")
        width, height, title, parts = picture()
        whole = frame(width, height, title, parts, f"picture-{name}")
        (Path(folder) / f"{name}.svg").write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
