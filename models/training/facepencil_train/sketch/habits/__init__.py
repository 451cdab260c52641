"""The ways in which people draw a face with fewer or other lines than a tracer does.

Unlike deformation these do not displace lines: a nose drawn as a hook is a decision, not a slip.
So they say nothing about faithfulness, and apply whatever the strength.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..stroke import Stroke
from .brows import brows_as_hatching, brows_as_one_line
from .extras import (
    cheek_folds,
    chin_line,
    eye_bags,
    eyelid_creases,
    forehead_lines,
    lashes,
)
from .eyes import (
    eyes_as_circles,
    eyes_as_upper_lids,
    eyes_without_irises,
    irises_as_dots,
    irises_as_full_circles,
)
from .hair import hair_as_strands, no_hairline, no_neck
from .lines import lines_drawn_in_one_sweep, lines_restated
from .mouth import mouth_as_one_line, mouth_with_closed_lips
from .nose import nose_as_a_hook, nose_as_its_base, nose_as_two_dots
from .unfinished import unfinished

Habit = Callable[[Sequence[Stroke], np.random.Generator], list[Stroke]]

HABITS: tuple[tuple[float, tuple[Habit, ...]], ...] = (
    (0.45, (lines_drawn_in_one_sweep,)),
    (0.35, (hair_as_strands,)),
    (0.40, (brows_as_one_line, brows_as_one_line, brows_as_hatching)),
    (0.45, (irises_as_full_circles,) * 3 + (eyes_without_irises, irises_as_dots, eyes_as_circles)),
    (0.08, (eyes_as_upper_lids,)),
    (0.40, (nose_as_a_hook, nose_as_its_base, nose_as_two_dots)),
    (0.55, (mouth_as_one_line, mouth_with_closed_lips)),
    (0.10, (no_hairline,)),
    (0.10, (no_neck,)),
    (0.12, (unfinished,)),
    # Last but for restating: what is left out above has no extras.
    (0.25, (eyelid_creases,)),
    (0.12, (eye_bags,)),
    (0.12, (lashes,)),
    (0.12, (forehead_lines,)),
    (0.18, (cheek_folds,)),
    (0.15, (chin_line,)),
    (0.12, (lines_restated,)),
)
"""How often a habit of each kind is drawn, and which: by eye on sheets of drawn faces."""


def draw_by_habit(strokes: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A sketch as somebody in particular would draw it.

    Parameters
    ----------
    strokes
        A traced sketch, in canvas pixels.
    rng
        Source of all randomness.
    """
    result = list(strokes)
    for chance, habits in HABITS:
        if rng.random() < chance:
            result = habits[rng.integers(len(habits))](result, rng)
    return result
