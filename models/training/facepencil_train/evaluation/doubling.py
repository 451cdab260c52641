"""Whether the stage at 512 pixels is sharper than a doubling of the 256 picture would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import cv2
import numpy as np

_CROP = 192
"""Side of a crop in pixels: the input of the face network, so that nothing is resized away."""

Distance = Callable[[np.ndarray, np.ndarray], np.ndarray]


def crops(picture: np.ndarray) -> Iterator[np.ndarray]:
    """Crops of 192 pixels that cover a picture ``[S, S, C]`` evenly, at its own sharpness.

    Raises
    ------
    ValueError
        If the picture is smaller than a crop.
    """
    side = picture.shape[0]
    if side < _CROP:
        raise ValueError(f"crops of {_CROP} pixels of a picture of {side}")
    starts = np.linspace(0, side - _CROP, -(-side // _CROP)).round().astype(int)
    for y in starts:
        for x in starts:
            yield picture[y : y + _CROP, x : x + _CROP]


def compare_doubling(
    photos: Sequence[np.ndarray],
    fine: Sequence[np.ndarray],
    coarse: Sequence[np.ndarray],
    distance: Distance,
) -> dict:
    """Perceptual distance to the photo, crop by crop, of made faces and of doubled ones.

    Parameters
    ----------
    photos, fine
        The photos and the faces made at that size, uint8 ``[S, S, 3]``.
    coarse
        Faces of the same sketches at half the size, uint8 ``[S/2, S/2, 3]``; they are doubled by
        bicubic interpolation.
    distance
        Distances ``[B]`` of two stacks of pictures, both uint8 ``[B, s, s, 3]``.

    Returns
    -------
    dict
        ``people``, the means ``fine`` and ``bicubic``, and ``fine_is_nearer``: the share of
        people whose fine face is nearer to the photo than the doubled one.
    """
    rows = []
    for photo, made, half in zip(photos, fine, coarse, strict=True):
        doubled = cv2.resize(half, photo.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        real = np.stack(list(crops(photo)))
        rows.append([distance(np.stack(list(crops(p))), real).mean() for p in (made, doubled)])
    table = np.array(rows)
    return {
        "people": len(rows),
        "fine": float(table[:, 0].mean()),
        "bicubic": float(table[:, 1].mean()),
        "fine_is_nearer": float((table[:, 0] < table[:, 1]).mean()),
    }
