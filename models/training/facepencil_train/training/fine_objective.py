"""The objective of the doubling to 512 pixels, on top of a generator that is settled at 256.

Only the fine stage learns: no gradient passes the body, which is most of the cost, so a sample
takes a fraction of what it takes below. The losses look at one crop of each picture at full
sharpness, of the size of the face network's input, so that it sees each pixel as it is; the stage
runs on a window around it.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrize import cached

from ..data.batches import Batch
from ..data.parts import PARTS
from ..losses import terms
from ..losses.mobilenet import FaceMobileNet
from .config import TrainConfig
from .distributed import average_gradients
from .face_taps import FACE_INPUT, FACE_TAPS, perceptual
from .networks import Networks
from .precision import Precision

CROP = FACE_INPUT

_AT_PART = 0.6
"""Share of the crops that lie at an eye, the nose or the mouth: there is what faces are judged by,
on a tenth of the picture."""

_BESIDE = 48
"""Pixels that such a crop may lie beside, in each direction."""

_BEYOND = CROP // 3
"""Pixels that the other crops are drawn to lie beyond the picture's edges, and are then moved
inside: at random inside alone, one in three hundred would have an edge, where padding begins."""

_MARGIN = 20
"""Pixels around a crop that the stage's window has at least, except at the picture's edges: as far
as the stage sees (a convolution and a filter at 128 pixels, growing, two and three at 256)."""

WINDOW = CROP + 2 * _MARGIN + 4
"""Side of that window: a multiple of four, which is a feature's width, as is where it begins. The
crop within begins anywhere, so that no loss sees the pixel shuffle's phases at fixed places."""


