"""Glasses in a photo: whether there are any, and the strokes that draw them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...sketch.stroke import Stroke, resample
from ..verdict import Verdict
from .arms import fit_bridge, fit_temple
from .rings import fit_rings, rim_view
from .rule import glasses_score
from .view import APART, View, view_of

_SURE, _SURELY_NONE = 0.0, -0.45
"""Scores above which glasses are drawn and below which there are none. Cross-validated on 1,016
people drawn at random, one of 124 above wore none and nobody below wore any."""

_FIRM_BRIDGE = 0.35
"""Below, rims are seen too little for rings near them: those lie on lids and folds."""

_FIRM_TEMPLE = 0.5
_SHORTEST_TEMPLE = 0.06
"""In distances between the eyes."""

_SPACING = 2.0


@dataclass(frozen=True)
class Glasses:
    """The lines of a pair of glasses in canvas pixels.

    ``rings`` of the eyes on the picture's left and right ``[48, 2]``, closed; ``bridge``
    ``[14, 2]``; ``temples``, those that are seen, ``[14, 2]`` from the ring outwards.
    """

    rings: tuple[np.ndarray, np.ndarray]
    bridge: np.ndarray
    temples: tuple[np.ndarray, ...]

    def strokes(self) -> list[Stroke]:
        """All of it, on the outline layer: glasses must not be left out like details."""
        closed = [np.concatenate([ring, ring[:1]]) for ring in self.rings]
        rings = [Stroke("glasses", resample(r, _SPACING, 6)[:-1], closed=True) for r in closed]
        lines = [Stroke("glasses", resample(p, _SPACING, 3)) for p in (self.bridge, *self.temples)]
        return rings + lines


def find_glasses(rgb: np.ndarray, landmarks: np.ndarray) -> tuple[Verdict, Glasses | None]:
    """Whether a photo shows glasses, and if it surely does, where.

    Parameters
    ----------
    rgb
        uint8 ``[S, S, 3]``, as large as there is.
    landmarks
        ``[478, 2]`` in canvas pixels.
    """
    return judge(view_of(rgb, landmarks))


def judge(view: View) -> tuple[Verdict, Glasses | None]:
    """What :func:`find_glasses` says of a view; the lines are in canvas pixels."""
    score = glasses_score(view)
    if score < _SURELY_NONE:
        return Verdict.NO, None
    if score < _SURE:
        return Verdict.UNSURE, None
    view = rim_view(view)
    left, right = fit_rings(view)
    bridge, firm = fit_bridge(view, left, right)
    if firm < _FIRM_BRIDGE:
        return Verdict.UNSURE, None
    temples = []
    for sign, ring in ((-1, left), (1, right)):
        line, firm = fit_temple(view, ring, sign)
        if firm >= _FIRM_TEMPLE and np.ptp(line[:, 0]) >= _SHORTEST_TEMPLE * APART:
            temples.append(view.to_canvas(line))
    rings = view.to_canvas(left), view.to_canvas(right)
    return Verdict.YES, Glasses(rings, view.to_canvas(bridge), tuple(temples))
