"""Where the hair of a beard and a moustache grows, and the lines that people would draw of it."""

from __future__ import annotations

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from . import mesh
from .beard_view import CHIN, MIDDLE, NOSE, REACH, SIZE, View

_FLOORS = np.array([0.06, 0.12, 0.12, 0.10])
"""Spread of the differences on skin at least: what a channel has to rise above to count."""

_LEVEL = 0.5
"""How hairy, from the cheeks (0) to the hair of the chin or the lip (1), the edge is."""

_BELOW = 11.0
"""Pixels of the view below the jaw that are still beard: further down is the shade of the neck."""

_SMALLEST = {"beard": 700, "moustache": 160}
"""Pixels of the view that a region has at least."""

_SMOOTHING = 4.0
_CORE = 2
"""Pixels of the view that the cores of chin and lip keep from the lips and the nose."""


def _filled(*outlines: np.ndarray) -> np.ndarray:
    mask = np.zeros((SIZE, SIZE), np.uint8)
    for outline in outlines:
        cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    return mask > 0


def _grown(mask: np.ndarray, by: int) -> np.ndarray:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by + 1, 2 * by + 1))
    return cv2.dilate(mask.astype(np.uint8), kernel) > 0


def templates(view: View) -> dict[str, np.ndarray]:
    """Where a beard and a moustache may be, and where those that are there surely have hair.

    Returns
    -------
    dict
        bool ``[160, 160]`` each: ``beard``, ``moustache``, ``chin`` and ``lip`` (the sure parts),
        ``mouth``.
    """
    points = view.landmarks
    y, x = np.mgrid[:SIZE, :SIZE] + 0.5
    lips = points[mesh.LIP_OUTER_UPPER + mesh.LIP_OUTER_LOWER[::-1]]
    mouth = _filled(lips)
    wings = [points[mesh.NOSE_SIDE[side]] for side in ("left", "right")]
    nose = _filled(np.concatenate([wings[0], wings[1][::-1]]))
    jaw = points[mesh.JAW]
    face = _filled(np.concatenate([jaw, [[0, 0], [SIZE, 0]] if jaw[0, 0] < MIDDLE else [[0, 0]]]))
    face = _filled(np.concatenate([jaw, [[jaw[-1, 0], -1], [jaw[0, 0], -1]]]))
    # Below the mouth a beard hangs over the edge of the jaw.
    corners = lips[[0, len(mesh.LIP_OUTER_UPPER) - 1]]
    hang = np.clip((jaw[:, 1:] - corners[:, 1].mean()) / (CHIN - corners[:, 1].mean()), 0, 1)
    hung = _filled(np.concatenate([jaw + [0, 1] * (hang * _BELOW), corners]))
    centre = np.array([MIDDLE, corners[:, 1].mean()])
    # Above this no beard grows: from beside the nose out and up to the ears.
    away = np.abs(x - MIDDLE) / REACH
    low = NOSE + 6 - 34 * np.clip((away - 0.45) / 0.45, 0, 1)
    bare = _grown(mouth, 1) | nose
    beard = (face | hung) & (y > low) & ~bare
    half = np.abs(corners[:, 0] - centre[0]).max()
    reach = np.clip(np.abs(x - MIDDLE) / (half + 9), 0, 1)
    top = NOSE + 2 + (centre[1] - NOSE - 9) * np.clip((reach - 0.3) / 0.7, 0, 1) ** 1.5
    over = (y > top) & (y < centre[1] + 7) & (np.abs(x - MIDDLE) < half + 9)
    moustache = over & ~bare & ~(_filled(np.array([corners[0], *points[mesh.LIP_OUTER_LOWER], corners[1]])))
    kept = _grown(bare, _CORE)
    chin = (y > CHIN - 22) & (y < CHIN + 3) & (np.abs(x - MIDDLE) < 26) & beard & ~kept
    lip = moustache & (y < centre[1] - 2) & (np.abs(x - MIDDLE) < 0.8 * half) & ~kept
    return {"beard": beard, "moustache": moustache, "chin": chin, "lip": lip, "mouth": mouth}


