"""Commands about many games: sweep, sweep show, sweep plot, items, atlas."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from oraclegames.atomic_write import write_whole
from oraclegames.budget import Progress
from oraclegames.cli.arguments import MANY, AsJson
from oraclegames.cli.output import print_json, progress
from oraclegames.cli.process import CtrlC
from oraclegames.errors import InputError

_INTERRUPTED = 130


class _SweepGroup(TyperGroup):
    """``sweep SPEC.toml`` is short for ``sweep run SPEC.toml``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the command in front where it is left out."""
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args or ["--help"])


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(
        cls=_SweepGroup,
        help="Ask a question of every game of a family: `sweep SPEC.toml`, `sweep show FOLDER`.",
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.command("run")(_run)
    group.command("show")(_show)
    group.command("plot")(_plot)
    app.add_typer(group, name="sweep", rich_help_panel=MANY)
    app.command("items", rich_help_panel=MANY)(_items)
    app.command("atlas", rich_help_panel=MANY)(_atlas)


Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder written by sweep.")]


def _run(
    spec: Annotated[Path, typer.Argument(metavar="SPEC.toml", help="Which games, which question.")],
    folder: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Default: the spec without .toml."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://10.0.0.1:8786."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes on this machine; all cores by default.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, however large.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run a sweep, or go on with one that was stopped."""
    from oraclegames.sweep.run import run_sweep
    from oraclegames.sweep.show import check_readable, summary
    from oraclegames.sweep.spec import LARGE, read_spec

    check_readable()  # before the work, of which a summary is printed
    if folder is None:
        if spec.suffix != ".toml":
            raise InputError(f"where should the dataset of {spec} go? Name a folder with -o")
        folder = spec.with_suffix("")
    plan = read_spec(spec)
    if plan.count > LARGE and not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise InputError(
                f"{spec} has {plan.count} games, more than {LARGE}: confirm with --yes"
            )
        if not typer.confirm(f"Sweep {plan.count} games?", err=True):
            raise typer.Exit(2)
    with progress("sweeping") as tell:
        result = run_sweep(
            plan, folder, workers=workers, cluster=cluster, progress=tell, confirm=True
        )
    if not result.complete:
        done = result.dataset.partitions - len(result.dataset.missing())
        typer.echo(
            f"stopped: {done} of {result.dataset.partitions} partitions are in {folder}; run the "
            "same command to go on",
            err=True,
        )
        raise typer.Exit(_INTERRUPTED)
    report = summary(result.dataset)
    if as_json:
        print_json(report.to_dict())
    else:
        typer.echo(report)
        typer.echo(f"Checksum: {result.checksum}")


def _show(
    folder: Folder,
    sql: Annotated[
        str | None,
        typer.Option(metavar="QUERY", help="SQL over the table `games`; a summary without it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read a dataset: a summary, or the answer to a query in SQL."""
    from oraclegames.sweep.show import query, summary

    if sql is None:
        report = summary(folder)
        if as_json:
            print_json(report.to_dict())
        else:
            typer.echo(report)
        return
    relation = query(folder, sql)
    if as_json:
        rows = [[_plain(value) for value in row] for row in relation.fetchall()]
        document = {"schema": "oraclegames/rows-1", "columns": relation.columns, "rows": rows}
        print_json(document)
    else:
        typer.echo(str(relation).rstrip())


def _plain(value: Any) -> Any:
    finite = not isinstance(value, float) or value - value == 0
    return value if isinstance(value, (int, float, str, type(None))) and finite else str(value)


def _plot(
    folder: Folder,
    x: Annotated[str, typer.Option("--x", metavar="COLUMN", help="The parameter across.")],
    y: Annotated[str, typer.Option("--y", metavar="COLUMN", help="The parameter upwards.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.html|.json|.png|.svg|.pdf")
    ],
    answer: Annotated[
        str, typer.Option("--colour", "--color", metavar="COLUMN", help="Shown as colours.")
    ] = "set",
    where: Annotated[
        str | None, typer.Option(metavar="CONDITION", help='SQL that picks games: "R = 1".')
    ] = None,
) -> None:
    """Draw a phase diagram: an answer over two parameters."""
    from oraclegames.plots.files import save
    from oraclegames.sweep.show import phase

    with progress("drawing"):
        save(phase(folder, x, y, answer, where), output)
    typer.echo(f"wrote {output}", err=True)


def _items(
    count: Annotated[int, typer.Argument(metavar="N", min=0, help="How many games.")],
    seed: Annotated[int, typer.Option(min=0, help="Another seed, other games.")] = 0,
    shape: Annotated[
        str,
        typer.Option(metavar="2x2", help="Each player's number of moves, such as 3x3 or 2x2x2."),
    ] = "2x2",
) -> None:
    """Games with proved answers of every notion, as JSON lines: a key for evaluations.

    Each line is a document that `oraclegames verify` re-checks.
    """
    from oraclegames.conditional.compare.items import items

    sizes = shape.lower().replace("×", "x").split("x")
    if not all(size.isdecimal() and len(size) < 4 for size in sizes):
        raise InputError(f"--shape is written as 3x3 or 2x2x2, not {shape!r:.40}")
    # Items that are seen to come are their own progress.
    with progress("proving", quiet=sys.stdout.isatty()) as tell:
        for done, item in enumerate(items(count, seed, [int(size) for size in sizes]), 1):
            typer.echo(json.dumps(item.to_dict(), ensure_ascii=False, allow_nan=False))
            if tell is not None:
                tell(Progress(done, count, "games"))
            if CtrlC.came:
                break


def _atlas(
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE.html", help="The page; a table without it."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The 144 strict ordinal 2×2 games: a page that works offline, or a table."""
    from oraclegames.sweep.atlas import atlas
    from oraclegames.sweep.atlas_page import atlas_page

    if output is not None and output.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"the atlas is a page in HTML: {output} should end in .html")
    with progress("solving"):
        entries = atlas()
        page = None if output is None else atlas_page(entries)
    if output is not None and page is not None:
        write_whole(output, page)
        typer.echo(f"wrote {output}", err=True)
    if as_json:
        document = {"schema": "oraclegames/atlas-1", "games": [one.to_dict() for one in entries]}
        print_json(document)
    elif output is None:
        for one in entries:
            typer.echo(str(one))
