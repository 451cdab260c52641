"""Feature curves from landmarks: brows, eyes, nose and lips as smooth strokes."""

from __future__ import annotations

import numpy as np

from ..sketch.stroke import Stroke, resample
from . import mesh
from .boundaries import spline

_SPACING = 2.0


def _curve(name: str, landmarks: np.ndarray, indices: list[int], closed: bool = False) -> Stroke:
    points = spline(landmarks[indices], closed)
    if closed:
        points = resample(np.concatenate([points, points[:1]]), _SPACING, 6)[:-1]
    else:
        points = resample(points, _SPACING, 3)
    return Stroke(name, points, closed)


def _inside(points: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """Even-odd test of points ``[N, 2]`` against a polygon ``[M, 2]``."""
    x, y = points[:, :1], points[:, 1:]
    x0, y0 = polygon.T
    x1, y1 = np.roll(polygon, -1, axis=0).T
    crosses = (y0 > y) != (y1 > y)
    slope = np.where(y1 == y0, 1e-9, y1 - y0)
    return (crosses & (x < (x1 - x0) * (y - y0) / slope + x0)).sum(axis=1) % 2 == 1


def _iris(landmarks: np.ndarray, side: str) -> list[Stroke]:
    """The iris circle where the lids leave it visible, as one or two arcs."""
    centre = landmarks[mesh.IRIS[side][0]]
    radius = np.linalg.norm(landmarks[mesh.IRIS[side][1:]] - centre, axis=1).mean()
    lids = np.concatenate(
        [spline(landmarks[mesh.EYE_UPPER[side]]), spline(landmarks[mesh.EYE_LOWER[side]])[::-1]]
    )
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    circle = centre + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    visible = _inside(circle, lids)
    if visible.all():
        return [Stroke(f"iris_{side}", circle[::3], closed=True)]
    if not visible.any():
        return []
    # Start behind a hidden point so that no visible arc is split at angle 0.
    start = int(np.flatnonzero(~visible)[0])
    circle, visible = np.roll(circle, -start, axis=0), np.roll(visible, -start)
    runs = np.flatnonzero(np.diff(np.concatenate([[0], visible.astype(int), [0]]))).reshape(-1, 2)
    arcs = [circle[a:b] for a, b in runs if b - a >= 4]
    return [Stroke(f"iris_{side}", resample(arc, _SPACING, 3)) for arc in arcs]


def feature_strokes(landmarks: np.ndarray) -> list[Stroke]:
    """Brows, lids, irises, nose and lips of one face.

    Parameters
    ----------
    landmarks
        ``[478, 2]`` in canvas pixels.
    """
    strokes = []
    for side in ("left", "right"):
        strokes.append(_curve(f"brow_{side}", landmarks, mesh.BROW[side], closed=True))
        strokes.append(_curve(f"eye_upper_{side}", landmarks, mesh.EYE_UPPER[side]))
        strokes.append(_curve(f"eye_lower_{side}", landmarks, mesh.EYE_LOWER[side]))
        strokes += _iris(landmarks, side)
        strokes.append(_curve(f"nose_{side}", landmarks, mesh.NOSE_SIDE[side]))
    strokes.append(_curve("lip_outer_upper", landmarks, mesh.LIP_OUTER_UPPER))
    strokes.append(_curve("lip_outer_lower", landmarks, mesh.LIP_OUTER_LOWER))
    strokes.append(_curve("lip_inner_upper", landmarks, mesh.LIP_INNER_UPPER))
    strokes.append(_curve("lip_inner_lower", landmarks, mesh.LIP_INNER_LOWER))
    return strokes
