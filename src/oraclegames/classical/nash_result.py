"""Nash equilibria as a result: components of sets, each with its extreme mixtures and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Status
from oraclegames.certificates.verify import holds
from oraclegames.conditional.bimatrix.hull import dimension, in_hull
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Number, format_number, number_document
from oraclegames.exact.rational import rational
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.names import counted, move_name, player_name
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct, mixture_columns, value_columns

if TYPE_CHECKING:
    from oraclegames.reflective.oracles.oracles import Oracles

Mixture = tuple[Number, ...]
Profile = tuple[Mixture, ...]
SCHEMA = "oraclegames/nash-1"


@dataclass(frozen=True, repr=False)
class NashSet(Shown):
    """A set of Nash equilibria.

    Attributes:
        game: the game.
        mixtures: for each player the extreme mixtures over her moves. Any mixture of hers with any
            mixtures of the others is an equilibrium, and these are the set.
        continuum: of three and more players: the set is a continuum of this dimension around these
            mixtures, and not known as a product; 0 else.
    """

    game: Game
    mixtures: tuple[tuple[Mixture, ...], ...]
    continuum: int = 0

    @property
    def dimension(self) -> int:
        """0 for a point."""
        if self.continuum:
            return self.continuum
        return sum(dimension(several) for several in self.mixtures if len(several) > 1)

    @property
    def profiles(self) -> Iterator[Profile]:
        """The extreme equilibria: one extreme mixture for each player."""
        return product(*self.mixtures)

    @property
    def values(self) -> tuple[tuple[Number, Number], ...]:
        """Each player's least and largest value; they are reached at extreme equilibria."""
        told = [profile_values(self.game, profile) for profile in self.profiles]
        return tuple((min(column), max(column)) for column in zip(*told))

    def __str__(self) -> str:
        lines = []
        for i, several in enumerate(self.mixtures):
            name = player_name(self.game, i)
            if len(several) == 1:
                lines.append(f"{name}: {_words(self.game, i, several[0])}")
            else:
                lines.append(f"{name}: any mixture of")
                lines += [f"    {_words(self.game, i, mixture)}" for mixture in several]
        worth = []
        for i, (low, high) in enumerate(self.values):
            shown = format_number(low)
            shown = shown if low == high else f"{shown} to {format_number(high)}"
            worth.append(f"{player_name(self.game, i)} {shown}")
        lines.append(f"worth {', '.join(worth)}")
        if self.continuum:
            lines.append(f"one of a continuum of dimension {self.continuum} at most")
        return "\n".join(lines)


