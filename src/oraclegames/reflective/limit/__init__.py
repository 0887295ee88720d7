"""Where the fixed points of a match go as readings become exact: δ → 0, with proof.

Gives: ``LimitSet``, the answer of ``match(…, delta=0)``.
May import: reflective.match, reflective.agents, certificates, games, exact.
"""
