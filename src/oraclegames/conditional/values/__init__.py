"""Which values can totally mixed equilibria have?

Gives: ``achieve`` (with limits and supports) and ``region``, from boxes and cells with proofs.
May import: conditional.columns, conditional.two_by_two, conditional.two_players,
    conditional.trembles, certificates, games, exact.
"""
