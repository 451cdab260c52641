"""Strokes by name, and parts of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke, arc_length, resample

SAMPLES = 15


def without(strokes: Sequence[Stroke], *prefixes: str) -> list[Stroke]:
    """All strokes but those whose name starts with one of the prefixes."""
    return [s for s in strokes if not s.name.startswith(prefixes)]


def named(strokes: Sequence[Stroke], prefix: str) -> list[Stroke]:
    """The strokes whose name starts with the prefix."""
    return [s for s in strokes if s.name.startswith(prefix)]


def even(points: np.ndarray, count: int = SAMPLES) -> np.ndarray:
    """The polyline as ``count`` points at equal distances."""
    along = arc_length(points)
    at = np.linspace(0, along[-1], count)
    return np.stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)], axis=1)


def part(stroke: Stroke, start: float, end: float) -> Stroke:
    """The part of a stroke between two shares of its length."""
    points = resample(stroke.polyline(), 2.0, 6)
    first, last = int(start * (len(points) - 1)), int(np.ceil(end * (len(points) - 1)))
    return stroke.with_points(points[first : last + 1], closed=False)
