"""Weights as int8, and biases that make up for what all roundings of a channel have in common."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from ..data.batches import BatchSource
from ..networks.generator import MainGenerator
from .fold import fold_norms

SMALLEST_ROUNDED = 1024
"""Weights of fewer numbers stay float32: they take no room."""


def to_int8(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Codes and the scale of each output channel, which is the first axis.

    Parameters
    ----------
    weight
        float32 ``[O, ...]``.

    Returns
    -------
    tuple of ndarray or None
        int8 of the weight's shape, and float32 ``[O, 1, ...]`` that they are multiplied with; None
        where the weight stays as it is.
    """
    if weight.ndim < 2 or weight.size < SMALLEST_ROUNDED:
        return None
    scale = np.abs(weight).max(axis=tuple(range(1, weight.ndim)), keepdims=True) / 127
    scale[scale == 0] = 1
    codes = np.clip(np.round(weight / scale), -127, 127).astype(np.int8)
    return codes, scale.astype(np.float32)


@torch.no_grad()
def correct_biases(
    generator: MainGenerator, source: BatchSource, batches: int = 4
) -> MainGenerator:
    """A copy, norms folded, whose layers keep their mean outputs when their weights are rounded.

    Where an input is hardly ever nought, its weights' roundings add up to a constant. That is most
    of what rounding costs, and biases stay float32 (Nagel et al., ICCV 2019, section 4.2).

    Parameters
    ----------
    generator
        Left as it is.
    source
        Samples that mean inputs are taken from, edge-aligned and deformed.
    batches
        How many of its batches.
    """
    folded = fold_norms(generator)
    layers = [
        m for m in folded.modules() if isinstance(m, nn.Conv2d | nn.Linear) and m.bias is not None
    ]
    sums: dict[nn.Module, Tensor] = {}

    def look(layer: nn.Module, inputs: tuple[Tensor], _: Tensor) -> None:
        (x,) = inputs
        mean = x.mean(dim=(0, *range(2, x.ndim)))
        sums[layer] = sums.get(layer, 0) + mean

    hooks = [layer.register_forward_hook(look) for layer in layers]
    for index in range(batches):
        batch = source.batch(index)
        folded(batch.deformed_ink, batch.deformed_style)
        folded(batch.aligned_ink, batch.aligned_style)
    for hook in hooks:
        hook.remove()
    for layer, total in sums.items():
        layer.bias -= _moved(layer, total / (2 * batches))
    return folded


def _moved(layer: nn.Conv2d | nn.Linear, mean: Tensor) -> Tensor:
    """By how much rounding moves a layer's mean outputs, given those of its inputs."""
    rounded = to_int8(layer.weight.numpy())
    if rounded is None:
        return torch.zeros_like(layer.bias)
    codes, scale = rounded
    error = torch.from_numpy(codes * scale) - layer.weight
    error = error.flatten(2).sum(dim=2) if error.ndim > 2 else error
    groups = getattr(layer, "groups", 1)
    inputs = mean.view(groups, -1).repeat_interleave(len(error) // groups, dim=0)
    return (error * inputs).sum(dim=1)
