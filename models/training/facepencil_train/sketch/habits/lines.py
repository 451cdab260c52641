"""How lines are drawn, whatever they show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import gaussian_filter1d

from ..stroke import DETAIL_LAYER, Stroke, resample

_SPACING = 3.0
_FEATURES = ("brow", "eye", "iris", "nose", "lip", "glasses", "beard", "moustache")


def lines_drawn_in_one_sweep(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Outlines as smooth curves: a hand, and a pen tool still more, leaves the wiggles out."""
    sigma = rng.uniform(2.0, 9.0)
    result = []
    for stroke in strokes:
        if stroke.layer == DETAIL_LAYER or stroke.name.startswith(_FEATURES):
            result.append(stroke)
            continue
        if stroke.closed:
            points = gaussian_filter1d(resample(stroke.points, _SPACING), sigma, 0, mode="wrap")
        else:
            points = resample(stroke.polyline(), _SPACING, 4)
            ends = points[0].copy(), points[-1].copy()
            points = gaussian_filter1d(points, min(sigma, len(points) / 6), 0, mode="nearest")
            # What the filter takes off the ends, given back along the stroke.
            t = np.linspace(0, 1, len(points))[:, None]
            points += (1 - t) ** 4 * (ends[0] - points[0]) + t**4 * (ends[1] - points[-1])
        result.append(stroke.with_points(points))
    return result


def lines_restated(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Searching lines: several short strokes that overlap instead of a long one."""
    share, spread = rng.uniform(0.3, 1.0), rng.uniform(0.4, 1.1)
    result = []
    for stroke in strokes:
        points = resample(stroke.polyline(), _SPACING)
        if stroke.layer == DETAIL_LAYER or len(points) < 8 or rng.random() > share:
            result.append(stroke)
            continue
        start = 0
        while start < len(points) - 2:
            length = int(rng.integers(6, 16))
            piece = points[start : start + length] + rng.normal(0, spread, 2)
            if len(piece) >= 2:
                result.append(stroke.with_points(piece, closed=False))
            start += max(3, int(length * rng.uniform(0.55, 0.9)))
    return result
