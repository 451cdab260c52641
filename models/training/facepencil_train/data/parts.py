"""Where the parts of a face are: what a face is known by lies within a few of them."""

from __future__ import annotations

import numpy as np

from ..prepare import mesh

PARTS = ("first eye", "second eye", "nose", "mouth", "face")
"""Eyes from left to right in the picture, whichever of the person's they are."""


def part_centres(landmarks: np.ndarray) -> np.ndarray:
    """Middles of the ``PARTS`` of a face.

    Parameters
    ----------
    landmarks
        ``[468 or more, 2]`` mesh points.

    Returns
    -------
    ndarray
        float32 ``[5, 2]``, in the units of the landmarks.
    """
    # A mirrored sample has the eyes the other way round.
    eyes = sorted(mesh.eye_centres(landmarks), key=lambda centre: centre[0])
    nose = landmarks[[mesh.NOSE_BRIDGE, mesh.NOSE_BASE]].mean(axis=0)
    mouth = landmarks[mesh.LIP_OUTER_UPPER + mesh.LIP_OUTER_LOWER].mean(axis=0)
    face = (eyes[0] + eyes[1] + 2 * mouth) / 4
    return np.stack([*eyes, nose, mouth, face]).astype(np.float32)
