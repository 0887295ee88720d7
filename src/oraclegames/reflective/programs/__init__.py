"""Many programs: who does well against whom, and who would rather be another?

Gives: ``tournament``, ``program_equilibrium``, ``grounded_equilibrium``.
May import: reflective.match, reflective.agents, certificates, processes, games, exact.
"""
