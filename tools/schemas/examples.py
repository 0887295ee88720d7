"""A small example of each kind of document, by running the package; long lists are cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import oraclegames as og
from oraclegames.agents import Constant, memory_one
from oraclegames.sweep import atlas

PD = "prisoners_dilemma"


def _liar(oracle: Any) -> str:
    return "0" if oracle.exceeds("liar", "1", "3/4") else "1"


def _games() -> dict[str, Any]:
    entry = og.catalog.CATALOG["chicken"]
    return {
        "schema": "oraclegames/games-1",
        "games": [
            {
                "name": entry.name,
                "summary": entry.summary,
                "parameters": [{"name": p.name, "default": p.default} for p in entry.parameters][
                    :2
                ],
                "citation": entry.citation,
            }
        ],
    }


def _solution() -> dict[str, Any]:
    found = og.solve("battle_of_the_sexes").to_dict(1)
    return {**found, "pure": found["pure"][:1], "sides": found["sides"][:1]}


def _projection() -> Any:
    piece = og.solve("2,1 0,0 1,2; 0,0 1,2 3,1").whole.pieces[-1]
    return piece.project((0, 0), (1, 2), tolerance="3/10")


def _match() -> dict[str, Any]:
    found = og.match(PD, "nicer", Constant("defect"), "1/4", "1/2").to_dict()
    return {**found, "fixed_points": found["fixed_points"][:1], "arcs": found["arcs"][:1]}


def _claims() -> dict[str, Any]:
    statement = "(3/8, 1/8, 1/8, 3/8) is an equilibrium of the Prisoner's Dilemma."
    fact = {"what": "the verdict", "expected": "yes", "found": "yes", "holds": True}
    claim = {
        "id": "an/example",
        "essay": "COEDT equilibria in games",
        "section": "Pictures",
        "statement": statement,
        "source": "Diffractor 2018",
        "parameters": {"game": "Prisoner's Dilemma"},
        "status": "holds",
        "how": "the verdict",
        "seconds": 0.02,
        "facts": [fact],
        "tables": [{"title": "Values", "header": ["Row", "Column"], "rows": [["3/2", "3/2"]]}],
    }
    return {
        "schema": "oraclegames/reproduction-1",
        "version": og.__version__,
        "holds": True,
        "status": "complete",
        "quick": True,
        "seconds": 0.02,
        "claims": [claim],
    }


EXAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "solution-1": _solution,
    "verdict-1": lambda: og.check("chicken", "1,0,0,0").to_dict(),
    "pure-1": lambda: og.pure_equilibria(og.Game.from_arrays([[1, 0]], [[1, 1]])).to_dict(),
    "pure-outcome-1": lambda: og.solve(PD).pure[0].document(),
    "best-1": lambda: og.best("chicken", "egalitarian").to_dict(),
    "sample-1": lambda: og.sample(PD, 1).to_dict(),
    "compare-1": lambda: og.compare(PD).to_dict(),
    "item-1": lambda: next(og.items(1, seed=1)).to_dict(),
    "notion-1": lambda: og.check("matching_pennies", "1,0,0,0", notion="EE").to_dict(),
    "least-similarity-1": lambda: og.least_similarity(PD).to_dict(),
    "phases-1": lambda: og.phases("stag_hunt(t)", "similar", low=1, high=4, b="1/3").to_dict(),
    "nash-1": lambda: og.nash("2,1 2,1; 0,0 3,1").to_dict(),
    "correlated-1": lambda: og.correlated("chicken").to_dict(),
    "similarity-1": lambda: og.similarity(PD, "3/8,1/8,1/8,3/8").to_dict(),
    "similar-1": lambda: og.similar("prisoners_dilemma(5,3,1,0)").to_dict(),
    "values-1": lambda: og.achieve("chicken", "4,4").to_dict(),
    "region-1": lambda: og.region(PD, tolerance="1/2").to_dict(),
    "region-2": lambda: og.region("matching_pennies", totally_mixed=True).to_dict(),
    "projection-1": lambda: _projection().to_dict(),
    "region-3": lambda: og.region("matching_pennies").to_dict(),
    "supremum-1": lambda: og.supremum("chicken").to_dict(),
    "match-1": _match,
    "common-coins-1": lambda: og.common_coins(PD, memory_one(15), memory_one(15)).to_dict(),
    "independent-coins-1": lambda: og.independent_coins(PD, "grim", "tit-for-tat").to_dict(),
    "group-match-1": lambda: og.match(
        "volunteers_dilemma(3)", "nicer", "defect", "nelp", delta="1/4", epsilon="1/2"
    ).to_dict(),
    "limit-set-1": lambda: og.match(PD, "nelp", "defect", 0).to_dict(),
    "match-limit-1": lambda: og.match_limit(PD, "nicer", "defect", "1/10", steps=3).to_dict(),
    "tournament-2": lambda: og.tournament(PD, ["nicer"], "1/10").to_dict(),
    "program-equilibrium-1": lambda: og.program_equilibrium(PD, "nicer", "nicer", "1/10").to_dict(),
    "grounded-equilibrium-1": lambda: og.grounded_equilibrium(
        PD, og.agent("nicer"), og.agent("nicer")
    ).to_dict(),
    "modal-match-1": lambda: og.modal_match(PD, "FairBot", "DefectBot").to_dict(),
    "modal-tournament-1": lambda: og.modal_tournament(PD, ["FairBot"]).to_dict(),
    "oracles-1": lambda: og.solve_oracles({"liar": _liar}).to_dict(),
    "exploration-1": lambda: og.explore({"liar": _liar}, "liar").to_dict(),
    "game-1": lambda: og.catalog.chicken().to_dict(),
    "symmetric-formula-1": lambda: og.FormulaGame.of(
        10**9, {"Give": "2*Give/n", "Keep": "2*Give/n + 1"}, title="Public Goods"
    ).to_dict(),
    "checked-1": lambda: og.verify(og.check(PD, "0,1,0,0").to_json()).to_dict(),
    "games-1": _games,
    "atlas-1": lambda: {"schema": "oraclegames/atlas-1", "games": [atlas()[0].to_dict()]},
    "sweep-1": lambda: {
        "schema": "oraclegames/sweep-1",
        "folder": "ordinal",
        "version": og.__version__,
        "spec": {
            "question": {"name": "classify", "ends": False},
            "family": {"kind": "ordinal", "ties": False},
            "partition": 50000,
        },
        "complete": True,
        "checksum": "0dfc6b7c58959769faae03ad53c5609960dc9f1b39b7f8c71b22529333e6b630",
        "games": 144,
        "rows": 144,
        "errors": 0,
        "counts": {"set": {"none": 82, "one arc": 60, "two crossing arcs": 2}},
    },
    "rows-1": lambda: {
        "schema": "oraclegames/rows-1",
        "columns": ["set", "count"],
        "rows": [["none", 82], ["one arc", 60], ["two crossing arcs", 2]],
    },
    "reproduction-1": _claims,
}
"""For each kind a function that gives the example."""
