"""Discriminators, shared by the three uses of the paper: (S_syn, x), (S_syn, G_a), (S_dfm, G_m)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from .blocks import SLOPE


def _conv(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Module:
    return spectral_norm(nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2))


class PatchDiscriminator(nn.Module):
    """One scale: tells photos of this ink from made pictures, patch by patch."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [
                _conv(4, width, 4, 2),
                _conv(width, 2 * width, 4, 2),
                _conv(2 * width, 4 * width, 4, 2),
                _conv(4 * width, 4 * width, 3),
            ]
        )
        self.score = _conv(4 * width, 1, 3)

    def forward(self, x: Tensor) -> tuple[Tensor, list[Tensor]]:
        """``[B, 4, H, W]`` (ink, RGB) to patch scores and the features of every layer."""
        features = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), SLOPE)
            features.append(x)
        return self.score(x), features


class MultiScaleDiscriminator(nn.Module):
    """Patch discriminators on the picture and on its half (pix2pixHD, Wang et al., CVPR 2018)."""

    def __init__(self, width: int = 24, scales: int = 2) -> None:
        super().__init__()
        self.scales = nn.ModuleList(PatchDiscriminator(width) for _ in range(scales))

    def forward(self, ink: Tensor, rgb: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """Ink ``[B, 1, H, W]`` and RGB ``[B, 3, H, W]`` to scores and features of all scales."""
        x = torch.cat([ink, rgb], dim=1)
        scores, features = [], []
        for index, scale in enumerate(self.scales):
            if index:
                x = F.avg_pool2d(x, 2)
            score, layers = scale(x)
            scores.append(score)
            features += layers
        return scores, features


class FeatureHeads(nn.Module):
    """Small heads on frozen face features (projected GANs, Sauer et al., NeurIPS 2021).

    A score sees eight by eight places of its layer: parts of a face that fit together.
    """

    def __init__(self, channels: Sequence[int], width: int = 128) -> None:
        super().__init__()
        self.heads = nn.ModuleList(_head(c, min(width, c // 2)) for c in channels)

    def forward(self, features: Sequence[Tensor]) -> list[Tensor]:
        """One map of scores for each feature map ``[B, C, h, w]``."""
        return [head(x) for head, x in zip(self.heads, features, strict=True)]


def _head(channels: int, width: int) -> nn.Sequential:
    return nn.Sequential(
        _conv(channels, width, 1),
        nn.LeakyReLU(SLOPE),
        _conv(width, width, 4, 2),
        nn.LeakyReLU(SLOPE),
        _conv(width, 1, 3),
    )
