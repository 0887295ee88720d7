"""2×2 games in closed form: what are *all* their dependency equilibria?

Gives: odds maps, arcs, surfaces, edges and faces, pure outcomes; the Spohn curve, Nash, correlated.
May import: conditional.trembles, games, exact.
"""
