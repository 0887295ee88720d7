"""Conditional oracles as objects: machines, oracles, what is reflective, and both theorems.

::

    machines       queries, oracles, systems of machines
    cod            distributions over oracles (COD)
    weakly_leads   does one answer as the other demands?
    agents         COEDT agents of a game: chains and pairs
    theorems       theorems 1 and 2 as printed proofs
    families       trembles: what proves that a COD is reflective
    chains         what an order of the moves demands on the boundary
    answers        which answers may an oracle give where one outcome is played?
    play           does some reflective COD play this?
    reflective     is this COD reflective?
    orders         games where the order of a chain matters
    punishment     pure outcomes where everybody keeps the others to their maximin
    existence      a reflective COD for any game
    five_and_ten   the 5-and-10 problem

Gives: what :mod:`oraclegames.oracle` lists.
May import: conditional.check, conditional.trembles, games, exact.
"""
