"""The last doubling: 256 to 512 pixels, on top of a generator that is settled at 256."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .blocks import StyledConv

_IMAGE_CHANNELS = 4


class FineStage(nn.Module):
    """What the picture at 512 pixels adds to the doubled picture at 256.

    Starts as plain bilinear doubling, so nothing is lost when it is put on a trained generator.

    Parameters
    ----------
    inputs
        Channels of the generator's features at 128 pixels.
    channels
        Channels at 256 pixels.
    code
        Size of the style code.
    """

    def __init__(self, inputs: int, channels: int, code: int) -> None:
        super().__init__()
        self.shuffle = nn.PixelShuffle(2)
        self.to256 = StyledConv(inputs, 4 * channels, code)
        self.mix = StyledConv(channels + _IMAGE_CHANNELS, channels, code)
        self.to_rest = nn.Conv2d(channels, 4 * _IMAGE_CHANNELS, 3, padding=1)
        self.grow = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        nn.init.zeros_(self.to_rest.weight)
        nn.init.zeros_(self.to_rest.bias)

    def forward(self, features: Tensor, coarse: Tensor, code: Tensor) -> Tensor:
        """Features at 128 pixels and the picture at 256 to the picture at 512.

        Parameters
        ----------
        features
            ``[B, inputs, 128, 128]``.
        coarse
            ``[B, 4, 256, 256]``: RGB and alpha before the last tanh, as the result is.
        code
            ``[B, code]``.
        """
        x = self.shuffle(self.to256(features, code))
        x = self.mix(torch.cat([x, coarse], dim=1), code)
        return self.grow(coarse) + self.shuffle(self.to_rest(x))