@dataclass(frozen=True, repr=False)
class NashEquilibria(Shown, Document, Tabular):
    """The Nash equilibria of a game.

    Attributes:
        game: the game.
        components: sets that hang together, each a maximal product of polytopes; of three and more
            players a continuum that is not known as a product stands alone, whatever it touches.
        status: "complete" if these are all; "partial" if time ended the search; "undetermined" if
            something could not be decided.
        oracles: for three and more players who can choose: the reflective oracles of
            :func:`oraclegames.nash_machines` from which they were read, with their own document.
    """

    game: Game
    components: tuple[tuple[NashSet, ...], ...]
    status: Status
    oracles: Oracles | None = field(default=None, compare=False)

    @property
    def complete(self) -> bool:
        """Whether there are no others."""
        return self.status == "complete"

    @property
    def sets(self) -> tuple[NashSet, ...]:
        """The sets of all components."""
        return tuple(found for part in self.components for found in part)

    @property
    def points(self) -> tuple[Profile, ...]:
        """The extreme equilibria of all sets, each once."""
        return tuple(dict.fromkeys(p for found in self.sets for p in found.profiles))

    def distributions(self) -> tuple[Distribution, ...]:
        """The rational ones of :attr:`points` as distributions over outcomes."""
        rational_ones = (
            p for p in self.points if all(isinstance(x, Fraction) for m in p for x in m)
        )
        return tuple(Distribution.product(self.game, *p) for p in rational_ones)

    def contains(self, *mixtures: Sequence[Any]) -> bool:
        """Whether a profile, one list of probabilities for each player, is in a listed set.

        It is asked of the sets, not of the payoffs: where the list is complete, that is the same.

        Raises:
            InputError: these are no mixtures.
        """
        if len(mixtures) != self.game.n_players:
            raise InputError(f"a profile has {self.game.n_players} mixtures, not {len(mixtures)}")
        profile = []
        for i, (mixture, count) in enumerate(zip(mixtures, self.game.shape)):
            name = player_name(self.game, i)
            mix = tuple(rational(x, what=f"a probability of {name}") for x in mixture)
            if len(mix) != count or sum(mix) != 1 or min(mix) < 0:
                raise InputError(
                    f"the mixture of {name} should be {count} probabilities that sum to 1"
                )
            profile.append(mix)
        return any(
            all(in_hull(mix, several) for mix, several in zip(profile, found.mixtures))
            for found in self.sets
        )

    def verify(self) -> bool:
        """Re-check the document from itself alone, and the oracles that these were read from."""
        return holds(self.to_dict()) and (self.oracles is None or self.oracles.verify())

    def to_dict(self) -> dict[str, Any]:
        """The equilibria as a document "oraclegames/nash-1"."""
        return {
            **heading(SCHEMA, self.game),
            "components": [
                [
                    {
                        "mixtures": [
                            [[number_document(x) for x in mix] for mix in several]
                            for several in found.mixtures
                        ],
                        "values": [[number_document(v) for v in ends] for ends in found.values],
                        "dimension": found.dimension,
                        "continuum": bool(found.continuum),
                    }
                    for found in part
                ]
                for part in self.components
            ],
            "status": self.status,
        }

    def columns(self) -> Columns:
        """A row for each extreme equilibrium of each set."""
        rows = [
            (c, s, profile)
            for c, part in enumerate(self.components, 1)
            for s, found in enumerate(part, 1)
            for profile in found.profiles
        ]
        profiles = [profile for _, _, profile in rows]
        values = [profile_values(self.game, profile) for profile in profiles]
        return distinct(
            [
                ("component", [c for c, _, _ in rows]),
                ("set", [s for _, s, _ in rows]),
                *mixture_columns(self.game, profiles),
                *value_columns(self.game, values),
            ]
        )

    def __str__(self) -> str:
        apart = not any(found.continuum for found in self.sets)  # known not to hang together
        number = counted(len(self.components), "component" if apart else "set")
        head = {
            "complete": f"{number} of Nash equilibria; there are no others",
            "partial": f"{number} of Nash equilibria, stopped before all were found",
            "undetermined": f"{number} of Nash equilibria; whether there are others is undecided",
        }[self.status]
        lines = [head]
        for number_, part in enumerate(self.components, 1):
            for found in part:
                what = "a point" if found.dimension == 0 else f"dimension {found.dimension}"
                lines += [f"{number_}. {what}"] + [f"   {line}" for line in str(found).splitlines()]
        return "\n".join(lines)


def profile_values(game: Game, profile: Profile) -> tuple[Number, ...]:
    """Everybody's expected payoff when all play independently."""
    totals: list[Number] = [Fraction(0)] * game.n_players
    played = [[s for s, x in enumerate(mixture) if x != 0] for mixture in profile]
    for outcome in product(*played):
        chance: Number = prod((profile[i][s] for i, s in enumerate(outcome)), start=Fraction(1))
        for i in range(game.n_players):
            totals[i] = totals[i] + chance * game.payoff(i, outcome)
    return tuple(totals)


def _words(game: Game, player: int, mixture: Mixture) -> str:
    played = [(s, x) for s, x in enumerate(mixture) if x != 0]
    if len(played) == 1:
        return move_name(game, player, played[0][0])
    return ", ".join(f"{move_name(game, player, s)} {format_number(x)}" for s, x in played)
