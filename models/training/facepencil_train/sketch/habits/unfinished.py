"""A drawing that somebody is in the middle of, or that was never meant to have more lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..stroke import Stroke
from .pick import named, without

_HEAD = ("jaw", "face_side")
_PARTS = (
    ("hair",),
    ("brow",),
    ("eye", "iris"),
    ("nose",),
    ("lip",),
    ("neck", "shoulders"),
)
"""Without glasses and beards: those in the photo are in every sketch, or they would be painted
unasked."""

_HEADLESS = 0.15


def unfinished(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """Only some parts of a face: the face that is shown meanwhile is to be a whole one."""
    share = rng.uniform(0.1, 0.9)
    parts = [part for part in _PARTS if any(named(strokes, prefix) for prefix in part)]
    missing = [part for part in parts if rng.random() >= share]
    if rng.random() < _HEADLESS and len(missing) < len(parts):
        missing.append(_HEAD)
    return without(strokes, *(prefix for part in missing for prefix in part))
