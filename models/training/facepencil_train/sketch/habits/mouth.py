"""Mouths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke
from .pick import even, named, part, without


def mouth_as_one_line(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The line between the lips, alone or with the lower lip hinted."""
    upper, lower = named(strokes, "lip_inner_upper"), named(strokes, "lip_inner_lower")
    if not (upper and lower):
        return list(strokes)
    middle = (even(upper[0].points) + even(lower[0].points)) / 2
    kept = [Stroke("lip_inner_upper", middle)]
    if rng.random() < 0.5:
        kept += [part(s, 0.25, 0.75) for s in named(strokes, "lip_outer_lower")]
    return without(strokes, "lip") + kept


def mouth_with_closed_lips(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The outline of the lips with one line between them."""
    upper, lower = named(strokes, "lip_inner_upper"), named(strokes, "lip_inner_lower")
    if not (upper and lower):
        return list(strokes)
    middle = (even(upper[0].points) + even(lower[0].points)) / 2
    return [*without(strokes, "lip_inner"), Stroke("lip_inner_upper", middle)]
