"""Which equilibrium is best?

Gives: ``best`` with a proved gap and its rivals, ``supremum`` without one for two players,
    ``bounding_box``, ``sample``, outlines.
May import: conditional.values, conditional.columns, conditional.two_by_two,
    conditional.two_players, conditional.trembles, certificates, games, exact.
"""
