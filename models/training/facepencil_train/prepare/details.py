"""Interior detail strokes: hair strands, folds of clothing and teeth, from image edges."""

from __future__ import annotations

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from ..sketch.stroke import DETAIL_LAYER, Stroke, arc_length, resample
from . import mesh
from .parsing import Label

_SHORTEST = 12.0
_MOST = 60
_SPACING = 3.0
_STEPS = [(0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1)]


def _edge_chains(edges: np.ndarray) -> list[np.ndarray]:
    """Greedy chains through the 8-connected pixels of a thin edge map, as ``[N, 2]`` x, y."""
    left = {(int(r), int(c)) for r, c in np.argwhere(edges)}

    def degree(pixel: tuple[int, int]) -> int:
        return sum((pixel[0] + dr, pixel[1] + dc) in left for dr, dc in _STEPS)

    def follow(pixel: tuple[int, int]) -> list[tuple[int, int]]:
        chain = []
        while True:
            chain.append(pixel)
            left.discard(pixel)
            onward = [(pixel[0] + r, pixel[1] + c) for r, c in _STEPS]
            onward = [p for p in onward if p in left]
            if not onward:
                return chain
            pixel = onward[0]

    chains = []
    for pixel in sorted(left, key=lambda p: (degree(p) != 1, p)):
        if pixel in left:
            chains.append(np.array(follow(pixel), float)[:, ::-1] + 0.5)
    return chains


def detail_strokes(
    rgb: np.ndarray, labels: np.ndarray, landmarks: np.ndarray, drawn: list[Stroke]
) -> list[Stroke]:
    """The strongest edges inside hair, clothing and the open mouth that no stroke follows yet.

    Parameters
    ----------
    rgb
        uint8 ``[256, 256, 3]``.
    labels
        uint8 ``[256, 256]``.
    landmarks
        ``[478, 2]`` in canvas pixels.
    drawn
        Strokes of the outline layer.
    """
    mouth = np.zeros(labels.shape, np.uint8)
    lips = landmarks[mesh.LIP_INNER_UPPER + mesh.LIP_INNER_LOWER[::-1]]
    cv2.fillPoly(mouth, [np.round(lips).astype(np.int32)], 1)
    where = np.isin(labels, (Label.HAIR, Label.CLOTHING)) | (mouth > 0)
    lines = np.zeros(labels.shape, np.uint8)
    for stroke in drawn:
        line = np.round(stroke.polyline()).astype(np.int32)
        cv2.polylines(lines, [line.reshape(-1, 1, 2)], False, 1, 1)
    where &= cv2.distanceTransform(1 - lines, cv2.DIST_L2, 3) > 3.5
    smooth = cv2.bilateralFilter(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), 7, 30, 5)
    # Dark hair has faint strands: stretch contrast before looking for them.
    smooth = cv2.createCLAHE(2.0, (4, 4)).apply(smooth)
    edges = (cv2.Canny(smooth, 60, 150, L2gradient=True) > 0) & where
    strokes = []
    for chain in _edge_chains(edges):
        if arc_length(chain)[-1] < _SHORTEST:
            continue
        chain = gaussian_filter1d(chain, 1.5, axis=0, mode="nearest")
        middle = chain[len(chain) // 2].astype(int)
        label = labels[middle[1], middle[0]]
        name = {Label.HAIR: "strand", Label.CLOTHING: "fold"}.get(Label(label), "teeth")
        strokes.append(Stroke(name, resample(chain, _SPACING, 3), layer=DETAIL_LAYER))
    strokes.sort(key=lambda s: -arc_length(s.points)[-1])
    return strokes[:_MOST]
