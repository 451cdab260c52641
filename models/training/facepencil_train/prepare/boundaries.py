"""Boundaries between labels as named, smoothed vector strokes, each traced once."""

from __future__ import annotations

from collections import defaultdict

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from ..sketch.stroke import Stroke, arc_length, resample
from . import mesh
from .parsing import Label

_SMOOTHING = 2.0
_SHORTEST = 10.0
_SPACING = 3.0


def _name(pair: tuple[int, int], points: np.ndarray, landmarks: np.ndarray) -> str:
    """What a boundary separates, in words."""
    chin = landmarks[mesh.CHIN, 1]
    middle = np.median(points[:, 1])
    if pair == (Label.SKIN, Label.HAIR):
        eyes = landmarks[list(mesh.OUTER_EYES), 1].mean()
        return "hairline" if middle < eyes else "hair_inner"
    if pair == (Label.BACKGROUND, Label.HAIR):
        return "hair_outer"
    if pair == (Label.BACKGROUND, Label.SKIN):
        return "face_side" if middle < chin else "neck"
    if pair == (Label.SKIN, Label.CLOTHING):
        return "neckline"
    if pair == (Label.BACKGROUND, Label.CLOTHING):
        return "shoulders"
    return "hair_over_clothing"


def _chains(edges: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[tuple[np.ndarray, bool]]:
    """Join unit edges into maximal chains; ``(points, closed)`` each, every edge once."""
    neighbours: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, (a, b) in enumerate(edges):
        neighbours[a].append(index)
        neighbours[b].append(index)
    used = np.zeros(len(edges), bool)

    def walk(start: tuple[int, int], first: int) -> list[tuple[int, int]]:
        chain, at, edge = [start], start, first
        while True:
            used[edge] = True
            a, b = edges[edge]
            at = b if at == a else a
            chain.append(at)
            if len(neighbours[at]) != 2:
                return chain
            onward = [e for e in neighbours[at] if not used[e]]
            if not onward:
                return chain
            edge = onward[0]

    result = []
    for node, incident in neighbours.items():
        if len(incident) != 2:
            for edge in incident:
                if not used[edge]:
                    result.append((np.array(walk(node, edge), float), False))
    for edge, (a, _) in enumerate(edges):
        if not used[edge]:
            result.append((np.array(walk(a, edge), float)[:-1], True))
    return result


def _smoothed(points: np.ndarray, closed: bool) -> np.ndarray:
    """Gaussian along the chain: the staircase of pixels becomes a pen line."""
    mode = "wrap" if closed else "nearest"
    smooth = gaussian_filter1d(points, _SMOOTHING, axis=0, mode=mode)
    if not closed:
        # The filter shrinks open ends; boundaries must still meet where three labels do.
        smooth[0], smooth[-1] = points[0], points[-1]
    return smooth


def trace_boundaries(labels: np.ndarray, landmarks: np.ndarray) -> list[Stroke]:
    """Vector strokes along every boundary of a label map.

    Parameters
    ----------
    labels
        uint8 ``[256, 256]``, values of :class:`Label`.
    landmarks
        ``[478, 2]`` in canvas pixels; they only name the strokes.

    Returns
    -------
    list[Stroke]
        One stroke a boundary; the border of the picture is not a boundary.
    """
    by_pair: dict[tuple[int, int], list] = defaultdict(list)
    for axis in (0, 1):
        first = labels[:-1] if axis == 0 else labels[:, :-1]
        second = labels[1:] if axis == 0 else labels[:, 1:]
        for row, column in np.argwhere(first != second):
            pair = tuple(sorted((int(first[row, column]), int(second[row, column]))))
            if axis == 0:
                edge = ((column, row + 1), (column + 1, row + 1))
            else:
                edge = ((column + 1, row), (column + 1, row + 1))
            by_pair[pair].append(edge)
    strokes = []
    for pair, edges in sorted(by_pair.items()):
        for points, closed in _chains(edges):
            if len(points) < _SHORTEST:
                continue
            points = _smoothed(points, closed)
            spaced = resample(np.concatenate([points, points[:1]]) if closed else points, _SPACING)
            if closed:
                spaced = spaced[:-1]
            strokes.append(Stroke(_name(pair, points, landmarks), spaced, closed))
    return strokes


def jaw_strokes(
    labels: np.ndarray, landmarks: np.ndarray, boundaries: list[Stroke]
) -> list[Stroke]:
    """The jaw from the face oval, where skin shows and no traced boundary runs already.

    Parameters are those of :func:`trace_boundaries` and its result.
    """
    size = labels.shape[0]
    jaw = resample(spline(landmarks[mesh.JAW]), _SPACING)
    drawn = np.zeros(labels.shape, np.uint8)
    for stroke in boundaries:
        line = np.round(stroke.polyline()).astype(np.int32)
        cv2.polylines(drawn, [line.reshape(-1, 1, 2)], False, 1, 1)
    far = cv2.distanceTransform(1 - drawn, cv2.DIST_L2, 3)
    inside = np.clip(jaw.round().astype(int), 0, size - 1)
    column, row = inside.T
    keep = (far[row, column] > 5) & (labels[row, column] == Label.SKIN)
    keep &= (jaw >= 0).all(axis=1) & (jaw < size).all(axis=1)
    strokes = []
    runs = np.flatnonzero(np.diff(np.concatenate([[0], keep.astype(int), [0]])))
    for start, end in runs.reshape(-1, 2):
        piece = jaw[start:end]
        if len(piece) >= 2 and arc_length(piece)[-1] >= _SHORTEST:
            strokes.append(Stroke("jaw", piece))
    return strokes


def spline(points: np.ndarray, closed: bool = False, steps: int = 6) -> np.ndarray:
    """A centripetal-free (uniform) Catmull-Rom curve through the points.

    Parameters
    ----------
    points
        ``[N, 2]``, N at least 2.
    closed
        Whether the curve runs back to its start.
    steps
        Samples between two given points.
    """
    points = np.asarray(points, float)
    if closed:
        padded = np.concatenate([points[-1:], points, points[:2]])
    else:
        padded = np.concatenate(
            [2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]]
        )
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for i in range(len(padded) - 3):
        a, b, c, d = padded[i : i + 4]
        parts.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    curve = np.concatenate(parts)
    return curve if closed else np.concatenate([curve, points[-1:]])
