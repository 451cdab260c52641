"""What the face network looks at, in turn: whole pictures and close-ups."""

from __future__ import annotations

from enum import StrEnum

import torch
from torch import Tensor

from ..losses.identity import TEMPLATE, align
from .face_taps import FACE_INPUT

_CLOSE = 1.3
"""How many pixels of a close-up one of a picture becomes."""


class View(StrEnum):
    """What the face network looks at, in turn: hair and all, or the middle of the face.

    What whole pictures hardly show is plain in close-ups: measured on 208 people, mid-layer
    features of made faces were off by two to three times as many variances there.
    """

    WHOLE = "whole"
    CLOSE = "close"

    @staticmethod
    def at(step: int) -> View:
        """That of a step."""
        return View.CLOSE if step % 2 else View.WHOLE


def seen(view: View, rgb: Tensor, centres: Tensor) -> Tensor:
    """Pictures ``[B, 3, 256, 256]`` as the face network gets them: ``[B, 3, S, S]``.

    ``centres`` as in :func:`~facepencil_train.losses.identity.align`; close-ups are float32.
    """
    if view == View.WHOLE:
        return rgb
    template = torch.tensor(TEMPLATE)
    # Two pixels of a picture lie on one of the template's.
    template = (template - template.mean(dim=0)) * (2 * _CLOSE) + FACE_INPUT / 2
    with torch.autocast(rgb.device.type, enabled=False):
        return align(rgb.float(), centres.float(), template, FACE_INPUT)
