"""Discriminators that know what they look at: an eye, a nose, a mouth, a whole face.

A patch discriminator asks the same of every place, so it learns slowest what matters most: a nose
covers 2% of a picture, and what is wrong with it is no texture. A network for each part, over all
of the part at once, tells made noses from photos' within some hundred steps (component
discriminators: Wang et al., "Towards Real-World Blind Face Restoration with Generative Facial
Prior", CVPR 2021, section 3.3).
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from .blocks import SLOPE

SIDE = 64
"""Side of what a network sees, in pixels."""

JITTER = 4
"""Pixels that a part may be off its place, so that the place itself gives nothing away."""

# For each of the parts, in their order: the network that looks at it, how many canvas pixels one of
# its pixels covers, and whether it sees the part in a mirror.
_LOOKS = (
    ("eye", 1, False),
    ("eye", 1, True),
    ("nose", 1, False),
    ("mouth", 1, False),
    ("face", 2, False),
)


class PartDiscriminator(nn.Module):
    """One score for a whole part."""

    def __init__(self, width: int) -> None:
        super().__init__()
        sizes = (3, width, 2 * width, 4 * width, 8 * width)
        layers: list[nn.Module] = []
        for inputs, outputs in pairwise(sizes):
            layers += [spectral_norm(nn.Conv2d(inputs, outputs, 4, 2, 1)), nn.LeakyReLU(SLOPE)]
        self.layers = nn.Sequential(*layers)
        places = (SIDE // 16) ** 2
        self.score = spectral_norm(nn.Linear(sizes[-1] * places, 1))

    def forward(self, x: Tensor) -> Tensor:
        """``[B, 3, 64, 64]`` to ``[B, 1]``."""
        return self.score(self.layers(x).flatten(1))


class PartDiscriminators(nn.Module):
    """A network for each of :data:`facepencil_train.data.parts.PARTS`; both eyes share one.

    Parameters
    ----------
    width
        Channels of the first layer.
    """

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        names = dict.fromkeys(name for name, _, _ in _LOOKS)
        self.networks = nn.ModuleDict({name: PartDiscriminator(width) for name in names})

    def forward(self, cuts: Tensor) -> list[Tensor]:
        """Scores ``[B, 1]`` of every part of :func:`cut_parts`."""
        return [self.networks[name](cuts[:, part]) for part, (name, _, _) in enumerate(_LOOKS)]


def cut_parts(rgb: Tensor, centres: Tensor) -> Tensor:
    """The parts of faces as the networks see them.

    Parameters
    ----------
    rgb
        ``[B, 3, 256, 256]``.
    centres
        ``[B, 5, 2]`` canvas pixels; each part is cut out up to ``JITTER`` pixels beside.

    Returns
    -------
    Tensor
        ``[B, 5, 3, 64, 64]`` with the second eye in a mirror and the face at half its size.
    """
    cuts = []
    for part, (_, scale, mirrored) in enumerate(_LOOKS):
        crops = _crop(rgb, centres[:, part], SIDE * scale)
        if mirrored:
            crops = crops.flip(3)
        cuts.append(F.avg_pool2d(crops, scale) if scale > 1 else crops)
    return torch.stack(cuts, dim=1)


def _crop(rgb: Tensor, centres: Tensor, side: int) -> Tensor:
    moved = centres + torch.randint(-JITTER, JITTER + 1, centres.shape)
    corners = (moved - side / 2).round().long().clamp(0, rgb.shape[-1] - side).tolist()
    return torch.stack(
        [image[:, y : y + side, x : x + side] for image, (x, y) in zip(rgb, corners, strict=True)]
    )
