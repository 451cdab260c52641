"""Which numbers of a photo are its look."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..networks.style import ASKED_SIZE, LOOK_SIZE
from .features import BLOCKS

FILE = "look.npz"
"""Beside an exported model: the basis of the looks that it knows."""

LEAST_PEOPLE = 1000
"""With fewer, components are those of these people and not of people."""

_WHO_COMPONENTS = LOOK_SIZE // 2
_PREDICTORS = 60
_RIDGE = 0.02
_RIDGE_REST = 1e-3
_LEAST_DEVIATION = 1e-3


@dataclass(frozen=True)
class People:
    """What was seen of people, a row each.

    ``photos`` and ``made`` ``[N, columns]``: features of their photos, and of what a settled
    generator makes of their edge-aligned sketches; ``asked`` ``[N, ASKED_SIZE]`` the styles it
    was asked for.
    """

    photos: Tensor
    made: Tensor
    asked: Tensor

    def given(self) -> Tensor:
        """All of it and a one, ``[N, 2 columns + ASKED_SIZE + 1]``."""
        one = self.asked.new_ones(len(self.asked), 1)
        return torch.cat([self.photos, self.made, self.asked, one], dim=1)


@dataclass(frozen=True)
class LookBasis:
    """A linear map from what is given of people to their looks, ``[given, LOOK_SIZE]``."""

    matrix: Tensor

    def looks(self, people: People) -> np.ndarray:
        """Looks in deviations, float32 ``[N, LOOK_SIZE]``."""
        return (people.given() @ self.matrix).numpy()

    def save(self, path: Path) -> None:
        """Write the basis, at half precision: it changes looks by less than a hundredth."""
        np.savez_compressed(path, matrix=self.matrix.half().numpy())

    @staticmethod
    def load(path: Path) -> LookBasis:
        """Read what :meth:`save` wrote.

        Raises
        ------
        ValueError
            If it is of other features.
        """
        with np.load(path) as file:
            matrix = torch.from_numpy(file["matrix"].astype(np.float32))
        rows = 2 * sum(columns for columns, _ in BLOCKS.values()) + ASKED_SIZE + 1
        if matrix.shape != (rows, LOOK_SIZE):
            raise ValueError(f"{path} is of other features: {tuple(matrix.shape)}")
        return LookBasis(matrix)


def fit_basis(people: People) -> LookBasis:
    """The basis of the looks of many people.

    What a linear regression on what the generator made, and on the style that it was asked for, can
    say of the photos' features is no part of the look: the rest does not hang together with the
    sketch, as a look that is drawn by chance must not. Half of the look are the principal
    components of what is left of who people are, the other half those of what is left of eyes and
    close-ups once the first are known. All have the mean 0 and the deviation 1.

    Raises
    ------
    ValueError
        For fewer than :data:`LEAST_PEOPLE`.
    """
    count = len(people.photos)
    if count < LEAST_PEOPLE:
        raise ValueError(f"the looks of {count} people are too few, {LEAST_PEOPLE} are needed")
    fit = _Fit(people)
    starts = np.cumsum([0] + [columns for columns, _ in BLOCKS.values()])
    (who, *rest), (_, *weights) = (
        [fit.left(slice(a, b)) for a, b in pairwise(starts)],
        [weight for _, weight in BLOCKS.values()],
    )
    first = fit.components(who, _WHO_COMPONENTS)
    others = torch.cat([w * of for of, w in zip(rest, weights, strict=True)], dim=1)
    others = others - first @ fit.regress(first, others, _RIDGE_REST)
    second = fit.components(others, LOOK_SIZE - _WHO_COMPONENTS)
    return LookBasis(torch.cat([first, second], dim=1).float())


class _Fit:
    """Quantities are columns of coefficients for what is given, so all steps make one matrix."""

    def __init__(self, people: People) -> None:
        self.given = people.given().double()
        self.columns = people.photos.shape[1]
        self.unit = torch.eye(self.given.shape[1], dtype=torch.float64)
        self.who = slice(0, next(iter(BLOCKS.values()))[0])

    def left(self, block: slice) -> Tensor:
        """What of a block of the photos' features the made face and the style do not say."""
        photos = self._scaled(self.unit[:, block])
        made = slice(self.columns + block.start, self.columns + block.stop)
        who = slice(self.columns + self.who.start, self.columns + self.who.stop)
        asked = self.unit[:, 2 * self.columns : -1]
        predictors = torch.cat(
            [
                self.components(self.unit[:, made], _PREDICTORS),
                self.components(self.unit[:, who], _PREDICTORS),
                self._centred(asked) / (self._values(asked).std(dim=0) + 1e-3),
                self.unit[:, -1:],
            ],
            dim=1,
        )
        return photos - predictors @ self.regress(predictors, photos, _RIDGE)

    def regress(self, of: Tensor, wanted: Tensor, ridge: float) -> Tensor:
        """Weights that make some quantities of others, by least squares with a ridge."""
        x, y = self._values(of), self._values(wanted)
        return torch.linalg.solve(x.T @ x + ridge * len(x) * torch.eye(x.shape[1]).to(x), x.T @ y)

    def components(self, of: Tensor, count: int) -> Tensor:
        """Principal components, of mean 0 and deviation 1."""
        centred = self._centred(of)
        _, deviations, axes = torch.linalg.svd(self._values(centred), full_matrices=False)
        # What hardly varies is a sum of roundings, and is not to be blown up.
        deviations = deviations.clamp_min(_LEAST_DEVIATION * deviations[0])
        return centred @ axes[:count].T / (deviations[:count] / len(self.given) ** 0.5)

    def _values(self, of: Tensor) -> Tensor:
        return self.given @ of

    def _centred(self, of: Tensor) -> Tensor:
        return of - self.unit[:, -1:] * self._values(of).mean(dim=0)

    def _scaled(self, of: Tensor) -> Tensor:
        centred = self._centred(of)
        return centred / self._values(centred).square().mean().sqrt()
