"""Noses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke
from .pick import named, part, without


def nose_as_a_hook(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """One side of the nose, or the lower part of one side: an L."""
    side = "left" if rng.random() < 0.5 else "right"
    start = rng.choice([0.0, 0.45])
    kept = [part(s, start, 1.0) for s in named(strokes, f"nose_{side}")]
    return without(strokes, "nose") + kept


def nose_as_its_base(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The wings and the base of the nose, no bridge."""
    kept = [part(s, rng.uniform(0.5, 0.62), 1.0) for s in named(strokes, "nose")]
    return without(strokes, "nose") + kept


def nose_as_two_dots(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Nostrils only."""
    kept = [part(s, 0.84, 0.94) for s in named(strokes, "nose")]
    return without(strokes, "nose") + kept
