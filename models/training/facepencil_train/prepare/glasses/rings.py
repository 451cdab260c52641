"""Rings around the eyes that follow the lines of a picture best."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import cv2
import numpy as np

from .. import mesh
from .view import APART, FIRM, HEIGHT, WIDTH, View, beside_eyes, orientation

POINTS = 48
"""Points of a ring, from its outer end over the bottom: see :func:`unit_ring`."""

_FAINT = 4.0
"""Grey levels at which a line counts half in :func:`rim_view`."""

_LOSS = 0.009
"""What one property that is one spread away from the usual costs, in firmness (0..1)."""

_REACH = 6
"""Pixels of the view by which a ring may leave the superellipse that it was found as."""

# In distances between the eyes. Narrow rings are those of the far eye of a turned head.
_HALF_WIDTHS = (0.27, 0.31, 0.35, 0.39, 0.43, 0.47)
_HALF_HEIGHTS = (0.18, 0.21, 0.24, 0.28, 0.32, 0.36, 0.41)
_OUTWARD = (-0.09, -0.04, 0.0, 0.04, 0.08, 0.13)
_DOWN = (-0.06, -0.01, 0.04, 0.09, 0.14, 0.19, 0.25)
_POWERS = (2.2, 3.6)


@cache
def unit_ring(power: float) -> np.ndarray:
    """A superellipse of half axes 1 as ``[POINTS, 2]`` at even distances, for the right eye.

    It starts at its outer end, x = 1, and goes over the bottom, y = 1, to the inner end and the
    top; the left eye's is its mirror image.
    """
    angle = np.linspace(0, 2 * np.pi, 721)
    cs = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    fine = np.sign(cs) * np.abs(cs) ** (2 / power)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(fine, axis=0).T))])
    at = np.linspace(0, along[-1], POINTS, endpoint=False)
    return np.stack([np.interp(at, along, fine[:, axis]) for axis in (0, 1)], axis=1)


def ring_normals(ring: np.ndarray) -> np.ndarray:
    """Unit normals of closed rings ``[..., N, 2]``."""
    tangent = np.roll(ring, -1, axis=-2) - np.roll(ring, 1, axis=-2)
    normal = np.stack([tangent[..., 1], -tangent[..., 0]], axis=-1)
    return normal / np.maximum(np.hypot(normal[..., 0], normal[..., 1]), 1e-6)[..., None]


@cache
def _candidates(side: int) -> tuple[np.ndarray, np.ndarray]:
    """Rings of one eye that lies at the origin, and where to look for them.

    Returns
    -------
    tuple
        ``[down, height, power, outward, width, POINTS, 2]`` in pixels of the view, and the
        orientation of each point's normal.
    """
    shape = tuple(map(len, (_DOWN, _HALF_HEIGHTS, _POWERS, _OUTWARD, _HALF_WIDTHS)))
    rings = []
    for down, high, power, out, wide in product(
        _DOWN, _HALF_HEIGHTS, _POWERS, _OUTWARD, _HALF_WIDTHS
    ):
        ring = unit_ring(power) * np.array([wide, high]) + np.array([out, down])
        rings.append(ring * APART * np.array([side, 1]))
    stack = np.array(rings, np.float32)
    which = orientation(ring_normals(stack))
    return stack.reshape(*shape, POINTS, 2), which.reshape(*shape, POINTS)


@cache
def _unlikely() -> np.ndarray:
    """What each candidate loses for being unlike glasses: ``[down, height, 1, outward, width]``.

    Faint rims would lose to the folds around a lid, which are small rings.
    """
    down, high, _, out, wide = np.meshgrid(
        _DOWN, _HALF_HEIGHTS, [0.0], _OUTWARD, _HALF_WIDTHS, indexing="ij"
    )
    usual = ((wide - out, 0.35, 0.06), (wide + out, 0.42, 0.08), (high, 0.28, 0.07))
    usual += ((down, 0.08, 0.06),)
    return _LOSS * sum(((value - mean) / spread) ** 2 for value, mean, spread in usual)


def rim_view(view: View) -> View:
    """The same view with faint lines nearly as firm as others, and less of brows and lid folds.

    Once it is known that there are glasses, a faint rim is a better guess than a firm fold.
    """
    level = FIRM * view.lines / (1 - view.lines)
    keep = beside_eyes(view.landmarks, brows=(0.6, 5), lids=(0.4, 19))
    keep = cv2.GaussianBlur(keep, (0, 0), 1.5)
    return replace(view, lines=level / (level + _FAINT) * keep)


def fit_rings(view: View) -> tuple[np.ndarray, np.ndarray]:
    """The two rings, of one height and one shape, that lie on the firmest lines.

    Returns
    -------
    tuple
        The rings of the eyes on the picture's left and right, each ``[POINTS, 2]`` in pixels of
        the view.
    """
    thick = cv2.dilate(view.lines.transpose(1, 2, 0), np.ones((3, 3), np.uint8))
    flat = np.ascontiguousarray(thick.transpose(2, 0, 1)).reshape(-1)
    totals, best = [], []
    for side, eye in zip((-1, 1), mesh.eye_centres(view.landmarks), strict=True):
        rings, which = _candidates(side)
        x = np.clip(rings[..., 0] + eye[0], 0, WIDTH - 1).astype(np.int32)
        y = np.clip(rings[..., 1] + eye[1], 0, HEIGHT - 1).astype(np.int32)
        score = flat[(which.astype(np.int32) * HEIGHT + y) * WIDTH + x].mean(axis=-1)
        score = (score - _unlikely()).reshape(*score.shape[:3], -1)
        best.append(score.argmax(axis=-1))
        totals.append(score.max(axis=-1))
    shared = np.unravel_index((totals[0] + totals[1]).argmax(), totals[0].shape)
    found = []
    for side, eye, own in zip((-1, 1), mesh.eye_centres(view.landmarks), best, strict=True):
        rings, _ = _candidates(side)
        inner = np.unravel_index(own[shared], rings.shape[3:5])
        found.append(_settle(view, rings[shared][inner].astype(float) + eye))
    return found[0], found[1]


def _settle(view: View, ring: np.ndarray) -> np.ndarray:
    """A ring moved onto the line near it: the best path around it, by dynamic programming."""
    normals = ring_normals(ring)
    steps = np.arange(-_REACH, _REACH + 1)
    at = ring[:, None] + steps[:, None] * normals[:, None]
    which = orientation(normals)[:, None]
    x = np.clip(at[..., 0], 0, WIDTH - 1).astype(int)
    y = np.clip(at[..., 1], 0, HEIGHT - 1).astype(int)
    gain = view.lines[which, y, x] - 0.004 * np.abs(steps)
    # Twice around: the second time starts where the first ended, so that the ring closes.
    gain = np.concatenate([gain, gain])
    total, came = gain[0], []
    change = -0.12 * np.abs(steps[:, None] - steps)
    change[np.abs(steps[:, None] - steps) > 1] = -np.inf
    for row in gain[1:]:
        options = total + change
        came.append(options.argmax(axis=1))
        total = options.max(axis=1) + row
    place = [int(total.argmax())]
    for back in reversed(came):
        place.append(int(back[place[-1]]))
    place = np.array(place[::-1])[POINTS // 2 : POINTS // 2 + POINTS]
    moved = steps[np.roll(place, POINTS // 2)].astype(float)
    padded = np.concatenate([moved[-2:], moved, moved[:2]])
    smooth = np.convolve(padded, [1 / 9, 2 / 9, 3 / 9, 2 / 9, 1 / 9], "valid")
    return ring + smooth[:, None] * normals
