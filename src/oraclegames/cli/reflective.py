"""Commands about programs that read each other, by an oracle or by proofs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from oraclegames.budget import Clock
from oraclegames.cli.arguments import PROGRAMS, AsJson, Budget, Decimals, GameName, Quiet
from oraclegames.cli.output import note, print_answer, print_json, progress
from oraclegames.errors import InputError
from oraclegames.reflective.agents.named_agents import NAMED_AGENTS
from oraclegames.reflective.agents.named_automata import NAMED_AUTOMATA


def _agents(incomplete: str) -> list[str]:
    """What a shell may complete AGENT to."""
    return [one.form for one in NAMED_AGENTS.values() if one.form.startswith(incomplete)]


_MODAL = (
    "FairBot, FairBot:2, PrudentBot, DefectBot, CooperateBot, TrollBot, JustBot, UnfairBot, "
    "MagicBot, WaitBot, mimic:NAME, or a formula: `[]them(me) and [1]not them(DefectBot)`, "
    "`NAME = FORMULA`."
)
ModalName = Annotated[str, typer.Argument(metavar="AGENT", help=_MODAL, show_default=False)]
Strategies = Annotated[
    list[str],
    typer.Argument(
        metavar="STRATEGY STRATEGY...", help="One for each player, as below.", show_default=False
    ),
]
_STRATEGIES = (
    "The strategies, for two moves each, cooperation first; among more than two players the others "
    "count as one who cooperates if all do:\n\n"
) + "\n".join(f"* `{form}`: {says}." for form, says in NAMED_AUTOMATA.items())
_AGENTS = "The agents:\n\n" + "\n".join(
    f"* `{form}`: {says}." for form, says in NAMED_AGENTS.values()
)

Delta = Annotated[
    str | None,
    typer.Option(
        "--delta",
        help="δ, the precision of readings, 0 < δ < ε; without it 1/200 for two moves each, and "
        "coarser for more moves or players. For `match` of two, 0 is the limit δ → 0.",
        show_default=False,
    ),
]
Epsilon = Annotated[str, typer.Option("--epsilon", help="ε, the step of the agents, 0 < ε < 1.")]
FirstMove = Annotated[
    str | None,
    typer.Option(
        "--epsilon",
        help="ε, the probability of the first move, 0 < ε < 1; without it 1/5.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("match", rich_help_panel=PROGRAMS, epilog=_AGENTS)(_match)
    app.command("tournament", rich_help_panel=PROGRAMS, epilog=_AGENTS)(_tournament)
    app.command("common-coins", rich_help_panel=PROGRAMS, epilog=_STRATEGIES)(_common_coins)
    app.command("independent-coins", rich_help_panel=PROGRAMS, epilog=_STRATEGIES)(
        _independent_coins
    )
    app.command("modal-match", rich_help_panel=PROGRAMS)(_modal_match)
    app.command("modal-tournament", rich_help_panel=PROGRAMS)(_modal_tournament)


def _match(
    game_name: GameName,
    agents: Annotated[
        list[str],
        typer.Argument(
            metavar="AGENT AGENT...",
            help="One agent for each player, such as nicer or demand:1/2.",
            show_default=False,
            autocompletion=_agents,
        ),
    ],
    delta: Delta = None,
    epsilon: Epsilon = "1/5",
    keep_blocks: Annotated[
        bool,
        typer.Option(
            "--keep-blocks",
            help="In the document of `--json` keep the blocks without fixed points, each with the "
            "bound that excludes it; `verify --complete` re-checks them.",
        ),
    ] = False,
    budget: Budget = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """Every outcome that two or more agents can reach with a reflective oracle."""
    from oraclegames.reflective.group.match import match

    if len(agents) < 2:
        raise InputError("a match needs two agents or more, one for each player")
    clock = Clock(budget)
    with progress("playing", quiet=quiet, budget=budget) as tell:
        first, second, *more = agents
        result: Any = match(
            game_name,
            first,
            second,
            *more,
            delta=delta,
            epsilon=epsilon,
            keep_blocks=keep_blocks,
            budget=budget,
            progress=tell,
        )
    if as_json:
        # The budget holds for the re-check, too; what it leaves is written as not verified.
        print_json(result.to_dict(budget=None if budget is None else clock.left))
    else:
        print_answer(result, as_json, decimals=decimals, quiet=quiet)


def _tournament(
    game_name: GameName,
    agents: Annotated[
        list[str],
        typer.Argument(
            metavar="AGENT...", help="As below.", show_default=False, autocompletion=_agents
        ),
    ],
    delta: Delta = None,
    epsilon: Epsilon = "1/5",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the pairings to FILE.csv, .json or .parquet."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that share the work; all cores by default."),
    ] = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """Every agent against every agent, in both seats."""
    from oraclegames.processes import cores
    from oraclegames.reflective.programs.tournament import tournament

    with progress("playing", quiet=quiet) as tell:
        result = tournament(
            game_name, agents, delta, epsilon, workers=workers or cores(), progress=tell
        )
    if output is not None:
        result.write(output)
        note(f"wrote {output}", quiet)
    print_answer(result, as_json, decimals=decimals, quiet=quiet)


def _at_least_two(strategies: list[str]) -> list[str]:
    if len(strategies) < 2:
        raise InputError("programs need two strategies or more, one for each player")
    return strategies


def _common_coins(
    game_name: GameName,
    strategies: Strategies,
    epsilon: FirstMove = None,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """Programs that simulate each other with shared coins: their play, and whether it is an
    equilibrium against all other programs.
    """
    from oraclegames.reflective.programs.common_coins import common_coins

    first, second, *more = _at_least_two(strategies)
    found = common_coins(game_name, first, second, *more, epsilon=epsilon)
    print_answer(found, as_json, decimals=decimals, quiet=quiet)


def _independent_coins(
    game_name: GameName,
    strategies: Strategies,
    epsilon: FirstMove = None,
    fresh: Annotated[
        bool,
        typer.Option(
            "--fresh", help="Every simulation draws fresh coins, not those that its caller has."
        ),
    ] = False,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """Programs that simulate each other with coins of their own: their play, and whether it is an
    equilibrium against all other programs.
    """
    from oraclegames.reflective.programs.independent_coins import independent_coins

    first, second, *more = _at_least_two(strategies)
    found = independent_coins(game_name, first, second, *more, epsilon=epsilon, fresh=fresh)
    print_answer(found, as_json, decimals=decimals, quiet=quiet)


def _modal_match(
    game_name: GameName,
    first: ModalName,
    second: ModalName,
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """What two agents do that search for proofs about each other."""
    from oraclegames.reflective.modal.modal_match import modal_match

    with progress("proving", quiet=quiet):
        found = modal_match(game_name, first, second)
    print_answer(found, as_json, decimals=decimals, quiet=quiet)


def _modal_tournament(
    game_name: GameName,
    agents: Annotated[
        list[str],
        typer.Argument(metavar="AGENT...", help="As for `modal-match`.", show_default=False),
    ],
    as_json: AsJson = False,
    decimals: Decimals = None,
    quiet: Quiet = False,
) -> None:
    """Agents that search for proofs, every one against every one."""
    from oraclegames.reflective.modal.modal_tournament import modal_tournament

    with progress("proving", quiet=quiet):
        found = modal_tournament(game_name, agents)
    print_answer(found, as_json, decimals=decimals, quiet=quiet)
