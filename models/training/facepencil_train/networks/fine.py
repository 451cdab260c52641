"""The last doubling: 256 to 512 pixels, on top of a generator that is settled at 256."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .blocks import SLOPE, Film, conv_norm
from .style import Code

_IMAGE_CHANNELS = 4
_SIDE = 256
_NOISE_SEED = 512


class FineStage(nn.Module):
    """What the picture at 512 pixels adds to the doubled picture at 256.

    Starts as bilinear doubling of the picture without its comb, sharpened by what that blurs
    (:func:`_without_comb`), so next to nothing is lost when it is put on a trained generator.

    Pixel shuffles (Shi et al., CVPR 2016) leave patterns of their period in features and picture
    (Odena et al., "Deconvolution and checkerboard artifacts", Distill 2016), and what is to learn
    texture makes more of them. So this stage is blind to them: both inputs and what it adds go
    through filters that do not see the period of two pixels, and features grow by interpolation.
    Strands and pores, of which no sketch tells where they lie, can be drawn from one picture of
    noise instead (as in Karras et al., CVPR 2019, but the same for all faces, so that a sketch has
    one face).

    Parameters
    ----------
    inputs
        Channels of the generator's features at 128 pixels.
    channels
        Channels at 256 pixels.
    code
        Size of the style code.
    """

    noise: Tensor

    def __init__(self, inputs: int, channels: int, code: int) -> None:
        super().__init__()
        self.at128 = conv_norm(inputs, channels)
        self.grow = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        self.at256 = conv_norm(_IMAGE_CHANNELS + 1, channels)
        self.film = Film(code, channels)
        self.act = nn.LeakyReLU(SLOPE, inplace=True)
        self.detail = nn.Sequential(conv_norm(channels, channels), nn.LeakyReLU(SLOPE))
        self.to_rest = nn.Conv2d(channels, 4 * _IMAGE_CHANNELS, 3, padding=1)
        self.shuffle = nn.PixelShuffle(2)
        nn.init.zeros_(self.to_rest.weight)
        nn.init.zeros_(self.to_rest.bias)
        generator = torch.Generator().manual_seed(_NOISE_SEED)
        noise = torch.randn(1, 1, _SIDE, _SIDE, generator=generator).clamp(-3, 3)
        self.register_buffer("noise", noise)

    def forward(self, features: Tensor, coarse: Tensor, code: Code) -> Tensor:
        """Features at 128 pixels and the picture at 256 to the picture at 512.

        Parameters
        ----------
        features
            ``[B, inputs, 128, 128]``.
        coarse
            ``[B, 4, 256, 256]``: RGB and alpha before the last tanh, as the result is.
        code
            The style's.
        """
        coarse, sharp = _without_comb(coarse)
        noise = self.noise.expand(len(coarse), -1, -1, -1)
        grown = self.grow(_binomial(self.at128(features)))
        x = self.act(self.film(grown + self.at256(torch.cat([coarse, noise], dim=1)), code))
        rest = self.to_rest(self.detail(x)).unflatten(1, (_IMAGE_CHANNELS, 4))
        # A pixel four times over, smoothed, is the bilinear doubling: one filter serves both.
        return _binomial(self.shuffle((rest + sharp[:, :, None]).flatten(1, 2)))

    @torch.no_grad()
    def scale_detail(self, share: float) -> None:
        """Add only a share of what was learned to be added; 0 leaves the plain doubling."""
        self.to_rest.weight.mul_(share)
        self.to_rest.bias.mul_(share)


def _binomial(image: Tensor) -> Tensor:
    """Weights 1, 2, 1 in both directions, edges repeated, as two means of neighbours."""
    means = F.avg_pool2d(image, 2, stride=1, padding=1, count_include_pad=False)
    return F.avg_pool2d(means, 2, stride=1)


def _without_comb(image: Tensor) -> tuple[Tensor, Tensor]:
    """A picture without the period of two pixels: to be looked at, and to be doubled.

    Of the period of four the first keeps 75%. The second keeps all of it and raises what is
    somewhat coarser by up to an eighth: doubled bilinearly it is about as sharp as the picture was.
    """
    smooth = _binomial(image)
    smoother = _binomial(smooth)
    return 2 * smooth - smoother, 3 * smooth - 2 * smoother
