"""The objective of the doubling to 512 pixels, on top of a generator that is settled at 256.

Only the fine stage learns: no gradient passes the body, which is most of the cost, so a sample
takes a fraction of what it takes below. What is to be sharp is looked at in one crop of each
picture, of the size of the face network's input, so that it sees each pixel as it is. Who faces are
is looked at in whole pictures, and what many have in common in close-ups and eyes: sharpness alone
draws all faces towards one.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.nn.utils.parametrize import cached

from ..data.batches import Batch
from ..data.parts import PARTS
from ..losses import terms
from ..networks.fine import FineStage
from ..networks.generator import Coarse
from .base_objective import BaseObjective, scalars
from .face_taps import FACE_INPUT, perceptual
from .face_views import View, seen
from .likeness import kinds_of

CROP = FACE_INPUT

_AT_PART = 0.6
"""Share of the crops that lie at an eye, the nose or the mouth: there is what faces are judged by,
on a tenth of the picture."""

_BESIDE = 48
"""Pixels that such a crop may lie beside, in each direction."""

_BEYOND = CROP // 3
"""Pixels that the other crops are drawn to lie beyond the picture's edges, and are then moved
inside: at random inside alone, one in three hundred would have an edge, where padding begins."""


_VIEWS = (View.CLOSE, View.EYES)
"""Whole pictures show the face network nothing of what is added here."""


@dataclass
class _Crops:
    """The same places of a batch: ink, made RGB and alpha, photos, what discriminators see."""

    lines: Tensor
    made: Tensor
    photo: Tensor
    shown: Tensor


class FineObjective(BaseObjective):
    """For configurations whose stage is ``fine``.

    Raises
    ------
    ValueError
        If the generator has no fine stage.
    """

    def _learner(self) -> FineStage:
        fine = self.networks.generators.main.body.fine
        if fine is None:
            raise ValueError(
                f"configuration {self.config.name} has no stage at 512 pixels to train"
            )
        self.networks.generators.eval().requires_grad_(False)
        return fine.train().requires_grad_(True)

    def _step(self, batch: Batch, step: int) -> dict[str, float]:
        # Half edge-aligned: where lines and photo agree, sharpness can be learned pixel by pixel.
        first = len(batch.aligned_ink) - len(batch.aligned_ink) // 2
        ink, style = batch.mixed(first)
        main = self.networks.generators.main
        with torch.no_grad():
            coarse = main.body.coarse(*main.encoder(ink, style), style)
            # The average's alone: closeness to the photo, which weighs most here, holds the stage.
            shown = _picture(self.averaged.main.body.fine, coarse)[:, :3]
        made = _picture(self.learner, coarse)
        places = self._crop_places(step, batch)
        target = _crop(batch.target, places)
        crops = _Crops(
            lines=_crop(F.interpolate(ink, scale_factor=2.0, mode="nearest"), places),
            made=_crop(made, places),
            photo=target[:, :3],
            shown=_crop(shown, places),
        )
        identity, of_photo, of_shown = (
            self._identity(rgb, batch.parts) for rgb in (made[:, :3], batch.target[:, :3], shown)
        )
        face = self._face_features(crops.made[:, :3])
        with torch.no_grad():
            real_face = self._face_features(crops.photo)
            shown_face = self._face_features(crops.shown)
        # Weights hold still within an update: one power iteration of their norms serves all passes.
        with cached():
            told, real_layers = self._teach_discriminators(
                crops, (real_face, shown_face), (of_photo, of_shown)
            )
        kinds = kinds_of(first, batch.simple)
        sums = self.likeness.terms((identity, of_shown, of_photo), kinds, step)
        view = _VIEWS[step % len(_VIEWS)]
        close = self._face_features(_looked_at(view, made, batch.parts))
        with torch.no_grad():
            others = [
                self._face_features(_looked_at(view, of, batch.parts))
                for of in (shown, batch.target)
            ]
        sums["distribution"] = self.likeness.distribution((close, *others), view, kinds, step)
        sums["pixel"] = F.l1_loss(crops.made[:, :3], crops.photo)
        sums["alpha"] = F.l1_loss(crops.made[:, 3], target[:, 3])
        sums["perceptual"] = perceptual(face, real_face)
        if step < self.config.discriminators_first:
            return scalars(sums) | told
        with cached(), self._discriminators_held():
            sums |= self._adversarial_terms(crops, face, identity, real_layers)
        return self._update_generators(sums, step) | told

    def _adversarial_terms(
        self, crops: _Crops, face: list[Tensor], identity: list[Tensor], real_layers: list[Tensor]
    ) -> dict[str, Tensor]:
        networks = self.networks
        scores, layers = networks.patch(crops.lines, crops.made[:, :3])
        return {
            "patch": terms.hinge_generator(scores),
            "dfm": terms.discriminator_feature_matching(layers, real_layers),
            "heads": terms.hinge_generator(networks.heads[View.WHOLE](face[1:])),
            "identity_heads": terms.hinge_generator(networks.identity_heads(identity)),
        }

    def _identity(self, rgb: Tensor, centres: Tensor) -> list[Tensor]:
        return self.likeness.identity.features(F.avg_pool2d(rgb, 2), centres)

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

    def _teach_discriminators(
        self,
        crops: _Crops,
        faces: tuple[list[Tensor], list[Tensor]],
        identities: tuple[list[Tensor], list[Tensor]],
    ) -> tuple[dict[str, float], list[Tensor]]:
        """On photos and on what the average makes; as :class:`.objective.Objective` does."""
        networks = self.networks
        real_scores, real_layers = networks.patch(crops.lines, crops.photo)
        made_scores, _ = networks.patch(crops.lines, crops.shown)
        heads, identity = (
            [torch.cat(pair) for pair in zip(*of, strict=True)] for of in (faces, identities)
        )
        of_identities = terms.hinge_halves(networks.identity_heads(identity))
        loss = terms.hinge_real(real_scores) + terms.hinge_made(made_scores)
        loss = loss + 0.5 * (
            terms.hinge_halves(networks.heads[View.WHOLE](heads[1:])) + of_identities
        )
        self._update_discriminators(loss)
        told = {
            "discriminator": loss,
            "discriminator_identities": of_identities,
            "real": torch.stack([s.mean() for s in real_scores]).mean(),
        }
        return scalars(told), [f.detach() for f in real_layers]


def _picture(stage: FineStage, coarse: Coarse) -> Tensor:
    """``[B, 4, 512, 512]`` in -1..1."""
    return torch.tanh(stage(coarse.features, coarse.before_tanh, coarse.code))


def _looked_at(view: View, image: Tensor, centres: Tensor) -> Tensor:
    """A view of pictures ``[B, 3 or 4, 512, 512]``; ``centres`` in pixels at half their size."""
    rgb = image[:, :3]
    if view == View.EYES:
        return seen(view, rgb, 2 * centres)
    # A close-up is smaller than the picture is there: averaged first, no pixel is skipped.
    return seen(view, F.avg_pool2d(rgb, 2), centres)


def _crop(images: Tensor, places: list[tuple[int, int]]) -> Tensor:
    crops = [i[:, y : y + CROP, x : x + CROP] for i, (x, y) in zip(images, places, strict=True)]
    return torch.stack(crops)
