"""Where the parts of a face are: what a face is known by lies within a few of them."""

from __future__ import annotations

import numpy as np

PARTS = ("first eye", "second eye", "nose", "mouth", "face")
"""Eyes from left to right in the picture, whichever of the person's they are."""

# Points of MediaPipe's face mesh.
_EYES = ((33, 133, 159, 145), (263, 362, 386, 374))
_NOSE = (6, 2)
_MOUTH = (61, 291, 0, 17)


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
    eyes = sorted((landmarks[list(eye)].mean(axis=0) for eye in _EYES), key=lambda at: at[0])
    nose, mouth = (landmarks[list(points)].mean(axis=0) for points in (_NOSE, _MOUTH))
    face = (eyes[0] + eyes[1] + 2 * mouth) / 4
    return np.stack([*eyes, nose, mouth, face]).astype(np.float32)
