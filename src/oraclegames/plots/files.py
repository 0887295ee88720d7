"""Writing pictures to files; the ending says what kind.

- ``.html``: the interactive picture with the whole of plotly.js, one file that works offline;
- ``.json``: the same as Plotly's JSON, without plotly.js;
- ``.png``, ``.svg``, ``.pdf``: drawn by Matplotlib, without a browser.

A file appears under its name only when it is complete.
"""

from __future__ import annotations

import html
import io
import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oraclegames.atomic_write import write_whole
from oraclegames.conditional.solution import Solution
from oraclegames.errors import InputError, MissingDependencyError, UnsupportedError, no_such
from oraclegames.plots.figures import draw
from oraclegames.plots.look.style import look
from oraclegames.plots.matplotlib.static import draw_static
from oraclegames.plots.pictures.group import group_info
from oraclegames.plots.pictures.layers import OVERLAYS
from oraclegames.plots.pictures.payoffs import payoff_info
from oraclegames.plots.pictures.phase import PhaseInfo
from oraclegames.plots.pictures.scene import Info
from oraclegames.plots.pictures.values_picture import both_info
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.reflective.group.group_match import GroupMatch
from oraclegames.reflective.limit.limit_set import LimitSet
from oraclegames.reflective.match.match import Match
from oraclegames.reflective.programs.common_coins import CommonCoins
from oraclegames.reflective.programs.independent_play import IndependentCoins

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

ENDINGS = (".html", ".json", ".png", ".svg", ".pdf")
"""The kinds of files that can be written."""

FINE = 400
"""Dots per inch of the image of the surfaces in a vector file."""


def save(
    picture: Solution | Info | Figure,
    path: str | os.PathLike[str],
    *,
    theme: str = "light",
    size: str = "screen",
) -> Path:
    """Write a picture to a file and return its path.

    Args:
        picture: a solution (both pictures of it), an info, or a Plotly figure.
        path: ends in .html, .json, .png, .svg or .pdf.
        theme: "light" or "dark"; a Plotly figure has its own.
        size: "screen", "slides" or "paper"; likewise.

    Raises:
        InputError: the ending is unknown, or the file cannot be written.
        MissingDependencyError: plotly or matplotlib is not installed; or a Plotly figure should
            become a bitmap or a vector file, for which Plotly needs kaleido and a browser.
        UnsupportedError: the game is not 2×2.
    """
    target = Path(path)
    ending = check_ending(target)
    write_whole(target, picture_bytes(picture, ending[1:], theme=theme, size=size))
    return target


def picture_bytes(
    picture: Solution | Info | Figure, kind: str, *, theme: str = "light", size: str = "screen"
) -> bytes:
    """What :func:`save` writes into a file of a kind, such as "html"; its errors are the same."""
    info = both_info(picture) if isinstance(picture, Solution) else picture
    if kind in ("html", "json"):
        figure = draw(info, theme=theme, size=size) if isinstance(info, Info) else info
        return _html(figure) if kind == "html" else str(figure.to_json()).encode()
    if isinstance(info, PhaseInfo):  # Plotly alone draws these
        info = draw(info, theme=theme, size=size)
    if isinstance(info, Info):
        return static_bytes(info, kind, theme=theme, size=size)
    return _through_browser(info, kind)


def check_ending(target: Path) -> str:
    """The ending of a picture's name, in small letters.

    Raises:
        InputError: there is no such kind of picture.
    """
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            f"{target}: a picture's name should end in {', '.join(ENDINGS)}, "
            f"not {ending or 'nothing'!r}"
        )
    return ending


def save_solution_plot(
    solution: Solution,
    path: str | os.PathLike[str],
    *,
    theme: str = "light",
    size: str = "screen",
    overlays: Iterable[str] = (),
) -> Path:
    """Write both pictures of a solved 2×2 game, with overlays by name.

    Args:
        overlays: some of "product", "nash", "correlated", "best", "similarity".

    Raises:
        InputError: there is no such overlay; and all that :func:`save` raises.
    """
    wanted = dict.fromkeys(overlays, True)
    for name in sorted(wanted):
        if name not in OVERLAYS:
            raise no_such("overlay", name, OVERLAYS)
    return save(both_info(solution, **wanted), path, theme=theme, size=size)