class FineObjective:
    """As :class:`.objective.Objective`, for configurations whose stage is ``fine``.

    Raises
    ------
    ValueError
        If the generator has no fine stage.
    """

    def __init__(
        self, config: TrainConfig, networks: Networks, face_models: Path, precision: Precision
    ) -> None:
        fine = networks.generators.main.body.fine
        if fine is None:
            raise ValueError(f"configuration {config.name} has no stage at 512 pixels to train")
        self.config, self.networks, self.precision, self.fine = config, networks, precision, fine
        networks.generators.eval().requires_grad_(False)
        fine.train().requires_grad_(True)
        self.face = FaceMobileNet(face_models, FACE_INPUT).to(memory_format=torch.channels_last)
        self.memory = nn.Identity()  # Who a face could be was settled at 256 pixels.
        self.generator_optimiser = torch.optim.Adam(
            fine.parameters(), config.rate_generator, config.betas, fused=True
        )
        self.discriminator_optimiser = torch.optim.Adam(
            networks.discriminators().parameters(),
            config.rate_discriminator,
            config.betas,
            fused=True,
        )

    def make(self, ink: Tensor, style: Tensor, places: list[tuple[int, int]]) -> Tensor:
        """Crops of the pictures at 512 pixels.

        Parameters
        ----------
        ink, style
            ``[B, 1, 256, 256]`` and ``[B, 15]``.
        places
            Left and upper edge of each crop in pixels.

        Returns
        -------
        Tensor
            ``[B, 4, CROP, CROP]`` in -1..1: the same pixels as those of the whole pictures.
        """
        main = self.networks.generators.main
        with torch.no_grad():
            coarse = main.body.coarse(*main.encoder(ink, style), style)
        most = 2 * coarse.before_tanh.shape[-1] - WINDOW
        corners = [tuple(min(max(0, v - _MARGIN) // 4 * 4, most) for v in p) for p in places]
        noise = self.fine.noise.expand(len(ink), -1, -1, -1)
        image = self.fine(
            _windows(coarse.features, corners, 4),
            _windows(coarse.before_tanh, corners, 2),
            coarse.code,
            _windows(noise, corners, 2),
        )
        within = [(x - u, y - v) for (x, y), (u, v) in zip(places, corners, strict=True)]
        return torch.tanh(_crop(image, within))

    def step(self, batch: Batch, step: int) -> dict[str, float]:
        """Train on one batch; returns the scalars for the log."""
        with self.precision.autocast():
            return self._step(batch, step)

    def _step(self, batch: Batch, step: int) -> dict[str, float]:
        weights, networks = self.config.weights, self.networks
        # Half edge-aligned: where lines and photo agree, sharpness can be learned pixel by pixel.
        half = len(batch.aligned_ink) // 2
        ink = torch.cat([batch.aligned_ink[:half], batch.deformed_ink[half:]])
        style = torch.cat([batch.aligned_style[:half], batch.deformed_style[half:]])
        places = self._crop_places(step, batch)
        made = self.make(ink, style, places)
        target = _crop(batch.target, places)
        lines = _crop(F.interpolate(ink, scale_factor=2.0, mode="nearest"), places)
        photo = target[:, :3]
        face = self.face(made[:, :3] * 0.5 + 0.5, FACE_TAPS)
        with torch.no_grad():
            real_face = self.face(photo * 0.5 + 0.5, FACE_TAPS)
        # Weights hold still within an update: one power iteration of their norms serves all passes.
        with cached():
            loss_d, chance, real_layers = self._update_discriminators(
                lines, photo, made[:, :3].detach(), real_face, face
            )
        for module in (networks.patch, networks.heads):
            module.requires_grad_(False)
        scores, layers = networks.patch(lines, made[:, :3])
        ramp = min(1.0, step / max(1, self.config.adversarial_ramp))
        sums = {
            "pixel": (weights.pixel / 2, F.l1_loss(made[:, :3], photo)),
            "alpha": (weights.alpha / 2, F.l1_loss(made[:, 3], target[:, 3])),
            "perceptual": (weights.perceptual, perceptual(face, real_face)),
            "dfm": (weights.dfm, terms.discriminator_feature_matching(layers, real_layers)),
            "patch": (weights.patch * ramp, terms.hinge_generator(scores)),
            "heads": (weights.heads * ramp, terms.hinge_generator(networks.heads(face[1:]))),
        }
        total = torch.stack([weight * value for weight, value in sums.values()]).sum()
        self.generator_optimiser.zero_grad(set_to_none=True)
        total.backward()
        for module in (networks.patch, networks.heads):
            module.requires_grad_(True)
        average_gradients(self.fine.parameters())
        self.generator_optimiser.step()
        scalars = {name: float(value.detach()) for name, (_, value) in sums.items()}
        return scalars | {"total": float(total.detach()), "discriminator": loss_d, "real": chance}

    def _crop_places(self, step: int, batch: Batch) -> list[tuple[int, int]]:
        """Corner of each picture's crop at a step; a function of seed and step, as samples are."""
        generator = torch.Generator().manual_seed(self.config.seed * 1_000_003 + step)
        most = batch.target.shape[-1] - CROP
        size = len(batch.target), 2
        corners = torch.randint(-_BEYOND, most + _BEYOND + 1, size, generator=generator)
        for index, centres in enumerate(batch.parts):
            if torch.rand((), generator=generator) < _AT_PART:
                part = int(torch.randint(len(PARTS) - 1, (), generator=generator))  # Not the face.
                beside = torch.randint(-_BESIDE, _BESIDE + 1, (2,), generator=generator)
                corners[index] = (2 * centres[part]).long() - CROP // 2 + beside
        return [(x, y) for x, y in corners.clamp(0, most).tolist()]

    def _update_discriminators(
        self,
        lines: Tensor,
        photo: Tensor,
        made: Tensor,
        real_face: list[Tensor],
        face: list[Tensor],
    ) -> tuple[float, float, list[Tensor]]:
        networks = self.networks
        real_scores, real_layers = networks.patch(lines, photo)
        made_scores, _ = networks.patch(lines, made)
        real_heads = networks.heads(real_face[1:])
        made_heads = networks.heads([f.detach() for f in face[1:]])
        loss = terms.hinge_real(real_scores) + terms.hinge_made(made_scores)
        loss = loss + 0.5 * (terms.hinge_real(real_heads) + terms.hinge_made(made_heads))
        self.discriminator_optimiser.zero_grad(set_to_none=True)
        loss.backward()
        for module in (networks.patch, networks.heads):
            average_gradients(module.parameters())
        self.discriminator_optimiser.step()
        chance = torch.stack([s.mean() for s in real_scores]).mean()
        return float(loss.detach()), float(chance.detach()), [f.detach() for f in real_layers]


def _crop(images: Tensor, places: list[tuple[int, int]], side: int = CROP) -> Tensor:
    crops = [i[:, y : y + side, x : x + side] for i, (x, y) in zip(images, places, strict=True)]
    return torch.stack(crops)


def _windows(images: Tensor, corners: list[tuple[int, int]], scale: int) -> Tensor:
    """Windows of pictures of 1 / ``scale`` of the size in whose pixels the corners are."""
    return _crop(images, [(x // scale, y // scale) for x, y in corners], WINDOW // scale)
