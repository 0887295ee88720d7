"""The result of ``solve``: a game's dependency equilibria, with everything needed to re-check them.

For a 2×2 game a :class:`Solution` holds *all* dependency equilibria: the totally mixed ones, the
pure ones, and those on edges and faces. For two players with more moves it holds all of them, by
the moves that are played; for more players all pure ones, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Status
from oraclegames.conditional.check.pure_equilibrium import PureEquilibrium
from oraclegames.conditional.trembles.levels import Stuck
from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.edges_and_faces import Side
from oraclegames.conditional.two_by_two.mixed_nash import MixedNash, mixed_nash
from oraclegames.conditional.two_by_two.side_notions import side_notions
from oraclegames.conditional.two_by_two.spohn_curve import CurveKind, curve_of
from oraclegames.conditional.two_by_two.totally_mixed import Interior, odds_maps
from oraclegames.errors import UnsupportedError
from oraclegames.games.distribution import Distribution
from oraclegames.games.document import Document
from oraclegames.games.game import Game, Outcome
from oraclegames.games.names import counted
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct, play_columns

if TYPE_CHECKING:
    from oraclegames.conditional.best.outline import Outline
    from oraclegames.conditional.two_players.pieces import EquilibriumPieces, Piece


@dataclass(frozen=True, repr=False)
class Solution(Shown, Document, Tabular):
    """The dependency equilibria of a game.

    Attributes:
        game: the game.
        interior: the totally mixed ones (2×2 games), else None.
        sides: those on edges and faces (2×2 games).
        pure: all pure ones.
        curve: what the underlying complex curve is (2×2 games whose set is a curve), else None.
        nash: the totally mixed Nash equilibrium, where one exists and lies on the curve.
        complete: whether the above are all dependency equilibria of the game.
        status: "partial" if something was left out for want of time or after Ctrl-C, "undetermined"
            if ties leave the reflective notion of some pure equilibrium open, else "complete": for
            more than two players of what is asked, which is less than all (``complete``).
        undecided: pure outcomes that the search did not reach before it was stopped.
        excluded: proofs that outcomes which pay everybody her maximin are no equilibria (larger
            games).
        method: how they were found.
        outline: an outline of the totally mixed ones (larger games), if it was asked for.
        whole: all of them, piece by piece (two players, beyond 2×2).
    """

    game: Game
    interior: Interior | None
    sides: tuple[Side, ...]
    pure: tuple[PureEquilibrium, ...]
    curve: CurveKind | None
    nash: MixedNash | None
    complete: bool
    method: str
    outline: Outline | None = None
    status: Status = "complete"
    undecided: tuple[Outcome, ...] = ()
    excluded: tuple[Stuck, ...] = ()
    whole: EquilibriumPieces | None = None

    def without_extras(self) -> Solution:
        """This solution of a 2×2 game, which finds ``curve`` and ``nash`` when it is asked."""
        for name in ("curve", "nash"):
            self.__dict__.pop(name)
        return self

    def __getattr__(self, name: str) -> Any:
        if name not in ("curve", "nash") or "interior" not in self.__dict__:
            raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")
        maps = odds_maps(self.game)
        if name == "nash":
            self.__dict__[name] = mixed_nash(*maps)
        else:
            curved = self.interior is not None and self.interior.dimension == 1
            self.__dict__[name] = curve_of(*maps) if curved else None
        return self.__dict__[name]

    @property
    def side_notions(self) -> tuple[tuple[str, ...], ...]:
        """For each of ``sides`` the names of the notions of which every point inside is one."""
        return tuple(side_notions(self.game, side) for side in self.sides)

    def __contains__(self, play: object) -> bool:
        """Whether a distribution, of two players, is one of their dependency equilibria."""
        from oraclegames.conditional.two_players.pieces import is_one

        if self.game.n_players != 2:
            raise UnsupportedError("whether an equilibrium belongs to it is told for two players")
        return is_one(Distribution.of(self.game, play))

    def locate(self, play: Any) -> Piece | None:
        """The piece to which a distribution belongs; None if to none (two players, beyond 2×2).

        Raises:
            UnsupportedError: if the solution has no pieces.
        """
        if self.whole is None:
            raise UnsupportedError("this solution has no pieces: only two players' beyond 2×2 have")
        return self.whole.locate(Distribution.of(self.game, play))

    def sample(self, count: int = 32) -> tuple[Point, ...]:
        """About ``count`` totally mixed equilibria, exact and evenly spread, with their values.

        They come in order along each arc. Empty where there is none.

        Raises:
            UnsupportedError: for games that are not 2×2.
        """
        return tuple(point for group in self.sample_groups(count) for point in group)

    def sample_groups(self, count: int = 32) -> tuple[tuple[Point, ...], ...]:
        """The same, one tuple for each arc, or one for a surface."""
        from oraclegames.conditional.two_by_two.spread_points import spread

        if self.interior is None:
            raise UnsupportedError(
                "the totally mixed equilibria of games beyond 2×2 are not sampled by solve"
            )
        return spread(self.interior, count)

    def verify(self) -> bool:
        """Re-check the solution's document, exactly and without the solver, and its outline."""
        return bool(self.to_dict(6)["verified"])

    def to_dict(self, points: int = 32, *, budget: float | None = None) -> dict[str, Any]:
        """The solution as the JSON document "oraclegames/solution-1".

        Args:
            points: about so many totally mixed equilibria of a 2×2 game are listed.
            budget: seconds for the evidence of pieces, and to re-check the document; None for no
                limit. What there is no time for is left out, and "verified" is null if it was not
                re-checked.
        """
        from oraclegames.conditional.report import solution_to_dict

        return solution_to_dict(self, points, budget)

    def document(self, *, verify: bool = True) -> dict[str, Any]:
        """:meth:`to_dict`, re-checked or not."""
        from oraclegames.conditional.report import solution_to_dict

        return solution_to_dict(self, 32, verify=verify)

    def columns(self) -> Columns:
        """A row for each equilibrium that can be named; what it belongs to in the first column.

        Of a 2×2 game: about 32 totally mixed ones, the corners of the sets on edges and faces
        (``belongs`` is false of an open end, which is no part of that set), and the pure ones. Of
        larger games the pure ones alone, as :func:`oraclegames.pure_equilibria` lists them.
        """
        from oraclegames.conditional.check.pure import PureEquilibria

        if self.interior is None:
            return PureEquilibria(self.game, self.pure, self.undecided).columns()
        rows: list[tuple[str, bool, Any, Any]] = [
            (f"totally mixed {k}", True, point.distribution, point.values)
            for k, group in enumerate(self.sample_groups(), 1)
            for point in group
        ]
        rows += [
            (f"edge or face {k}", belongs, corner.distribution, corner.values)
            for k, side in enumerate(self.sides, 1)
            for corner, belongs in zip(side.part.corners, side.part.includes)
        ]
        rows += [
            ("pure", True, Distribution.point(self.game, one.outcome).probabilities, one.values)
            for one in self.pure
        ]
        return distinct(
            [
                ("set", [row[0] for row in rows]),
                ("belongs", [row[1] for row in rows]),
                *play_columns(self.game, [row[2] for row in rows], [row[3] for row in rows]),
            ]
        )

    def describe(self) -> str:
        """The solution in words."""
        from oraclegames.conditional.describe import describe_solution

        return describe_solution(self)

    def __str__(self) -> str:
        return self.describe()

    def __repr__(self) -> str:
        what = self.game.title[:60] or "×".join(map(str, self.game.shape))
        return f"<Solution of {what}: {counted(len(self.pure), 'pure outcome')}, {self.status}>"
