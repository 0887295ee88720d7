"""Commands about notions of equilibrium: similar, and all of them side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oraclegames.cli.arguments import STABLE, AsJson, Budget, Decimals, GameName, Quiet
from oraclegames.cli.output import note, print_answer, progress
from oraclegames.conditional.similarity.notions import definitions
from oraclegames.errors import InputError
from oraclegames.exact.rational import rational

Drawing = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="Draw the diagram too: FILE.html, .png, .svg, .pdf or .json.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("similar", rich_help_panel=STABLE)(_similar)
    app.command("compare", rich_help_panel=STABLE, epilog=definitions())(_compare)
    app.command("least-similarity", rich_help_panel=STABLE)(_least)
    app.command("phases", rich_help_panel=STABLE)(_phases)


def _similar(
    game_name: GameName,
    b: Annotated[
        str | None,
        typer.Option(
            "--b",
            metavar="B",
            help="The similarity, from 0 (Nash) to 1 (superrational); without it, all of them.",
            show_default=False,
        ),
    ] = None,
    output: Drawing = None,
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """The b-similarity equilibria of a symmetric game: at one b, or the phase diagram in b.

    Whoever deviates expects each other player to deviate alike with probability b.
    """
    from oraclegames.conditional.similarity.similar import similar

    _check_drawing(output)
    with progress("searching", budget=budget, quiet=quiet):
        found = similar(game_name, b, budget=budget)
    _draw("similar_info", found, output, quiet)
    print_answer(found, as_json, decimals=decimals, quiet=quiet)


def _compare(
    game_name: GameName,
    b: Annotated[
        str, typer.Option("--b", metavar="B", help="The similarity for b-similarity, from 0 to 1.")
    ] = "1/2",
    output: Drawing = None,
    budget: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Stop after so many seconds.")
    ] = 20,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """All notions side by side: which pure outcomes are equilibria, best and worst welfare."""
    from oraclegames.conditional.compare.compare import compare

    _check_drawing(output)
    with progress("comparing", budget=budget, quiet=quiet) as tell:
        found = compare(game_name, b, budget=budget, progress=tell)
    _draw("comparison_info", found, output, quiet)
    print_answer(found, as_json, decimals=decimals, quiet=quiet)


def _least(
    game_name: GameName,
    values: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER,NUMBER",
            help="Equilibria with these values, one for each player.",
            show_default=False,
        ),
    ] = None,
    better_than: Annotated[
        str | None,
        typer.Option(
            metavar="NUMBER",
            help="Equilibria with a larger sum of values than this.",
            show_default="the best Nash equilibrium's",
        ),
    ] = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """How alike the players of a 2×2 game must think they are to do better, or as well."""
    from oraclegames.conditional.likeness.least import least_similarity

    if values is not None and better_than is not None:
        raise InputError("give --values or --better-than, not both")
    bound = None if better_than is None else rational(better_than, what="--better-than")
    print_answer(
        least_similarity(game_name, values, better_than=bound),
        as_json,
        decimals=decimals,
        quiet=quiet,
    )


def _phases(
    family: Annotated[
        str,
        typer.Argument(
            metavar="GAME",
            help='A game with a parameter: "prisoners_dilemma(t,2,1,0)", "2,2 0,t; t,0 1,1", or a '
            "file with payoffs such as 3+t or t^2.",
            show_default=False,
        ),
    ],
    low: Annotated[
        str,
        typer.Option("--from", metavar="NUMBER", help="The parameter's least value."),
    ],
    high: Annotated[
        str, typer.Option("--to", metavar="NUMBER", help="The parameter's largest value.")
    ],
    parameter: Annotated[str, typer.Option(metavar="NAME", help="The parameter's name.")] = "t",
    ask: Annotated[
        str,
        typer.Option(
            metavar="QUESTION",
            help="shape or arcs (of the totally mixed equilibria of a 2×2 game), welfare (the "
            "largest sum of values of its equilibria), notions (of pure outcomes), or similar "
            "(b-similarity equilibria).",
        ),
    ] = "shape",
    b: Annotated[
        str | None,
        typer.Option("--b", metavar="B", help="The similarity, for similar.", show_default="1/2"),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MOVE,MOVE",
            help="A pure outcome, for notions; all without it. May be repeated.",
            show_default=False,
        ),
    ] = None,
    output: Drawing = None,
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """How an answer changes with one parameter of the payoffs: points and intervals, exact."""
    from oraclegames.conditional.phases.phases import phases

    _check_drawing(output)
    least, most = rational(low, what="--from"), rational(high, what="--to")
    if least > most:
        raise InputError(f"--from {low} should not be above --to {high}")
    for option, given, question in (("--b", b, "similar"), ("--outcome", outcome, "notions")):
        if given and ask != question:
            raise InputError(f"{option} belongs to --ask {question}, not to --ask {ask}")
    outcomes = [[word.strip() for word in one.split(",")] for one in outcome or ()]
    with progress("searching", budget=budget, quiet=quiet):
        found = phases(
            family,
            ask,
            parameter=parameter,
            low=least,
            high=most,
            b=b,
            outcomes=outcomes or None,
            budget=budget,
        )
    _draw("strip_info", found, output, quiet)
    print_answer(found, as_json, decimals=decimals, quiet=quiet)


def _check_drawing(output: Path | None) -> None:
    """Refuse a file that no picture can be written to, before anything is searched."""
    if output is not None:
        from oraclegames.plots.files import check_ending

        check_ending(output)


def _draw(kind: str, found: object, output: Path | None, quiet: bool) -> None:
    """Write the picture of an answer, if one is wanted; ``kind`` names it in the plots."""
    if output is not None:
        from oraclegames import plots

        plots.save(getattr(plots, kind)(found), output)
        note(f"wrote {output}", quiet)
