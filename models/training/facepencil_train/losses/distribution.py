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


class FaceMemory(nn.Module):
    """The features of the latest photos and made faces, against which new made ones are placed.

    A batch is far too small to tell a distribution; a generator changes slowly enough that what
    it made some steps ago still stands for what it makes.

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

    def forward(self, made: Sequence[Tensor], real: Sequence[Tensor], step: int) -> Tensor:
        """Distance of the made faces from where the photos' distribution has their ranks.

        Parameters
        ----------
        made, real
            Features of a batch of faces and of photos, a layer each ``[B, C]``.
        step
            Seeds the directions.

        Returns
        -------
        Tensor
            Mean squared distance in units of the photos' deviation along a direction; nought
            until enough faces are remembered. Both batches are remembered afterwards.
        """
        faces, photos = torch.cat(list(made), dim=1), torch.cat(list(real), dim=1)
        known = min(int(self.count), self.size)
        loss = faces.new_zeros(())
        if known >= _LEAST:
            generator = torch.Generator().manual_seed(step)
            parts = zip(
                faces.split(self.channels, dim=1),
                self.made[:known].split(self.channels, dim=1),
                self.real[:known].split(self.channels, dim=1),
                strict=True,
            )
            for new, old, wanted in parts:
                axes = torch.randn(new.shape[1], self.directions, generator=generator)
                axes = axes / axes.norm(dim=0)
                loss = loss + _sliced(new @ axes, old @ axes, wanted @ axes)
            loss = loss / len(self.channels)
        self._remember(faces.detach(), photos)
        return loss

    @torch.no_grad()
    def _remember(self, made: Tensor, real: Tensor) -> None:
        count = min(len(made), len(real), self.size)
        places = (int(self.count) + torch.arange(count)) % self.size
        self.made[places], self.real[places] = made[:count], real[:count]
        self.count += count


def _sliced(new: Tensor, old: Tensor, wanted: Tensor) -> Tensor:
    """``[B, K]`` new and ``[N, K]`` old made values, ``[N, K]`` real ones, a direction a column."""
    with torch.no_grad():
        ordered = old.t().contiguous().sort(dim=1).values
        ranks = torch.searchsorted(ordered, new.t().contiguous()).clamp_max(len(old) - 1)
        target = wanted.sort(dim=0).values.gather(0, ranks.t())
        deviation = wanted.std(dim=0).clamp_min(1e-4)
    return (((new - target) / deviation) ** 2).mean()
