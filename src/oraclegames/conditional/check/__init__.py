"""Is this distribution an equilibrium, and which pure outcomes are?

Gives: ``check``, ``pure_equilibria``: verdicts with their evidence.
May import: certificates, conditional.similarity, conditional.two_by_two,
    conditional.trembles, games, exact.
"""
