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

from oraclegames._version import __version__
from oraclegames.games.ordinal import PATTERNS
from oraclegames.sweep.atlas import AtlasEntry

_SIDE = 64
_COLOURS = {
    "none": "#ffffff",
    "one arc": "#dcecf7",
    "two arcs": "#fbe3c8",
    "two crossing arcs": "#f6c9b8",
}


def atlas_page(
    entries: Sequence[AtlasEntry], link: Callable[[AtlasEntry], str] | None = None
) -> str:
    """The page as HTML text; the same entries give the same text.

    Args:
        entries: one for each ordinal game.
        link: the address that a click on a game leads to. Without it a click shows the game's facts
            on the page itself, by a small script; with it the page has no script at all.
    """
    rows, columns = list(PATTERNS), list(PATTERNS)
    cells = {(entry.row, entry.column): entry for entry in entries}
    head = "".join(f'<th scope="col">{_title(name)}</th>' for name in columns)
    body = "\n".join(
        f'<tr><th scope="row">{_title(row)}</th>'
        + "".join(_cell(cells[row, column], link) for column in columns)
        + "</tr>"
        for row in rows
    )
    legend = "".join(
        f'<li><span style="background:{colour}"></span>{name} ({count})</li>'
        for name, colour in _COLOURS.items()
        if (count := sum(entry.set == name for entry in entries))
    )
    improving = sum(entry.improves for entry in entries)
    details = {f"{entry.row}/{entry.column}": _details(entry) for entry in entries}
    data = json.dumps(details, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    return _PAGE.format(
        style=_STYLE,
        head=head,
        body=body,
        legend=legend,
        improving=improving,
        count=len(entries),
        version=__version__,
        foot=_BACK if link else _PANEL.format(details=data, script=_SCRIPT),
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


def _title(name: str) -> str:
    return html.escape(name.replace("_", " ").replace("prisoners", "prisoner’s").capitalize())


def _cell(entry: AtlasEntry, link: Callable[[AtlasEntry], str] | None) -> str:
    mark = ' class="better"' if entry.improves else ""
    if link is None:
        inside = f'<button data-game="{entry.row}/{entry.column}">{thumbnail(entry)}</button>'
    else:
        address, title = html.escape(link(entry)), html.escape(_sentence(entry))
        inside = f'<a href="{address}" title="{title}">{thumbnail(entry)}</a>'
    return f'<td{mark} style="background:{_COLOURS[entry.set]}">{inside}</td>'


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


_STYLE = """
body{font:14px/1.4 system-ui,sans-serif;margin:1.5rem;color:#1b1b1b;background:#fff}
h1{font-size:1.3rem}p{max-width:60rem}
#atlas{border-collapse:collapse}#atlas td{border:1px solid #bbb;padding:0}
#atlas thead td{border:0}
#atlas th{font-weight:500;font-size:10px;padding:2px 0;width:64px;max-width:64px;
overflow-wrap:anywhere}
#atlas th[scope=row]{text-align:right;font-size:11px;width:auto;max-width:90px;padding-right:6px}
#atlas td.better{outline:2px solid #1b1b1b;outline-offset:-2px}
button{all:unset;display:block;cursor:pointer}button:focus-visible{outline:3px solid #0072b2}
svg{display:block}polyline{fill:none;stroke:#0072b2;stroke-width:1.8}
circle{fill:#fff;stroke:#555}circle.e{fill:#1b1b1b;stroke:#1b1b1b}path{stroke:#d55e00;fill:none}
#legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:1rem}
#legend span{display:inline-block;width:1em;height:1em;border:1px solid #bbb;margin-right:.3em;
vertical-align:-.15em}
#panel{min-height:13rem}#panel td,#panel th{padding:.2rem .7rem;text-align:center}
"""

_SCRIPT = """
const games = JSON.parse(document.getElementById("details").textContent);
document.getElementById("atlas").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) document.getElementById("panel").innerHTML = games[button.dataset.game];
});
"""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Atlas of the 2×2 games</title><style>{style}</style></head><body>
<h1>Atlas of the {count} strict ordinal 2×2 games</h1>
<p>Rows: the row player’s pattern; columns: the column player’s. Neighbours differ by a swap of two
adjacent ranks. Each picture is the plane of values: outcomes (hollow), pure dependency equilibria
(filled), totally mixed ones (lines), the totally mixed Nash equilibrium (cross). Bold frame: some
dependency equilibrium pays both players more than any Nash equilibrium ({improving} games).</p>
<p>Totally mixed dependency equilibria:</p>
<ul id="legend">{legend}</ul>
<div style="overflow-x:auto"><table id="atlas"><thead><tr><td></td>{head}</tr></thead>
<tbody>
{body}
</tbody></table></div>
{foot}
<p>oraclegames {version}</p>
</body></html>
"""

_PANEL = """<div id="panel" aria-live="polite"><p>Choose a game.</p></div>
<script type="application/json" id="details">{details}</script><script>{script}</script>"""

_BACK = """<p>A click opens the game. <a href="/">Back to the explorer</a></p>"""
