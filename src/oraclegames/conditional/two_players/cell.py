"""The curves in one open cell: their pieces, where they meet, and what is reached beside them.

Every component of a cycle's curve is traced by the monotone pieces of one separable curve that it
belongs to. Two components meet in finitely many points, found exactly by resultants
(:mod:`oraclegames.exact.bivariate`). Between two of these points nothing changes along a piece, so
one sample tells what is reached below, on and above it: at a rational x, where y is a root of a
polynomial in one unknown.
"""

from __future__ import annotations

import itertools

from flint import fmpq_mpoly

from oraclegames.budget import Clock
from oraclegames.conditional.two_players.conditions import Conditions, Product
from oraclegames.conditional.two_players.curves import Curve, Key, Piece, straight
from oraclegames.conditional.two_players.graph import CycleCurve, Graph, Node, Point
from oraclegames.conditional.two_players.numbers import (
    ascending,
    between,
    compare,
    rational_inside,
    value,
)
from oraclegames.conditional.two_players.relevance import Meeting, Relevance, StraightTrack
from oraclegames.conditional.two_players.samples import sample_of, trace_at
from oraclegames.conditional.two_players.signs import (
    at_x,
    position,
    signs_at,
    vanishes,
)
from oraclegames.conditional.two_players.strands import Border, Strand
from oraclegames.conditional.two_players.tracks import Track
from oraclegames.exact.bivariate import common_zeros, components
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.real import Real


