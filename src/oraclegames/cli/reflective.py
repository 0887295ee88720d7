"""Commands about agents that query a reflective oracle: match, tournament."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oraclegames.cli.output import AsJson, GameName, heading, print_json, progress
from oraclegames.exact.rational import format_rational
from oraclegames.games.files.load import load_game

if TYPE_CHECKING:
    from oraclegames.reflective.match.arcs import Arc
    from oraclegames.reflective.match.match import Match
    from oraclegames.reflective.match.points import FixedPoint
    from oraclegames.reflective.programs.tournament import Tournament

__all__ = ["AgentName", "Delta", "Epsilon", "register"]

AgentName = Annotated[
    str,
    typer.Argument(
        metavar="AGENT",
        help="lp, nelp, demand:1/2, nicer, cooperate, defect, constant:1/3 or region:FILE.",
        show_default=False,
    ),
]
Delta = Annotated[str, typer.Option("--delta", help="The precision of readings, 0 < δ < ε.")]
Epsilon = Annotated[str, typer.Option("--epsilon", help="The step of the agents, 0 < ε < 1.")]

_MOST_LINES = 12


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("match")(_match)
    app.command("tournament")(_tournament)


def _match(
    game_name: GameName,
    first: AgentName,
    second: AgentName,
    delta: Delta = "1/200",
    epsilon: Epsilon = "1/5",
    as_json: AsJson = False,
) -> None:
    """Every outcome that two agents can reach with a reflective oracle."""
    from oraclegames.reflective.match.match import match

    game = load_game(game_name)
    result = match(game, first, second, delta, epsilon)
    if as_json:
        print_json(result.to_dict())
        return
    typer.echo(heading(game))
    typer.echo()
    typer.echo("\n".join(_match_in_words(result)))


def _match_in_words(result: Match) -> Iterator[str]:
    game = result.game
    names = " against ".join(agent.name for agent in result.agents)
    count, pieces = len(result.fixed_points), len(result.arcs)
    yield (
        f"{names}, δ = {format_rational(result.delta)}, ε = {format_rational(result.epsilon)}: "
        f"{_counted(count, 'fixed point')} in {_counted(pieces, 'piece')}"
    )
    for arc in result.arcs[:_MOST_LINES]:
        yield from _arc(result, arc)
    if pieces > _MOST_LINES:
        yield f"  … and {_counted(pieces - _MOST_LINES, 'piece')} more (--json lists all)"
    yield ""
    for player, (low, high) in zip(game.players, result.ranges()):
        yield f"{player} can get {float(low):.4g} to {float(high):.4g}, as the oracle chooses"
    if any(point.randomised for point in result.fixed_points):
        randomised = sum(point.randomised for point in result.fixed_points)
        yield f"{randomised} of the fixed points need a randomised answer of the oracle"


def _arc(result: Match, arc: Arc) -> Iterator[str]:
    start, stop = arc.ends
    if len(arc.points) == 1:
        yield f"  {_place(result, start)}"
    else:
        yield f"  {_counted(len(arc.points), 'point')} from {_place(result, start)}"
        yield f"  {' ' * len(_counted(len(arc.points), 'point'))}   to {_place(result, stop)}"


def _place(result: Match, point: FixedPoint) -> str:
    plays = []
    for labels, mixed in zip(result.game.moves, point.play):
        shown = list(zip(labels, mixed))[: max(1, len(labels) - 1)]
        plays.append(" ".join(f"{label} {float(p):.4g}" for label, p in shown))
    payoffs = ", ".join(f"{float(payoff):.4g}" for payoff in point.payoffs)
    return f"({'; '.join(plays)}) paying {payoffs}"


def _tournament(
    game_name: GameName,
    agents: Annotated[
        list[str], typer.Argument(metavar="AGENT...", help="As for `match`.", show_default=False)
    ],
    delta: Delta = "1/200",
    epsilon: Epsilon = "1/5",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the pairings to FILE.csv, .json or .parquet."),
    ] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, help="How many processes share the work.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Every agent against every agent, in both seats."""
    from oraclegames.reflective.programs.tournament import tournament

    game = load_game(game_name)
    with progress("playing") as tell:
        result = tournament(
            game, agents, delta, epsilon, processes=processes or os.cpu_count(), progress=tell
        )
    if output is not None:
        result.write(output)
        typer.echo(f"wrote {output}", err=True)
    if as_json:
        print_json(result.to_dict())
        return
    typer.echo(heading(game))
    typer.echo()
    typer.echo("\n".join(_tournament_in_words(result)))


def _tournament_in_words(result: Tournament) -> Iterator[str]:
    lines = result.table()
    width = max(5, *(len(line.name) for line in lines))
    yield "Mean payoff over all opponents and both seats, as the oracle chooses:"
    yield f"  rank  {'agent':{width}}   Pareto     worst      best"
    for line in lines:
        means = "".join(f"{float(value):10.4f}" for value in (line.selected, line.worst, line.best))
        yield f"  {line.rank:4}  {line.name:{width}}{means}"
    yield ""
    yield "The row's payoff against the column (worst to best fixed point):"
    names = [agent.name for agent in result.agents]
    cells = [["", *names]]
    for i, name in enumerate(names):
        row = [name]
        for j in range(len(names)):
            pairing = result.pairing(i, j)
            low, high = float(pairing.worst[0]), float(pairing.best[0])
            row.append(f"{low:.3g}" if high - low < 5e-4 else f"{low:.3g}–{high:.3g}")
        cells.append(row)
    widths = [max(len(row[k]) for row in cells) for k in range(len(names) + 1)]
    for row in cells:
        yield "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths)).rstrip()


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
