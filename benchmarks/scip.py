"""The best totally mixed equilibrium by SCIP, a solver for nonconvex programs, to the same gap."""

from __future__ import annotations

from typing import Any

import numpy as np


def scip_best(game: Any, gap: float, least: float = 1e-6) -> Any:
    """Maximise Σ v_i subject to Σ_{o_i = s} P(o) (U_i(o) − v_i) = 0 for all moves, P ≥ least.

    The solver, after it has run; ``gap`` is absolute.
    """
    from pyscipopt import Model

    model = Model()
    model.hideOutput()
    model.setParam("limits/absgap", gap)
    model.setParam("limits/time", 60)
    shape, players = game.shape, range(game.n_players)
    payoffs = [table.astype(float) / d for table, d in zip(game.numerators, game.denominators)]
    moves = np.indices(shape).reshape(len(shape), -1)
    masses = [model.addVar(lb=least, ub=1) for _ in range(moves.shape[1])]
    values = []
    for i in players:
        rows = np.moveaxis(payoffs[i], i, 0).reshape(shape[i], -1)
        values.append(model.addVar(lb=rows.min(axis=1).max(), ub=rows.max(axis=1).min()))
    model.addCons(sum(masses) == 1)
    for i in players:
        own = payoffs[i].ravel()
        for s in range(shape[i]):
            played = np.flatnonzero(moves[i] == s)
            model.addCons(sum(masses[o] * (own[o] - values[i]) for o in played) == 0)
    model.setObjective(sum(values), "maximize")
    model.optimize()
    return model
