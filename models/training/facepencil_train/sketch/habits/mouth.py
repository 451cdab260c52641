"""Mouths.

Only lips that touch are drawn with one line between them: from smiles that show their teeth drawn
that way, a generator learns to paint teeth into every mouth that is drawn closed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke
from .pick import even, named, part, without

CLOSED = 0.06
"""The widest gap between lips that touch, over the width of the mouth, as landmarks have it."""


def mouth_as_one_line(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The line between closed lips, alone or with the lower lip hinted."""
    middle = _line_of_closed_lips(strokes)
    if middle is None:
        return list(strokes)
    kept = [Stroke("lip_inner_upper", middle)]
    if rng.random() < 0.5:
        kept += [part(s, 0.25, 0.75) for s in named(strokes, "lip_outer_lower")]
    return without(strokes, "lip") + kept


def mouth_with_closed_lips(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The outline of closed lips with one line between them."""
    middle = _line_of_closed_lips(strokes)
    if middle is None:
        return list(strokes)
    return [*without(strokes, "lip_inner"), Stroke("lip_inner_upper", middle)]


def _line_of_closed_lips(strokes: Sequence[Stroke]) -> np.ndarray | None:
    upper, lower = named(strokes, "lip_inner_upper"), named(strokes, "lip_inner_lower")
    if not (upper and lower):
        return None
    above, below = even(upper[0].points), even(lower[0].points)
    gap = np.linalg.norm(above - below, axis=1).max()
    if gap > CLOSED * np.linalg.norm(above[-1] - above[0]):
        return None
    return (above + below) / 2
