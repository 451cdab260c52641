"""Named parts of the 478-point face mesh (MediaPipe Face Mesh order)."""

from __future__ import annotations

import numpy as np

# fmt: off
FACE_OVAL = [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
]
# fmt: on
JAW = FACE_OVAL[8:29]
"""From the ear on the picture's right, under the chin, to the ear on its left."""

LIP_OUTER_UPPER = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291]
LIP_OUTER_LOWER = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291]
LIP_INNER_UPPER = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308]
LIP_INNER_LOWER = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308]

EYE_UPPER = {
    "left": [33, 246, 161, 160, 159, 158, 157, 173, 133],
    "right": [263, 466, 388, 387, 386, 385, 384, 398, 362],
}
EYE_LOWER = {
    "left": [33, 7, 163, 144, 145, 153, 154, 155, 133],
    "right": [263, 249, 390, 373, 374, 380, 381, 382, 362],
}
IRIS = {"left": [473, 474, 475, 476, 477], "right": [468, 469, 470, 471, 472]}
"""Centre first. The eye on the picture's right owns 468..472."""

BROW = {
    "left": [46, 53, 52, 65, 55, 107, 66, 105, 63, 70],
    "right": [276, 283, 282, 295, 285, 336, 296, 334, 293, 300],
}
"""Closed outlines: the lower edge outwards to inwards, then the upper edge back."""

NOSE_SIDE = {
    "left": [193, 245, 188, 174, 198, 209, 49, 64, 98, 97, 2],
    "right": [417, 465, 412, 399, 420, 429, 279, 294, 327, 326, 2],
}
CHEEKS = [50, 280, 205, 425, 4, 195, 151, 9]
"""Where skin shows in nearly every photo: cheeks, nose, forehead."""

CHIN = 152
FOREHEAD = 10
TEMPLES = {"left": (127, 234), "right": (356, 454)}
"""On the sides of the face where temples of glasses end: at the eyes' height and at the ear."""

OUTER_EYES = (33, 263)
MESH_POINTS = 468
NOSE_BRIDGE, NOSE_BASE = 6, 2
LOW_EARS = (132, 361)
"""Where the lobes of the ears on the picture's left and right meet the face."""


def eye_centres(landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Middles ``[2]`` of the eyes, the person's own left one where the mesh's is, by their corners.

    Not by the irises, which a look aside moves.
    """
    corners = (EYE_UPPER[side] for side in ("left", "right"))
    left, right = (landmarks[[c[0], c[-1]]].mean(axis=0) for c in corners)
    return left, right
