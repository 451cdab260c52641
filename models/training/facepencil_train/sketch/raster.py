"""Ink: the twin of the runtime's ``rasterize.ts``, pixel for pixel.

ink(p) = max over segments of clamp(width / 2 + 0.5 - d(p, segment), 0, 1)

where p is a pixel centre and d the Euclidean distance. The formula is the contract between
training and every host; change it in both places or nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .stroke import CANVAS, Stroke

_MAX_SEGMENT = 4.0
"""Longer segments are cut into pieces: the union of pieces is the same line, and short ones fit
into one small window, which makes the distance computation a single array operation."""


def _segments(polylines: Sequence[np.ndarray]) -> np.ndarray:
    """All segments ``[M, 4]`` (x0, y0, x1, y1), none longer than ``_MAX_SEGMENT``."""
    pieces = []
    for points in polylines:
        if len(points) == 0:
            continue
        if len(points) == 1:
            points = np.concatenate([points, points])
        pieces.append(np.concatenate([points[:-1], points[1:]], axis=1))
    if not pieces:
        return np.zeros((0, 4))
    segments = np.concatenate(pieces).astype(np.float64)
    length = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
    parts = np.maximum(1, np.ceil(length / _MAX_SEGMENT)).astype(int)
    owner = np.repeat(np.arange(len(segments)), parts)
    index = np.arange(len(owner)) - np.repeat(np.cumsum(parts) - parts, parts)
    start = segments[owner, :2]
    step = (segments[owner, 2:] - start) / parts[owner, None]
    return np.concatenate([start + step * index[:, None], start + step * (index + 1)[:, None]], 1)


def rasterize_polylines(
    polylines: Sequence[np.ndarray], stroke_width: float = 1.5, size: int = CANVAS
) -> np.ndarray:
    """Ink of polylines.

    Parameters
    ----------
    polylines
        Arrays ``[N, 2]`` in canvas pixels; a single point is a dot.
    stroke_width
        Line width in pixels, over 0.
    size
        Side of the canvas in pixels.

    Returns
    -------
    np.ndarray
        Float32 ``[size, size]`` in 0..1; 1 is line, 0 is paper.
    """
    ink = np.zeros((size, size), np.float32)
    segments = _segments(polylines)
    if len(segments) == 0:
        return ink
    reach = stroke_width / 2 + 0.5
    half = int(np.ceil(_MAX_SEGMENT / 2 + reach)) + 1
    centre = np.floor((segments[:, :2] + segments[:, 2:]) / 2)
    near = (np.abs(centre - size / 2) <= size / 2 + half).all(axis=1)
    segments, centre = segments[near], centre[near].astype(int)
    offsets = np.arange(-half, half + 1)
    columns = centre[:, 0, None, None] + offsets[None, None, :]
    rows = centre[:, 1, None, None] + offsets[None, :, None]
    x0, y0, x1, y1 = (segments[:, i, None, None] for i in range(4))
    dx, dy = x1 - x0, y1 - y0
    squared = dx * dx + dy * dy
    px, py = columns + 0.5 - x0, rows + 0.5 - y0
    along = np.clip((px * dx + py * dy) / np.where(squared > 0, squared, 1.0), 0.0, 1.0)
    distance = np.sqrt((px - along * dx) ** 2 + (py - along * dy) ** 2)
    value = np.clip(reach - distance, 0.0, 1.0).astype(np.float32)
    inside = (value > 0) & (columns >= 0) & (columns < size) & (rows >= 0) & (rows < size)
    flat = (rows * size + columns)[inside]
    np.maximum.at(ink.reshape(-1), flat, value[inside])
    return ink


def rasterize(
    strokes: Sequence[Stroke], stroke_width: float = 1.5, size: int = CANVAS
) -> np.ndarray:
    """Ink of strokes; see :func:`rasterize_polylines`."""
    return rasterize_polylines([s.polyline() for s in strokes], stroke_width, size)
