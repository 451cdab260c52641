"""The terms of the training objective (DeepFacePencil, section 3.4)."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F


def perceptual(made: Sequence[Tensor], real: Sequence[Tensor]) -> Tensor:
    """L1 between face features, each layer over the mean magnitude of the photo's.

    The paper compares VGG-19 features; a face network of a tenth of the cost serves here.
    """
    total = made[0].new_zeros(())
    for a, b in zip(made, real, strict=True):
        total = total + F.l1_loss(a, b) / b.abs().mean().clamp_min(1e-3)
    return total / len(made)


def generator_feature_matching(main: Sequence[Tensor], auxiliary: Sequence[Tensor]) -> Tensor:
    """L_GFM: G_m's shared features should be what G_a's are on the edge-aligned sketch.

    The G_a side is the teacher and gets no gradient.
    """
    total = main[0].new_zeros(())
    for a, b in zip(main, auxiliary, strict=True):
        total = total + F.l1_loss(a, b.detach()) / b.detach().abs().mean().clamp_min(1e-3)
    return total / len(main)


def weighted_l1(made: Tensor, real: Tensor, weights: Tensor | None = None) -> Tensor:
    """L1 of ``[B, C, H, W]``, places weighted as in :func:`weighted_mean`."""
    if weights is None:
        return F.l1_loss(made, real)
    return weighted_mean((made - real).abs(), weights)


def weighted_mean(values: Tensor, weights: Tensor | None = None) -> Tensor:
    """Mean of ``[B, C, H, W]`` where places count by ``weights``.

    ``weights`` ``[B, 1, h, w]`` have a mean of 1 and are averaged down to the size of the values;
    without them all places count alike.
    """
    if weights is None:
        return values.mean()
    if weights.shape[-2:] != values.shape[-2:]:
        weights = F.adaptive_avg_pool2d(weights, values.shape[-2:])
    return (values * weights).mean()


def discriminator_feature_matching(
    made: Sequence[Tensor], real: Sequence[Tensor], weights: Tensor | None = None
) -> Tensor:
    """L_DFM: L1 between the discriminator's features of the made picture and of the photo.

    ``weights`` here and below: see :func:`weighted_mean`.
    """
    total = made[0].new_zeros(())
    for a, b in zip(made, real, strict=True):
        total = total + weighted_l1(a, b.detach(), weights)
    return total / len(made)


def hinge_generator(scores: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
    """Adversarial loss of a generator over the scales of a discriminator."""
    return -torch.stack([weighted_mean(s, weights) for s in scores]).mean()


def hinge_real(scores: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
    """Hinge loss of a discriminator on photos."""
    return torch.stack([weighted_mean(F.relu(1 - s), weights) for s in scores]).mean()


def hinge_made(scores: Sequence[Tensor], weights: Tensor | None = None) -> Tensor:
    """Hinge loss of a discriminator on made pictures."""
    return torch.stack([weighted_mean(F.relu(1 + s), weights) for s in scores]).mean()


def hinge_halves(scores: Sequence[Tensor]) -> Tensor:
    """Hinge loss of a discriminator that saw as many made pictures after photos.

    In one pass: where pictures are small, each pass costs most by the norms' weights.
    """
    photos, made = zip(*(s.chunk(2) for s in scores), strict=True)
    return hinge_real(photos) + hinge_made(made)
