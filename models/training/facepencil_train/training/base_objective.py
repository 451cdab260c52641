"""What the objectives of both stages share: who learns, who looks at faces, how updates go."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor, nn

from ..data.batches import Batch
from ..losses.mobilenet import FaceMobileNet
from ..networks.generator import DualGenerators
from .config import TrainConfig
from .distributed import average_gradients
from .face_taps import FACE_INPUT, FACE_TAPS
from .likeness import Likeness
from .networks import Networks
from .precision import Precision


class BaseObjective(ABC):
    """The losses of a run and how a step applies them.

    Parameters
    ----------
    config
        The run.
    networks
        What is trained.
    face_models
        Folder of the frozen face networks; see :class:`FaceMobileNet` and :class:`Likeness`.
    precision
        Autocast choice.
    averaged
        The slow average of the generators. It is what ships, so it is what discriminators learn to
        tell from photos. Shown the generator's own pictures they learn its quirks of the moment,
        which it drops within some hundred steps, and see nothing else.
    """

    def __init__(
        self,
        config: TrainConfig,
        networks: Networks,
        face_models: Path,
        precision: Precision,
        averaged: DualGenerators,
    ) -> None:
        self.config, self.networks, self.precision = config, networks, precision
        self.averaged = averaged
        self.learner = self._learner()
        if config.norms_hold:
            for module in networks.generators.modules():
                if isinstance(module, nn.BatchNorm2d):
                    module.eval()
        self.face = FaceMobileNet(face_models, FACE_INPUT).to(memory_format=torch.channels_last)
        self.likeness = Likeness(face_models)
        self.memory = self.likeness.memories
        rates = config.rate_generator, config.rate_discriminator
        groups = self.learner, networks.discriminators()
        self.generator_optimiser, self.discriminator_optimiser = (
            torch.optim.Adam(group.parameters(), rate, config.betas, fused=True)
            for rate, group in zip(rates, groups, strict=True)
        )

    @abstractmethod
    def _learner(self) -> nn.Module:
        """The part of the generators that learns."""

    @abstractmethod
    def _step(self, batch: Batch, step: int) -> dict[str, float]: ...

    def step(self, batch: Batch, step: int) -> dict[str, float]:
        """Train on one batch; returns the scalars for the log."""
        with self.precision.autocast():
            return self._step(batch, step)

    def _face_features(self, rgb: Tensor) -> list[Tensor]:
        return self.face(rgb * 0.5 + 0.5, FACE_TAPS)

    def _update_generators(self, sums: dict[str, Tensor], step: int) -> dict[str, float]:
        """One step along the weighted sum; returns the scalars for the log."""
        since = step - self.config.discriminators_first
        scale = self.config.weights.scales(since, self.config.adversarial_ramp)
        total = torch.stack([scale[name] * value for name, value in sums.items()]).sum()
        _descend(total, self.learner, self.generator_optimiser)
        return scalars(sums | {"total": total})

    def _update_discriminators(self, loss: Tensor) -> None:
        """One step of all of them."""
        _descend(loss, self.networks.discriminators(), self.discriminator_optimiser)

    @contextmanager
    def _discriminators_held(self) -> Iterator[None]:
        """Gradients pass the discriminators and leave none there."""
        discriminators = self.networks.discriminators()
        discriminators.requires_grad_(False)
        try:
            yield
        finally:
            discriminators.requires_grad_(True)


def scalars(values: dict[str, Tensor]) -> dict[str, float]:
    """Numbers for the log."""
    return {name: float(value.detach()) for name, value in values.items()}


def _descend(loss: Tensor, module: nn.Module, optimiser: torch.optim.Optimizer) -> None:
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    average_gradients(module.parameters())
    optimiser.step()
