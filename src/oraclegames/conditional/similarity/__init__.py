"""How alike must agents be? Notions between Nash and dependency equilibrium.

Gives: ``similar``, the b-similarity equilibria of symmetric games and their phase diagram in b.
May import: certificates, games, exact.
"""