def save_match_plot(
    match: Match | GroupMatch | LimitSet | CommonCoins | IndependentCoins,
    path: str | os.PathLike[str],
    *,
    zones: bool = False,
    pair: tuple[int, int] | None = None,
    theme: str = "light",
    size: str = "screen",
) -> Path:
    """Write what agents can reach: the payoffs, or of two agents the square of both plays.

    Args:
        match: what :func:`oraclegames.match` returned, :func:`oraclegames.common_coins` or
            :func:`oraclegames.independent_coins`.
        path: ends in .html, .json, .png, .svg or .pdf.
        zones: draw the square, with what both agents do after every pair of readings.
        pair: of three and more agents show the payoffs of these two, by their positions.

    Raises:
        UnsupportedError: the square is wanted and the game is not 2×2; and all that :func:`save`
            raises.
    """
    if isinstance(match, GroupMatch):
        if zones:
            raise UnsupportedError("the square of both plays is for two agents")
        return save(group_info(match, pair), path, theme=theme, size=size)
    if isinstance(match, LimitSet | CommonCoins | IndependentCoins):
        if zones:
            raise UnsupportedError("readings have zones at a δ above 0 only")
        return save(payoff_info(match), path, theme=theme, size=size)
    info = zone_info(match) if zones else payoff_info(match)
    return save(info, path, theme=theme, size=size)


def static_bytes(info: Info, kind: str, *, theme: str = "light", size: str = "screen") -> bytes:
    """The content of a "png", "svg" or "pdf" file, drawn by Matplotlib.

    The same picture gives the same bytes: there are no dates and no random names in them.
    """
    chosen = look(theme, size)
    figure = draw_static(info, chosen)
    import matplotlib

    settings: dict[str, Any] = {"svg.hashsalt": "oraclegames", "pdf.fonttype": 42}
    options: dict[str, dict[str, Any]] = {
        # The most that can be squeezed takes three times as long for a fiftieth less.
        "png": {"dpi": chosen.size.dpi, "pil_kwargs": {"compress_level": 6}},
        "svg": {"dpi": FINE, "metadata": {"Date": None}},
        "pdf": {"dpi": FINE, "metadata": {"CreationDate": None}},
    }
    buffer = io.BytesIO()
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        # A label may have letters that the font lacks; boxes are shown for them.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(buffer, format=kind, facecolor="auto", **options[kind])
    return buffer.getvalue()


_ON_A_PHONE = """
if (window.innerWidth < 640) {
  const plot = document.getElementById('{plot_id}');
  const {scene, xaxis} = plot._fullLayout;
  const changes = {};
  if (scene) {
    const {x, y, z} = scene.aspectratio;
    const part = xaxis ? 0.72 : 0.46;
    changes['scene.aspectmode'] = 'manual';  // room for the names beside it
    changes['scene.aspectratio'] = {x: part * x, y: part * y, z: part * z};
  }
  if (scene && !xaxis) {
    Object.assign(changes, {'margin.l': 0, 'margin.r': 0});  // for the name of the third axis
  } else if (scene) {
    plot.style.height = '1250px';
    Object.assign(changes, {
      'scene.domain.x': [0, 0.92], 'scene.domain.y': [0.56, 1],
      'xaxis.domain': [0.14, 0.97], 'yaxis.domain': [0.06, 0.48],
    });
  }
  Plotly.relayout(plot, changes);
}
"""
"""On a phone a solid is smaller, and stands over its plane, not beside it."""


def _html(figure: Figure) -> bytes:
    """A page that the picture fills, on a phone too; no margin, and its paper everywhere."""
    from plotly.graph_objects import Figure

    page = Figure(figure)
    page.update_layout(width=None, height=None, autosize=True)
    page.update_layout(modebar={"orientation": "v"})  # beside the title, not over it
    text: str = page.to_html(
        include_plotlyjs=True,
        full_html=True,
        default_height="98vh",
        config={"displaylogo": False, "responsive": True},
        post_script=_ON_A_PHONE,
    )
    paper = page.layout.paper_bgcolor or "#FFFFFF"
    title = html.escape(page.layout.title.text or "Equilibria", quote=False)
    head = (
        f"<head><title>{title}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>body {{ margin: 0; background: {html.escape(paper)} }}"
        # fingers turn and zoom, and the buttons would lie on a name
        "@media (max-width: 640px) { .modebar { display: none !important } }</style>"
    )
    return text.replace("<head>", head, 1).encode()


def _through_browser(figure: Figure, kind: str) -> bytes:
    try:
        image: bytes = figure.to_image(format=kind, scale=2)
    except Exception as error:  # kaleido has no error classes of its own
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise MissingDependencyError(
            f"a Plotly figure becomes .{kind} only with kaleido and a browser such as Debian's "
            f"chromium; save the solution or its info instead, which needs neither ({reason})"
        ) from None
    return image
