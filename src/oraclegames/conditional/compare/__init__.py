"""What does every notion say of one game? All of them side by side.

Gives: ``compare`` and its ``Comparison``: pure outcomes, best and worst welfare.
May import: conditional.best, conditional.check, conditional.phases, conditional.similarity,
certificates, games, exact.
"""
