"""Programs that search for proofs about each other: who cooperates with whom?

Gives: ``modal_match``, ``modal_tournament``, modal agents and their formulas.
May import: reflective.agents.agents, certificates, games, exact.rational.
"""
