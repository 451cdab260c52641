"""Faces as varied as photos are: made and real face features should have one distribution.

A sketch does not say who it shows, and losses that compare with the one photo reward the face
between all that fit: every face turns out a little the same. Compared as sets, such faces give
themselves away by where they lie and how little they spread. The sets are compared along random
directions, where the optimal transport between them is a sort (sliced Wasserstein distance:
Bonneel et al. 2015, "Sliced and Radon Wasserstein Barycenters of Measures"; in a generator's
loss: Deshpande et al., CVPR 2018).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

_LEAST = 64
"""Faces remembered before their spread says anything."""

_FLOOR = 1e-3
"""Parts of the photos' variance that lie below this share of it count less the smaller they are."""


class FaceMemory(nn.Module):
    """Features of the latest photos and of what the average made of their sketches.

    A batch is far too small to tell a distribution. Ranked among what the generator itself made
    some hundred steps ago, all its faces would be pushed to make up for a shift that may be gone,
    and swing about; and faces that differ from one moment to the next would pass for varied ones.
    The slow average of its weights (:class:`~facepencil_train.training.ema.Ema`) is what ships, and
    hardly moves in that time. So it is the average's face of a sketch that is ranked, among the
    average's others. Where photos have that rank is where the generator's own face of that sketch
    should be: it is held there, and the average follows.

    Parameters
    ----------
    channels
        Channels of each layer of features.
    size
        Faces remembered of each kind.
    directions
        Random directions a layer and step.
    """

    def __init__(self, channels: Sequence[int], size: int = 512, directions: int = 128) -> None:
        super().__init__()
        self.channels, self.size, self.directions = tuple(channels), size, directions
        self.register_buffer("made", torch.zeros(size, sum(channels)))
        self.register_buffer("real", torch.zeros(size, sum(channels)))
        self.register_buffer("count", torch.zeros((), dtype=torch.long))

    def forward(
        self, made: Sequence[Tensor], averages: Sequence[Tensor], real: Sequence[Tensor], step: int
    ) -> Tensor:
        """Distance of the made faces from where the photos' distribution has the averages' ranks.

        Parameters
        ----------
        made, averages, real
            Features of a batch of faces, of what the average makes of the same sketches, and of
            photos, a layer each ``[B, C]``.
        step
            Seeds the directions.

        Returns
        -------
        Tensor
            Mean squared distance in units of the photos' deviation along a direction; nought
            until enough faces are remembered. The last two are remembered afterwards.
        """
        # Components that hardly vary are lost among the roundings of half precision.
        with torch.autocast(made[0].device.type, enabled=False):
            return self._compare(made, averages, real, step)

    def _compare(
        self, made: Sequence[Tensor], averages: Sequence[Tensor], real: Sequence[Tensor], step: int
    ) -> Tensor:
        faces, slow, photos = (
            torch.cat([layer.float() for layer in of], dim=1) for of in (made, averages, real)
        )
        known = min(int(self.count), self.size)
        loss = faces.new_zeros(())
        if known >= _LEAST:
            generator = torch.Generator().manual_seed(step)
            parts = zip(
                faces.split(self.channels, dim=1),
                slow.split(self.channels, dim=1),
                self.made[:known].split(self.channels, dim=1),
                self.real[:known].split(self.channels, dim=1),
                strict=True,
            )
            for new, ranked, old, wanted in parts:
                axes = _directions(wanted, self.directions, generator)
                loss = loss + _sliced(new @ axes, ranked @ axes, old @ axes, wanted @ axes)
            loss = loss / len(self.channels)
        self._remember(slow, photos)
        return loss

    @torch.no_grad()
    def _remember(self, made: Tensor, real: Tensor) -> None:
        count = min(len(made), len(real), self.size)
        places = (int(self.count) + torch.arange(count)) % self.size
        self.made[places], self.real[places] = made[:count], real[:count]
        self.count += count


def _directions(photos: Tensor, count: int, generator: torch.Generator) -> Tensor:
    """Random directions ``[C, count]``, half of them white: all principal components weigh alike.

    Along directions that are random in the features themselves a few components are nearly all
    that is seen: made faces then vary as photos do along these, and too little along all others.
    Along white ones alone these few count as little as any, and what all faces have too much or
    too little of goes unseen. So half of the directions are of either kind. For the white ones,
    with ``X`` the centred photos over the root of their number and ``z`` random numbers, these are
    ``X^T (X X^T + f)^-1 z``: a component of variance ``w`` makes a share ``(w / (w + f))^2`` of the
    variance along them, and the system is no larger than there are photos, whatever the features.
    """
    plain = torch.randn(photos.shape[1], count // 2, generator=generator)
    centred = (photos - photos.mean(dim=0)) / len(photos) ** 0.5
    gram = centred @ centred.t()
    floor = (_FLOOR * gram.diagonal().sum()).clamp_min(1e-12)
    system = torch.linalg.cholesky(gram + floor * torch.eye(len(gram)))
    white = centred.t() @ torch.cholesky_solve(
        torch.randn(len(gram), count - count // 2, generator=generator), system
    )
    axes = torch.cat([plain, white], dim=1)
    return axes / axes.norm(dim=0).clamp_min(1e-12)


def _sliced(new: Tensor, ranked: Tensor, old: Tensor, wanted: Tensor) -> Tensor:
    """New and ranked values ``[B, K]``, remembered ones ``[N, K]``, a direction a column."""
    with torch.no_grad():
        ordered = old.t().contiguous().sort(dim=1).values
        ranks = torch.searchsorted(ordered, ranked.t().contiguous()).clamp_max(len(old) - 1)
        target = wanted.sort(dim=0).values.gather(0, ranks.t())
        deviation = wanted.std(dim=0).clamp_min(1e-4)
    return (((new - target) / deviation) ** 2).mean()
