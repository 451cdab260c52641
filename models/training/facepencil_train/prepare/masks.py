"""Label maps from CelebAMask-HQ style mask folders, as the paper used them.

Each person has one binary PNG a part, named ``<number>_<part>.png``.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ..sketch.stroke import CANVAS
from .parsing import Label

_LABEL_OF_PART = {
    "skin": Label.SKIN,
    "neck": Label.SKIN,
    "l_ear": Label.SKIN,
    "r_ear": Label.SKIN,
    "cloth": Label.CLOTHING,
    "hair": Label.HAIR,
    "hat": Label.HAIR,
}
"""In drawing order. Facial parts lie within ``skin``; a hat bounds the head as hair does."""


def read_mask_folder(folder: Path) -> np.ndarray:
    """One person's masks as a label map.

    Parameters
    ----------
    folder
        Holds ``*_skin.png``, ``*_hair.png`` and so on of one person, any square size.

    Returns
    -------
    np.ndarray
        uint8 ``[256, 256]``, values of :class:`~facepencil_train.prepare.parsing.Label`.

    Raises
    ------
    FileNotFoundError
        If no skin mask is there.
    """
    result = np.zeros((CANVAS, CANVAS), np.uint8)
    if not list(folder.glob("*skin.png")):
        raise FileNotFoundError(f"no *skin.png in {folder}")
    for part, label in _LABEL_OF_PART.items():
        for path in sorted(folder.glob(f"*_{part}.png")) or sorted(folder.glob(f"{part}.png")):
            mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
            if mask is None:
                continue
            mask = cv2.resize(mask, (CANVAS, CANVAS), interpolation=cv2.INTER_AREA)
            result[mask > 127] = label
    return result
