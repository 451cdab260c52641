"""Beards and moustaches in a photo: whether there are any, and the strokes that draw them."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import cv2
import numpy as np

from ...sketch.stroke import CANVAS, DETAIL_LAYER, Stroke, arc_length, resample
from ..verdict import Verdict
from .fit import evenness, outlines, region, strands, templates
from .rule import beard_scores
from .view import View, view_of

_SURE = {"beard": 0.1, "moustache": 0.3}
"""Scores above which each is drawn, where the other one is not."""

_SURELY_NONE = -0.2
"""A score above which there may be something."""

_WITH_BEARD = -0.1
"""Where there is a beard, a moustache is likely: scores above which it is drawn then."""

_EVENNESS = 0.25
"""How much of its hair the barer side of a face has at least, next to the other."""

_NEAR, _NEAR_SIDES = 3.0, 5.5
"""Pixels within which a line that is drawn already says the same, and that of the face's side."""

_SIDES = ("jaw", "face_side", "neck", "hair", "shoulders")

_SHORTEST = 9.0
_SPACING = 2.5


@dataclass(frozen=True)
class Beard:
    """The hair of a lower face.

    ``outlines`` closed ``[N, 2]`` and ``strands`` open ``[5, 2]``, in canvas pixels, each with the
    name of its strokes: ``beard`` or ``moustache``.
    """

    outlines: tuple[tuple[str, np.ndarray], ...]
    strands: tuple[tuple[str, np.ndarray], ...]

    def strokes(self, drawn: list[Stroke]) -> list[Stroke]:
        """Its edges where no stroke runs already, and its strands on the layer of details."""
        result: list[Stroke] = []
        for name, outline in self.outlines:
            for piece in _apart(outline, drawn + result):
                result.append(Stroke(name, resample(piece, _SPACING, 3)))
        result += [Stroke(name, line, layer=DETAIL_LAYER) for name, line in self.strands]
        return result


def _apart(outline: np.ndarray, drawn: list[Stroke]) -> list[np.ndarray]:
    """The parts of a closed outline that are not near any stroke."""
    x, y = np.clip(outline.astype(int), 0, CANVAS - 1).T
    keep = ((outline >= 0) & (outline < CANVAS)).all(axis=1)
    for sides, near in ((False, _NEAR), (True, _NEAR_SIDES)):
        lines = np.zeros((CANVAS, CANVAS), np.uint8)
        for stroke in drawn:
            if stroke.name.startswith(_SIDES) == sides:
                line = np.round(stroke.polyline()).astype(np.int32)
                cv2.polylines(lines, [line.reshape(-1, 1, 2)], False, 1, 1)
        keep &= cv2.distanceTransform(1 - lines, cv2.DIST_L2, 3)[y, x] > near
    if keep.all():
        return [np.concatenate([outline, outline[:1]])]
    # Starting where it is not drawn, no part is cut in two.
    start = int(np.flatnonzero(~keep)[0])
    outline, keep = np.roll(outline, -start, axis=0), np.roll(keep, -start)
    runs = np.flatnonzero(np.diff(np.concatenate([[0], keep.astype(int), [0]]))).reshape(-1, 2)
    pieces = [outline[a:b] for a, b in runs if b - a >= 3]
    return [piece for piece in pieces if arc_length(piece)[-1] >= _SHORTEST]


def find_beard(
    rgb: np.ndarray, landmarks: np.ndarray, identifier: str = ""
) -> tuple[Verdict, Beard | None]:
    """Whether a photo shows a beard or a moustache, and if it surely does, where.

    Parameters
    ----------
    rgb
        uint8 ``[S, S, 3]``, as large as there is.
    landmarks
        ``[478, 2]`` in canvas pixels.
    identifier
        The photo's: the same one gets the same strands.
    """
    return judge(view_of(rgb, landmarks), np.random.default_rng(crc32(identifier.encode())))


def judge(view: View, rng: np.random.Generator) -> tuple[Verdict, Beard | None]:
    """What :func:`find_beard` says of a view; the lines are in canvas pixels."""
    scores = dict(zip(_SURE, beard_scores(view), strict=True))
    limits = dict(_SURE)
    if scores["beard"] >= limits["beard"]:
        limits["moustache"] = _WITH_BEARD
    sure = [name for name in _SURE if scores[name] >= limits[name]]
    if not sure:
        doubtful = max(scores.values()) >= _SURELY_NONE
        return (Verdict.UNSURE if doubtful else Verdict.NO), None
    areas = templates(view)
    found = {}
    for name in sure:
        mask = region(view, name, areas)
        # A shadow beside the nose or below the lip is on one side.
        if mask is not None and evenness(mask) >= _EVENNESS:
            found[name] = mask
    edges = [(name, view.to_canvas(line)) for name, line in outlines(found)]
    hairs = [
        (name, view.to_canvas(line))
        for name, mask in found.items()
        for line in strands(mask, name, rng)
    ]
    if not edges:
        return Verdict.UNSURE, None
    return Verdict.YES, Beard(tuple(edges), tuple(hairs))
