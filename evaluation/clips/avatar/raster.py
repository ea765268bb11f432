"""A rasteriser in numpy: triangles with attributes per corner into a depth buffer, small triangles many at a time."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int32]
SIZES = (4, 8, 16, 32, 64, 128, 512)  # pixels; triangles are grouped by the square that holds them
MOST_SAMPLES = 2_000_000  # at a time


@dataclass(frozen=True)
class Raster:
    """Per pixel: what was seen, interpolated; `triangle` is -1 where nothing was."""

    triangle: Ints  # (h, w)
    attributes: Floats  # (h, w, k)


def drawn(screen: Floats, depth: Floats, triangles: Ints, attributes: Floats, size: tuple[int, int]) -> Raster:
    """`screen` (n, 2) in pixels, `depth` (n,) grows away from the camera, `attributes` (n, k); size: width, height."""
    width, height = size
    corners, deep = screen[triangles], depth[triangles]
    facing = _area(corners) < 0  # y points down on the screen: what faces the camera turns the other way round
    kept = np.flatnonzero(facing & _inside(corners, size))
    buffers = _Buffers.empty(width * height)
    for group, side in _by_size(corners, kept):
        for some in np.array_split(group, max(1, len(group) * side * side // MOST_SAMPLES)):
            buffers.take(_samples(corners, deep, some, side, size))
    return _gathered(buffers, triangles, attributes, size)


def _area(corners: Floats) -> Floats:
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    area: Floats = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    return area


def _bounds(corners: Floats) -> tuple[Floats, Floats]:
    """Least and most of three corners; a reduction over so short an axis takes four times as long."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    return np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)


def _inside(corners: Floats, size: tuple[int, int]) -> NDArray[np.bool_]:
    least, most = _bounds(corners)
    inside: NDArray[np.bool_] = (
        (most[:, 0] >= 0) & (most[:, 1] >= 0) & (least[:, 0] < size[0]) & (least[:, 1] < size[1])
    )
    return inside


def _by_size(corners: Floats, kept: NDArray[np.int64]) -> list[tuple[NDArray[np.int64], int]]:
    least, most = _bounds(corners[kept])
    extent = (np.ceil(most) - np.floor(least)).max(1) + 1
    groups, smallest = [], 0
    for side in SIZES:
        groups.append((kept[(extent > smallest) & (extent <= side)], side))
        smallest = side
    return groups


@dataclass(frozen=True)
class _Samples:
    pixel: NDArray[np.int64]
    depth: Floats
    triangle: NDArray[np.int64]
    shares: Floats  # (m, 3) barycentric


def _samples(corners: Floats, deep: Floats, some: NDArray[np.int64], side: int, size: tuple[int, int]) -> _Samples:
    width, height = size
    own = corners[some]
    grid = np.arange(side, dtype=np.float32)
    start = np.floor(_bounds(own)[0])
    x = start[:, 0, None, None] + grid[None, None, :]
    y = start[:, 1, None, None] + grid[None, :, None]
    shares = _barycentric(own, x, y)
    covered = (shares[..., 0] >= -1e-4) & (shares[..., 1] >= -1e-4) & (shares[..., 2] >= -1e-4)
    hit = covered & (x >= 0) & (x < width) & (y >= 0) & (y < height)
    t, j, i = np.nonzero(hit)
    shares = shares[t, j, i]
    pixel = ((start[t, 1] + j) * width + start[t, 0] + i).astype(np.int64)
    own_depth = deep[some[t]]
    depth = sum(shares[:, k] * own_depth[:, k] for k in range(3))
    return _Samples(pixel, np.asarray(depth, np.float32), some[t], shares)


def _barycentric(own: Floats, x: Floats, y: Floats) -> Floats:
    a, b, c = (own[:, k, :, None, None] for k in range(3))
    whole = _area(own)[:, None, None]
    whole = np.where(np.abs(whole) < 1e-9, np.float32(1e-9), whole)
    first = ((b[:, 0] - x) * (c[:, 1] - y) - (b[:, 1] - y) * (c[:, 0] - x)) / whole
    second = ((c[:, 0] - x) * (a[:, 1] - y) - (c[:, 1] - y) * (a[:, 0] - x)) / whole
    shares: Floats = np.stack([first, second, 1 - first - second], -1).astype(np.float32)
    return shares


@dataclass
class _Buffers:
    depth: Floats
    triangle: NDArray[np.int64]
    shares: Floats

    @classmethod
    def empty(cls, n: int) -> "_Buffers":
        return cls(np.full(n, np.inf, np.float32), np.full(n, -1), np.zeros((n, 3), np.float32))

    def take(self, samples: _Samples) -> None:
        """The nearest sample of each pixel: the last one written wins, so the far ones are written first."""
        order = np.argsort(-samples.depth)
        pixel = samples.pixel[order]
        nearest = np.zeros(len(self.depth), np.int64)
        nearest[pixel] = order
        touched = np.zeros(len(self.depth), bool)
        touched[pixel] = True
        seen = np.flatnonzero(touched)
        chosen = nearest[seen]
        closer = samples.depth[chosen] < self.depth[seen]
        seen, chosen = seen[closer], chosen[closer]
        self.depth[seen] = samples.depth[chosen]
        self.triangle[seen], self.shares[seen] = samples.triangle[chosen], samples.shares[chosen]


def _gathered(buffers: _Buffers, triangles: Ints, attributes: Floats, size: tuple[int, int]) -> Raster:
    width, height = size
    seen = buffers.triangle >= 0
    found = np.zeros((width * height, attributes.shape[1]), np.float32)
    corners, shares = triangles[buffers.triangle[seen]], buffers.shares[seen]
    found[seen] = sum(attributes[corners[:, k]] * shares[:, k, None] for k in range(3))
    triangle = buffers.triangle.reshape(height, width).astype(np.int32)
    return Raster(triangle, found.reshape(height, width, -1))
