"""Brows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke
from .pick import SAMPLES, even


def brows_as_one_line(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Each brow's outline becomes the line along its middle."""
    result = []
    for stroke in strokes:
        if stroke.name.startswith("brow") and stroke.closed:
            edge = even(stroke.polyline(), 2 * SAMPLES)
            middle = (edge[:SAMPLES] + edge[SAMPLES:][::-1]) / 2
            stroke = stroke.with_points(middle[1:-1], closed=False)
        result.append(stroke)
    return result


def brows_as_hatching(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Each brow as a row of short slanted lines."""
    result = []
    for stroke in strokes:
        if not (stroke.name.startswith("brow") and stroke.closed):
            result.append(stroke)
            continue
        edge = even(stroke.polyline(), 2 * SAMPLES)
        top, bottom = edge[:SAMPLES], edge[SAMPLES:][::-1]
        lean = int(rng.integers(0, 3))
        places = np.sort(rng.choice(SAMPLES - lean, int(rng.integers(5, 10)), replace=False))
        for place in places:
            line = np.stack([bottom[place], top[place + lean]])
            result.append(stroke.with_points(line + rng.normal(0, 0.3, (2, 2)), closed=False))
    return result
