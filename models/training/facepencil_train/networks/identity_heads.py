"""Discriminators that see faces as a network sees them that tells people apart.

What is left between made faces and photos lies in who they are: a kind of nose, of eyes, of what
goes with what. Pixels and features that know ages show little of it. Upon the features of a network
that recognises people, within some hundred steps, a small head tells nearly all made faces that it
has never seen from photos (projected discriminators: Sauer et al., "Projected GANs Converge
Faster", NeurIPS 2021).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from .blocks import SLOPE

_LEAST_SIDE = 4


class IdentityHeads(nn.Module):
    """One score for a whole face upon each layer of features.

    Faces lie in one place in these features, so each place has weights of its own in the end.

    Parameters
    ----------
    layers
        Channels and side of each; see :data:`facepencil_train.losses.identity.LAYERS`.
    width
        Channels of a head.
    """

    def __init__(self, layers: Sequence[tuple[int, int]], width: int = 64) -> None:
        super().__init__()
        self.heads = nn.ModuleList(_head(*layer, width) for layer in layers)

    def forward(self, features: Sequence[Tensor]) -> list[Tensor]:
        """Scores ``[B, 1]`` of each layer ``[B, C, side, side]``."""
        return [head(_scaled(x)) for head, x in zip(self.heads, features, strict=True)]


def _head(channels: int, side: int, width: int) -> nn.Sequential:
    layers: list[nn.Module] = [spectral_norm(nn.Conv2d(channels, width, 1)), nn.LeakyReLU(SLOPE)]
    while side > _LEAST_SIDE:
        layers += [spectral_norm(nn.Conv2d(width, width, 4, 2, 1)), nn.LeakyReLU(SLOPE)]
        side //= 2
    return nn.Sequential(*layers, nn.Flatten(), spectral_norm(nn.Linear(width * side * side, 1)))


def _scaled(x: Tensor) -> Tensor:
    """Each face's features at a root mean square of 1: layers differ by a factor of twenty."""
    return x * torch.rsqrt(x.square().mean(dim=(1, 2, 3), keepdim=True) + 1e-6)