class Cell:
    """The curves in a cell, added to a graph."""

    def __init__(
        self,
        conditions: Conditions,
        relevance: Relevance,
        border: Border,
        graph: Graph,
        clock: Clock,
    ):
        self.conditions = conditions
        self.relevance = relevance
        self.border = border
        self.graph = graph
        self.clock = clock
        self.components: list[fmpq_mpoly] = []
        self.products: list[list[int]] = []
        self.names: list[CycleCurve] = []
        self.strands: list[Strand] = []
        self.curves: dict[int, Curve] = {}
        self._keys: dict[tuple[int, Key], int] = {}
        self._inside: list[int] = []
        self._zeros: dict[int, set[int]] = {}
        self._tracks: dict[int, Track | StraightTrack] = {}

    def trace(self) -> None:
        """Add all nodes and edges inside of the cell, and those that end at its border."""
        for k, product in enumerate(self.conditions.products):
            self.clock.check()
            if (product.constant_in_x and product.constant_in_y) or not self.relevance.of(k):
                continue
            fresh = self._fresh(k, product)
            if product.constant_in_x or product.constant_in_y:
                self._straight(k, fresh)
            else:
                self._pieces(k, fresh)
        self._crossings()
        for strand in self.strands:
            self.clock.check()
            self._edges(strand)
        self._decide_nodes()

    # -- strands -----------------------------------------------------------------------------------

    def _fresh(self, k: int, product: Product) -> dict[int, fmpq_mpoly]:
        """The components of a product's curve that no earlier product has, by their number."""
        fresh = {}
        found = components(product.excess)
        for factor in found:
            monic = factor / factor.leading_coefficient()
            if monic in self.components:
                self.products[self.components.index(monic)].append(k)
                continue
            fresh[len(self.components)] = monic
            self.components.append(monic)
            self.products.append([k])
            self.names.append(
                CycleCurve(product.cycle, str(monic), product.payoffs, len(found) == 1, monic)
            )
        return fresh

    def _straight(self, k: int, fresh: dict[int, fmpq_mpoly]) -> None:
        x, y = self.conditions.x, self.conditions.y
        vertical, roots = straight(self.conditions.products[k], x, y)
        for root in roots:
            for number, factor in fresh.items():
                if vanishes(factor, root, vertical):
                    sides = y if vertical else x
                    ends = tuple(
                        self.border.node(root, side) if vertical else self.border.node(side, root)
                        for side in sides
                    )
                    self.strands.append(Strand(number, k, None, root, vertical, (ends[0], ends[1])))

    def _pieces(self, k: int, fresh: dict[int, fmpq_mpoly]) -> None:
        curve = Curve(self.conditions.products[k], self.conditions.x, self.conditions.y)
        self.curves[k] = curve
        for i, row in enumerate(curve.signs[1:-1], 1):
            for j, sign in enumerate(row[1:-1], 1):
                if sign == 0:
                    self._key(k, ("corner", i, j))
        for piece in curve.pieces:
            if fresh:
                number = next(iter(fresh))
                if len(components(curve.product.excess)) > 1:
                    found = self._component(curve, piece, fresh)
                    if found is None:
                        continue
                    number = found
                ends = self._key(k, piece.left), self._key(k, piece.right)
                self.strands.append(Strand(number, k, piece, None, False, ends))

    def _component(self, curve: Curve, piece: Piece, fresh: dict[int, fmpq_mpoly]) -> int | None:
        """Which of the components the piece belongs to; None if to one that is known already."""
        x, y = sample_of(curve, piece, None, None, self.clock)
        for number, factor in fresh.items():
            if value(at_x(factor, x), y) == 0:
                return number
        return None

    def _key(self, k: int, key: Key) -> int:
        """The node at a point of a curve's grid."""
        # Long: one case for each side on which a point lies.
        if (k, key) in self._keys:
            return self.graph.find(self._keys[k, key])
        curve = self.curves[k]
        kind, i, j = key
        xs, ys = curve.cuts_x, curve.cuts_y
        on_x, on_y = kind != "y" and i in (0, len(xs) - 1), kind != "x" and j in (0, len(ys) - 1)
        if kind == "corner" and (on_x or on_y):
            node = self.border.node(xs[i], ys[j])
        elif on_x:
            at = to_fmpq(xs[i])
            choices = [
                y
                for y in self.border.vertical(xs[i])
                if between(ys[j], y, ys[j + 1]) and value(curve.product.at_x(at), y) == 0
            ]
            node = self.border.node(xs[i], choices[0])
        elif on_y:
            at = to_fmpq(ys[j])
            choices = [
                x
                for x in self.border.horizontal(ys[j])
                if between(xs[i], x, xs[i + 1]) and value(curve.product.at_y(at), x) == 0
            ]
            node = self.border.node(choices[0], ys[j])
        elif kind == "corner":
            node = self._known((xs[i], ys[j]))
        else:
            node = self.graph.add(Node())
            self._inside.append(node)
        self._keys[k, key] = node
        return node

    # -- crossings ---------------------------------------------------------------------------------

    def _crossings(self) -> None:
        by_component: dict[int, list[Strand]] = {}
        for strand in self.strands:
            by_component.setdefault(strand.component, []).append(strand)
        order = sorted(by_component)
        for number, first in enumerate(order):
            for second in order[number + 1 :]:
                self.clock.check()
                if not self.relevance.both(self.products[first], self.products[second]):
                    continue
                meeting = Meeting(
                    [self._track(strand) for strand in by_component[first]],
                    [self._track(strand) for strand in by_component[second]],
                    self.conditions,
                )
                if meeting.possible():
                    f, g = self.components[first], self.components[second]
                    x, y = self.conditions.x, self.conditions.y
                    for point in common_zeros(f, g, x, y, possible=meeting.at):
                        node = self._known(point)
                        zeros = self._zeros.setdefault(node, set())
                        zeros.update(self.products[first], self.products[second])
                        for number in (first, second):
                            self._put(point, node, by_component[number])

    def _track(self, strand: Strand) -> Track | StraightTrack:
        if id(strand) not in self._tracks:
            self._tracks[id(strand)] = self._new_track(strand)
        return self._tracks[id(strand)]

    def _new_track(self, strand: Strand) -> Track | StraightTrack:
        if strand.piece is not None:
            return Track(self.curves[strand.product], strand.piece)
        x, y = self.conditions.x, self.conditions.y
        return StraightTrack(strand.root, strand.vertical, x, y)

    def _known(self, point: Point) -> int:
        for node in self._inside:
            at = self.graph.nodes[self.graph.find(node)].at
            if at is not None and not any(compare(a, b) for a, b in zip(at, point)):
                return self.graph.find(node)
        node = self.graph.add(Node(point))
        self._inside.append(node)
        return node

    def _put(self, point: Point, node: int, strands: list[Strand]) -> None:
        if strands[0].piece is None:
            strand = next(s for s in strands if compare(s.root, point[not s.vertical]) == 0)
            self._insert(strand, point, node)
            return
        k = strands[0].product
        curve = self.curves[k]
        i, on_x = position(curve.cuts_x, point[0])
        j, on_y = position(curve.cuts_y, point[1])
        if on_x or on_y:
            kind = "corner" if on_x and on_y else "x" if on_x else "y"
            self.graph.unite(node, self._key(k, (kind, i, j)))  # type: ignore[arg-type]
            self.graph.nodes[self.graph.find(node)].at = point
            return
        strand = next(s for s in strands if s.piece and (s.piece.i, s.piece.j) == (i, j))
        self._insert(strand, point, node)

    def _insert(self, strand: Strand, point: Point, node: int) -> None:
        node = self.graph.find(node)
        if node not in {self.graph.find(other) for _, other in strand.inner}:
            strand.inner.append((point[strand.vertical], node))

    # -- edges -------------------------------------------------------------------------------------

    def _edges(self, strand: Strand) -> None:
        inner = sorted(strand.inner, key=lambda item: ascending(item[0]))
        places: list[Real | None] = [None, *(at for at, _ in inner), None]
        nodes = [strand.ends[0], *(node for _, node in inner), strand.ends[1]]
        name = self.names[strand.component]
        track = None
        if strand.piece is not None:
            track = self.curves[strand.product], strand.piece
        for (low, high), ends in zip(itertools.pairwise(places), itertools.pairwise(nodes)):
            sample: Point
            if strand.piece is not None:
                sample = sample_of(self.curves[strand.product], strand.piece, low, high, self.clock)
            else:
                side = self.conditions.y if strand.vertical else self.conditions.x
                at = rational_inside(
                    side[0] if low is None else low, side[1] if high is None else high
                )
                sample = (strand.root, at) if strand.vertical else (at, strand.root)
            trace = trace_at(self.conditions, sample, strand.vertical)
            self.graph.connect(name, (ends[0], ends[1]), trace, sample, track)

    # -- nodes -------------------------------------------------------------------------------------

    def _decide_nodes(self) -> None:
        touched = {self.graph.find(end) for s in self.strands for end in s.ends}
        touched |= {self.graph.find(node) for s in self.strands for _, node in s.inner}
        zeros: dict[int, set[int]] = {}
        for known, products in self._zeros.items():
            zeros.setdefault(self.graph.find(known), set()).update(products)
        for name in {self.graph.find(node) for node in self._inside}:
            node = self.graph.nodes[name]
            if node.at is None or node.reached is not None:
                continue
            signs = signs_at(self.conditions, node.at, zeros.get(name, set()))
            node.reached = self.conditions.met(signs)
            if name not in touched:
                node.around = self.conditions.met(self._near(name, signs))

    def _near(self, node: int, signs: list[int]) -> list[int]:
        """The signs around a lone point: those of the products that are 1 there are of one kind."""
        near = list(signs)
        for (k, (_, i, j)), other in self._keys.items():
            if self.graph.find(other) == node:
                near[k] = self.curves[k].signs[i + 1][j]
        return near
