"""Which equilibrium is best?

Gives: ``best`` with a proved gap and its rivals, ``bounding_box``, ``sample``, outlines.
May import: conditional.values, conditional.columns, conditional.two_by_two,
    conditional.trembles, certificates, games, exact.
"""
