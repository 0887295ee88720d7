"""The atlas as one HTML page that works offline: a table of 12 × 12 small pictures.

Each picture is the plane of values, the row player's across and the column player's up: the four
outcomes (hollow), the pure dependency equilibria (filled), the totally mixed ones (lines), and the
totally mixed Nash equilibrium (a cross). The colour of a cell tells what the totally mixed set is;
a bold frame, that some equilibrium pays both players more than any Nash equilibrium. A click shows
the payoffs. Everything is inline: no network, no library.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from string import Template

from oraclegames._version import __version__
from oraclegames.games.ordinal import PATTERNS
from oraclegames.sweep.atlas import AtlasEntry

_SIDE = 64
_KINDS = {"none": "none", "one arc": "one", "two arcs": "two", "two crossing arcs": "cross"}
"""The class of the style sheet for each kind of totally mixed set."""


def atlas_page(
    entries: Sequence[AtlasEntry],
    link: Callable[[AtlasEntry], str] | None = None,
    *,
    back: str = "",
) -> str:
    """The page as HTML text; the same entries give the same text.

    Args:
        entries: one for each ordinal game.
        link: the address that a click on a game leads to. Without it a click shows the game's facts
            on the page itself, by a small script; with it the page has no script at all.
        back: HTML above the title, such as a way back.
    """
    cells = {(entry.row, entry.column): entry for entry in entries}
    head = "".join(f'<th scope="col">{_title(name)}</th>' for name in PATTERNS)
    body = "\n".join(
        f'<tr><th scope="row">{_title(row)}</th>'
        + "".join(_cell(cells[row, column], link) for column in PATTERNS)
        + "</tr>"
        for row in PATTERNS
    )
    legend = "".join(
        f'<li><span class="{kind}"></span>{name} ({count})</li>'
        for name, kind in _KINDS.items()
        if (count := sum(entry.set == name for entry in entries))
    )
    improving = sum(entry.improves for entry in entries)
    return _filled(
        "atlas.html",
        head=head,
        body=body,
        legend=legend,
        improving=improving,
        count=len(entries),
        version=__version__,
        back=back,
        foot="" if link else _panel(entries),
    )


def thumbnail(entry: AtlasEntry, side: int = _SIDE) -> str:
    """The plane of values of one game as an inline SVG picture."""

    def place(x: float, y: float) -> tuple[str, str]:
        return f"{(x - 0.5) / 4 * side:.1f}", f"{(4.5 - y) / 4 * side:.1f}"

    parts = []
    for line in entry.arcs:
        points = " ".join(",".join(place(x, y)) for x, y in line)
        parts.append(f'<polyline points="{points}"/>')
    for outcome in entry.game.outcomes():
        x, y = place(*(float(value) for value in entry.game.payoffs(outcome)))
        kind = ' class="e"' if outcome in entry.pure else ""
        parts.append(f'<circle{kind} cx="{x}" cy="{y}" r="2.6"/>')
    if entry.nash_values is not None:
        x, y = place(*entry.nash_values)
        parts.append(f'<path d="M{x} {y}m-3 -3l6 6m0 -6l-6 6"/>')
    return (
        f'<svg viewBox="0 0 {side} {side}" width="{side}" height="{side}" role="img" '
        f'aria-label="{html.escape(_sentence(entry))}">{"".join(parts)}</svg>'
    )


def _panel(entries: Sequence[AtlasEntry]) -> str:
    """Where the facts of the chosen game are shown, and those of all games."""
    details = {f"{entry.row}/{entry.column}": _details(entry) for entry in entries}
    data = json.dumps(details, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    return _filled("atlas_panel.html", details=data).rstrip()


def _filled(name: str, **texts: object) -> str:
    """A file beside this one, with texts for its names."""
    return Template(Path(__file__).with_name(name).read_text(encoding="utf-8")).substitute(texts)


def _title(name: str) -> str:
    return html.escape(name.replace("_", " ").replace("prisoners", "prisoner’s").capitalize())


def _cell(entry: AtlasEntry, link: Callable[[AtlasEntry], str] | None) -> str:
    kind = _KINDS[entry.set] + (" better" if entry.improves else "")
    if link is None:
        inside = f'<button data-game="{entry.row}/{entry.column}">{thumbnail(entry)}</button>'
    else:
        address, title = html.escape(link(entry)), html.escape(_sentence(entry))
        inside = f'<a href="{address}" title="{title}">{thumbnail(entry)}</a>'
    return f'<td class="{kind}">{inside}</td>'


def _sentence(entry: AtlasEntry) -> str:
    pure = ", ".join(_outcome(outcome) for outcome in entry.pure)
    mixed = "no totally mixed equilibria" if entry.set == "none" else f"{entry.set}, {entry.curve}"
    return f"{_title(entry.row)} / {_title(entry.column)}: {mixed}; pure equilibria {pure}"


def _outcome(outcome: tuple[int, int]) -> str:
    return ("Up", "Down")[outcome[0]] + "–" + ("Left", "Right")[outcome[1]]


def _details(entry: AtlasEntry) -> str:
    """The panel of one game, as HTML."""
    a, b = (table.tolist() for table in entry.game.numerators)
    rows = "".join(
        f"<tr><th>{label}</th><td>{a[i][0]}, {b[i][0]}</td><td>{a[i][1]}, {b[i][1]}</td></tr>"
        for i, label in enumerate(("Up", "Down"))
    )
    nash = [_outcome(outcome) for outcome in entry.nash]
    if entry.nash_values is not None:
        x, y = entry.nash_values
        nash.append(f"totally mixed, worth {x:.4g} and {y:.4g}")
    facts = [
        f"Totally mixed dependency equilibria: {entry.set}"
        + ("" if entry.set == "none" else f" of a {entry.curve} curve"),
        "Pure dependency equilibria: " + ", ".join(_outcome(outcome) for outcome in entry.pure),
        "Nash equilibria: " + ", ".join(nash),
        f"Best sum of values: {entry.best_dependency:.4g}; at a Nash equilibrium: "
        f"{entry.best_nash:.4g}",
    ]
    if entry.dominated is not None:
        facts.append(
            "Equilibria near the totally mixed Nash equilibrium "
            + ("pay both players more" if entry.dominated else "do not pay both players more")
        )
    if entry.improves:
        facts.append("Some equilibrium pays both players more than any Nash equilibrium")
    items = "".join(f"<li>{fact}</li>" for fact in facts)
    return (
        f"<h2>{_title(entry.row)} / {_title(entry.column)}</h2><table><tr><th></th><th>Left</th>"
        f"<th>Right</th></tr>{rows}</table><ul>{items}</ul>"
    )
