"""The paper's main generator at its own size, as a yardstick.

A size reference built from the text of DeepFacePencil (Li et al., ACM Multimedia 2020) and of
pix2pixHD (Wang et al., CVPR 2018), whose global generator it extends: never trained, never
shipped, used by ``npm run bench`` alone.

What is given: SAP at full resolution with 13x13 convolutions, a pre-trained classifier of
distorted against edge-aligned sketches from which the attention is predicted, 48 base channels,
four downsamplings, nine residual blocks; in all about 106 M parameters and 441 GFLOP a face, of
which 84 GFLOP without the classifier.

Where that leaves room, and what is taken here: SAP and the classifier are as wide as the layer
after them (48); the attention is one more 13x13 convolution of what it reads; the classifier goes
on from the features of the sketch as drawn, and is seven layers deep because the total is met at
that depth. So 357 of the 441 GFLOP rest on a reading of the paper; the 84 without the classifier
are nearly all pix2pixHD, which is why times are compared with that variant.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn

from .sap import BRANCHES, pool_ink

WIDTH = 48
DOWNSAMPLINGS = 4
BLOCKS = 9
SAP_KERNEL = 13
CLASSIFIER_DEPTH = 7


def _layer(conv: nn.Module, outputs: int) -> nn.Sequential:
    """Convolution, instance norm, ReLU: the only kind of layer that pix2pixHD knows."""
    return nn.Sequential(conv, nn.InstanceNorm2d(outputs), nn.ReLU(inplace=True))


class PaperPooling(nn.Module):
    """SAP at full resolution.

    Parameters
    ----------
    channels
        Channels of every branch, of the classifier and of the result.
    classifier
        Whether the attention is predicted from the distortion classifier's features; else from
        the features of the sketch as drawn.
    """

    def __init__(self, channels: int, classifier: bool) -> None:
        super().__init__()
        pad = SAP_KERNEL // 2

        def conv(inputs: int, outputs: int) -> nn.Conv2d:
            return nn.Conv2d(inputs, outputs, SAP_KERNEL, padding=pad)

        self.branches = nn.ModuleList(conv(1, channels) for _ in BRANCHES)
        depth = CLASSIFIER_DEPTH if classifier else 0
        self.classifier = nn.Sequential(
            *(_layer(conv(channels, channels), channels) for _ in range(depth))
        )
        self.attention = conv(channels, len(BRANCHES))

    def forward(self, ink: Tensor) -> Tensor:
        """``[B, 1, H, W]`` to ``[B, channels, H, W]``."""
        features = [
            branch(pool_ink(ink, window))
            for branch, window in zip(self.branches, BRANCHES, strict=True)
        ]
        weights = self.attention(self.classifier(features[0])).softmax(dim=1)
        return sum(weights[:, i : i + 1] * feature for i, feature in enumerate(features))


class PaperResidual(nn.Module):
    """Two mirrored-border convolutions beside an identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()

        def conv() -> nn.Conv2d:
            return nn.Conv2d(channels, channels, 3, padding=1, padding_mode="reflect")

        self.body = nn.Sequential(
            _layer(conv(), channels), nn.Sequential(conv(), nn.InstanceNorm2d(channels))
        )

    def forward(self, x: Tensor) -> Tensor:
        """``[B, channels, H, W]`` to the same shape."""
        return x + self.body(x)


class PaperGenerator(nn.Module):
    """SAP, then 7x7, the downsamplings, the residual blocks, the upsamplings, 7x7.

    Parameters
    ----------
    classifier
        With the distortion classifier (441 GFLOP a face) or without it (84).
    width, blocks
        Base channels and residual blocks; smaller in tests alone.
    """

    def __init__(self, classifier: bool = True, width: int = WIDTH, blocks: int = BLOCKS) -> None:
        super().__init__()

        def wide(inputs: int, outputs: int) -> nn.Conv2d:
            return nn.Conv2d(inputs, outputs, 7, padding=3, padding_mode="reflect")

        widths = [width << step for step in range(DOWNSAMPLINGS + 1)]
        layers: list[nn.Module] = [PaperPooling(width, classifier)]
        layers.append(_layer(wide(width, width), width))
        for less, more in pairwise(widths):
            layers.append(_layer(nn.Conv2d(less, more, 3, stride=2, padding=1), more))
        layers += [PaperResidual(widths[-1]) for _ in range(blocks)]
        for more, less in pairwise(widths[::-1]):
            grow = nn.ConvTranspose2d(more, less, 3, stride=2, padding=1, output_padding=1)
            layers.append(_layer(grow, less))
        layers += [wide(width, 3), nn.Tanh()]
        self.layers = nn.Sequential(*layers)

    def forward(self, ink: Tensor) -> Tensor:
        """Ink ``[B, 1, 256, 256]`` in 0..1 to RGB ``[B, 3, 256, 256]`` in -1..1."""
        return self.layers(ink)


@torch.no_grad()
def randomise(generator: nn.Module, seed: int = 0) -> None:
    """Weights as GANs of that time start with: normal, deviation 0.02; the same at every call."""
    source = torch.Generator().manual_seed(seed)
    for parameter in generator.parameters():
        if parameter.dim() > 1:
            parameter.normal_(0, 0.02, generator=source)
        else:
            parameter.zero_()