def _hairiness(view: View, core: np.ndarray) -> np.ndarray | None:
    """How hairy each place is, 0 on the cheeks and 1 in the core, or None if nothing tells."""
    if core.sum() < 40:
        return None
    maps = view.differences
    hair = np.median(maps[:, core], axis=1)
    spread = np.maximum(maps[:, core].std(axis=1), _FLOORS)
    weights = np.maximum(hair, 0) / spread**2
    level = float(weights @ hair)
    if level < 1.0:
        return None
    clipped = np.clip(maps, -0.5, 1.6 * np.maximum(hair, 0.05)[:, None, None])
    return np.einsum("c,cyx->yx", weights, clipped) / level


def region(view: View, which: str, areas: dict[str, np.ndarray]) -> np.ndarray | None:
    """The hair of a beard or a moustache, bool ``[160, 160]``; None if there is too little."""
    area = areas[which]
    hairy = _hairiness(view, areas["chin" if which == "beard" else "lip"])
    if hairy is None:
        return None
    # Lips are not skin: what surrounds them must not be judged by them.
    known = cv2.GaussianBlur(area.astype(np.float32), (0, 0), 3.0)
    smooth = cv2.GaussianBlur(np.where(area, hairy, 0).astype(np.float32), (0, 0), 3.0)
    found = (smooth > _LEVEL * np.maximum(known, 1e-3)) & area
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    found = cv2.morphologyEx(found.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(found)
    keep = np.zeros_like(found)
    for part in range(1, count):
        # Of one side the moustache may be two halves; a beard may be parted by the mouth.
        if stats[part, cv2.CC_STAT_AREA] >= 0.2 * _SMALLEST[which]:
            keep |= (parts == part).astype(np.uint8)
    if keep.sum() < _SMALLEST[which]:
        return None
    contours, _ = cv2.findContours(keep, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return (cv2.drawContours(keep, contours, -1, 1, -1) > 0) & area


def outlines(mask: np.ndarray) -> list[np.ndarray]:
    """Smooth closed outlines ``[N, 2]`` of a region, in pixels of the view."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    lines = [contour[:, 0].astype(float) + 0.5 for contour in contours if len(contour) > 40]
    return [gaussian_filter1d(line, _SMOOTHING, axis=0, mode="wrap") for line in lines]


def strands(mask: np.ndarray, which: str, rng: np.random.Generator) -> list[np.ndarray]:
    """Short curves ``[5, 2]`` along the growth of the hair, in pixels of the view."""
    inner = cv2.erode(mask.astype(np.uint8), np.ones((5, 5), np.uint8))
    rows, columns = np.nonzero(inner)
    if len(rows) == 0:
        return []
    room = 13.0 if which == "beard" else 9.0
    most = int(rng.integers(8, 19) if which == "beard" else rng.integers(5, 10))
    starts: list[np.ndarray] = []
    for index in rng.permutation(len(rows)):
        at = np.array([columns[index], rows[index]]) + 0.5
        if all(np.hypot(*(at - other)) > room for other in starts):
            starts.append(at)
        if len(starts) == most:
            break
    t = np.linspace(0, 1, 5)[:, None]
    curves = []
    for start in starts:
        side = (start[0] - MIDDLE) / REACH
        # Down and a little inwards along the cheeks, straight down at the chin; a moustache
        # grows outwards from below the nose.
        lean = 3.0 * np.clip(2 * side, -1, 1) if which == "moustache" else -0.35 * side
        way = np.array([lean + rng.normal(0, 0.15), 1.0])
        way /= np.hypot(*way)
        length = rng.uniform(8, 16) if which == "beard" else rng.uniform(6, 11)
        across = np.array([-way[1], way[0]]) * length * rng.normal(0, 0.12)
        curve = start + (t - 0.5) * length * way + 4 * t * (1 - t) * across
        x, y = np.clip(curve.astype(int), 0, SIZE - 1).T
        if mask[y, x].all():
            curves.append(curve)
    return curves
