"""Which values can totally mixed equilibria have?

Gives: ``achieve`` (with limits and supports), ``region``, boxes with their proofs.
May import: conditional.columns, conditional.two_by_two, conditional.trembles, games, exact.
"""
