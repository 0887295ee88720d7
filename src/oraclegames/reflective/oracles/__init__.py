"""Which oracles answer truthfully about a system of machines?

Gives: ``solve_oracles``, choosing and simulating, and Nash equilibria as oracles.
May import: reflective.machines, certificates, games, exact.
"""
