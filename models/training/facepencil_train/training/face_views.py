"""What the face network looks at, in turn: whole pictures, close-ups, eyes."""

from __future__ import annotations

from enum import StrEnum

import torch
from torch import Tensor

from ..losses.identity import TEMPLATE, align
from .face_taps import FACE_INPUT

_CLOSE = 1.3
"""How many pixels of a close-up one of a picture becomes."""

_EYES_CLOSE = 2.3
"""The same of the eyes."""

_BROWS = 0.1
"""How far above the eyes the middle of their view lies, in distances of the eyes: brows belong."""


class View(StrEnum):
    """What the face network looks at, in turn: hair and all, the middle of the face, the eyes.

    What whole pictures hardly show is plain in close-ups: measured on 208 people, mid-layer
    features of made faces were off by two to three times as many variances there. And photos with
    made eyes and brows put in had two thirds of the Fréchet distance of faces made as a whole.
    """

    WHOLE = "whole"
    CLOSE = "close"
    EYES = "eyes"

    @staticmethod
    def at(step: int) -> View:
        """That of a step."""
        views = list(View)
        return views[step % len(views)]


def seen(view: View, rgb: Tensor, centres: Tensor) -> Tensor:
    """Pictures ``[B, 3, H, W]`` as the face network gets them: ``[B, 3, S, S]``, or as they are.

    ``centres`` as in :func:`~facepencil_train.losses.identity.align`, in pixels of the pictures;
    close-ups and eyes are float32. Of eyes, the one on the left lies above the other.
    """
    if view == View.WHOLE:
        return rgb
    with torch.autocast(rgb.device.type, enabled=False):
        if view == View.CLOSE:
            return align(rgb.float(), centres.float(), _laid(_CLOSE), FACE_INPUT)
        eyes = [_eye(rgb.float(), centres.float(), which) for which in (0, 1)]
        return torch.cat(eyes, dim=2)


def _laid(magnified: float) -> Tensor:
    """Where the parts of a face lie in a view; their mean is its middle."""
    template = torch.tensor(TEMPLATE)
    # Two pixels of a picture lie on one of the template's.
    return (template - template.mean(dim=0)) * (2 * magnified) + FACE_INPUT / 2


def _eye(rgb: Tensor, centres: Tensor, which: int) -> Tensor:
    """An eye with its brow, ``[B, 3, S / 2, S]``."""
    template = _laid(_EYES_CLOSE)
    apart = template[1, 0] - template[0, 0]
    middle = template[which] - torch.tensor([0.0, _BROWS]) * apart
    laid = template - middle + FACE_INPUT / 2
    square = align(rgb, centres, laid, FACE_INPUT)
    return square[:, :, FACE_INPUT // 4 : FACE_INPUT - FACE_INPUT // 4]
