"""Which features of the face MobileNet the losses look at."""

from __future__ import annotations

from torch import Tensor

from ..losses import terms

PERCEPTUAL_TAPS = (2, 6, 10, 16, 22)
"""Layers of the face MobileNet: 64 channels at 1/2 of its input up to 512 at 1/16."""

FACE_TAPS = (*PERCEPTUAL_TAPS, 26)
"""All that is looked at: the last layer, 1024 channels at 1/32, says who a face could be, which is
not to be copied from the photo."""

HEAD_CHANNELS = (128, 256, 512, 512, 1024)
"""The projected discriminator looks at all taps but the first."""

DISTRIBUTION_LAYERS = (1, 2, 4, 5)
"""Indices into ``FACE_TAPS`` of the layers whose distribution over many faces is compared."""

DISTRIBUTION_CHANNELS = (128, 256, 512, 1024)

FACE_INPUT = 192
"""Side of the pictures that the face network sees: three quarters of the cost at 224."""


def perceptual(made: list[Tensor], real: list[Tensor]) -> Tensor:
    """The perceptual term of two lists of features at ``FACE_TAPS``."""
    count = len(PERCEPTUAL_TAPS)
    return terms.perceptual(made[:count], real[:count])
