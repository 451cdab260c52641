"""The bridge and the temples of glasses whose rings are found."""

from __future__ import annotations

from itertools import product

import numpy as np

from .. import mesh
from .view import View


def _arcs(starts: np.ndarray, ends: np.ndarray, rises: np.ndarray) -> np.ndarray:
    """Quadratic curves ``[N, 14, 2]`` between points ``[N, 2]``, bent down by ``rises`` ``[N]``."""
    t = np.linspace(0, 1, 14)[:, None]
    middles = (starts + ends) / 2
    middles[:, 1] += 2 * rises
    return (
        (1 - t) ** 2 * starts[:, None] + 2 * t * (1 - t) * middles[:, None] + t**2 * ends[:, None]
    )


def _firmest(view: View, curves: np.ndarray) -> tuple[np.ndarray, float]:
    """The curve of ``[N, M, 2]`` that lies on the firmest line, and how firm that is, 0..1."""
    tangent = np.gradient(curves, axis=1)
    normal = np.stack([-tangent[..., 1], tangent[..., 0]], axis=-1)
    normal /= np.maximum(np.hypot(normal[..., 0], normal[..., 1]), 1e-6)[..., None]
    firm = view.along(curves, normal, slack=1)
    # A line that breaks off is none, so the weak quarter counts too.
    score = 0.6 * firm.mean(axis=1) + 0.4 * np.quantile(firm, 0.25, axis=1)
    best = int(score.argmax())
    return curves[best], float(score[best])


def _at_height(ring: np.ndarray, sign: int, share: float) -> np.ndarray:
    """The point on a ring's side to the right (sign 1) or left (-1), a share of its height down."""
    half = ring[sign * (ring[:, 0] - ring[:, 0].mean()) > 0]
    y = ring[:, 1].min() + share * np.ptp(ring[:, 1])
    return half[np.abs(half[:, 1] - y).argmin()]


def fit_bridge(view: View, left: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """The line from ring to ring over the nose, ``[14, 2]``, and how firm it is, 0..1."""
    heights, rises = np.linspace(0.08, 0.68, 9), (-0.22, -0.14, -0.07, 0.0)
    options = list(product(heights, rises))
    starts = np.array([_at_height(left, 1, h) for h, _ in options])
    ends = np.array([_at_height(right, -1, h) for h, _ in options])
    bend = np.array([r for _, r in options]) * (ends - starts)[:, 0]
    return _firmest(view, _arcs(starts, ends, bend))


def fit_temple(view: View, ring: np.ndarray, sign: int) -> tuple[np.ndarray, float]:
    """The line from a ring's outer end to the side of the head.

    Parameters
    ----------
    view
        The view of the eyes.
    ring
        ``[POINTS, 2]``.
    sign
        1 for the ring on the picture's right, -1 for the other.

    Returns
    -------
    tuple
        ``[14, 2]`` in pixels of the view, and how firm the line is, 0..1.
    """
    high, low = view.landmarks[list(mesh.TEMPLES["right" if sign > 0 else "left"])]
    starts, ends = [], []
    for share, t in product((0.1, 0.25, 0.4, 0.55), np.linspace(-0.6, 0.3, 7)):
        start, end = _at_height(ring, sign, share), high + t * (low - high)
        # Of a turned head's far side nothing is seen beyond the ring.
        end[0] = start[0] + sign * max(sign * (end[0] - start[0]), 1.0)
        starts.append(start)
        ends.append(end)
    return _firmest(view, _arcs(np.array(starts), np.array(ends), np.zeros(len(starts))))
