"""What strategies for repeated games are called, as one writes them on a command line."""

NAMED_AUTOMATA: dict[str, str] = {
    "tit-for-tat": "as the other did last, at first cooperation; S10",
    "generous:G": "tit for tat that forgives a defection with probability G",
    "contrite": "tit for tat that does not answer a defection that it deserved",
    "win-stay-lose-shift": "the last move if the other cooperated, else the other move; S9",
    "grim": "cooperation until somebody defects, then defection for ever; S8",
    "punish-once": "cooperation, and one defection after each of the other's",
    "cooperate": "always cooperation",
    "defect": "always defection",
    "turns": "cooperation in every second period, the first player first; of n players in every "
    "n-th",
    "S0 … S15": "the deterministic memory-one strategies: cooperation at first, then the number's "
    "four binary digits say whether to cooperate after CC, CD, DC, DD, own move first",
    "memory-one:CC,CD,DC,DD": "cooperates with these probabilities, at first with certainty; a "
    "fifth number is the probability at first",
}
"""How each is written, and what it does; for two moves each, cooperation first. Among more than two
players the others count as one who cooperates if all do."""
