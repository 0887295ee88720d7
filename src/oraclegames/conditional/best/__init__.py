"""Which equilibrium is best?

Gives: ``best`` with a proved gap and its rivals, ``supremum`` without one for two players,
    ``bounding_box``, ``sample``, outlines; the best and the extreme correlated equilibria.
May import: conditional.check, conditional.values, conditional.columns, conditional.two_by_two,
    conditional.bimatrix, conditional.two_players, conditional.trembles, certificates, games, exact.
"""
