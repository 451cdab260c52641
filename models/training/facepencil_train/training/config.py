"""What a run is: the networks, the objective and the optimiser, by configuration name."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace

from ..networks.generator import GeneratorConfig

_ADVERSARIAL = ("patch", "heads", "parts", "identity_heads")


@dataclass(frozen=True)
class Weights:
    """Weights of the terms of the objective.

    Those of discriminators are small: at 1 their gradients are many times all others', and a
    generator that follows them fast is never told what stays wrong.
    """

    pixel: float = 10.0
    alpha: float = 5.0
    regions: float = 0.5
    perceptual: float = 2.0
    gfm: float = 1.0
    dfm: float = 4.0
    patch: float = 1.0
    heads: float = 0.15
    parts: float = 0.15
    distribution: float = 1.0
    identity: float = 2.0
    people: float = 4.0
    identity_heads: float = 0.1

    def scales(self, step: int, ramp: int) -> dict[str, float]:
        """What terms are multiplied with at a step; adversarial ones grow over ``ramp`` steps."""
        grown = min(1.0, step / max(1, ramp))
        # Pictures span 2 units, the weights are for 0..1.
        changed = {"pixel": self.pixel / 2, "alpha": self.alpha / 2}
        changed |= {name: getattr(self, name) * grown for name in _ADVERSARIAL}
        return asdict(self) | changed


_DISCRIMINATORS_FIRST = 300
_RATE_GOING_ON = 1e-5
_FINE_RATE_GOING_ON = 1e-4
_WEIGHTS_GOING_ON = {
    "perceptual": 4.0,
    "distribution": 2.0,
    "heads": 0.0,
    "parts": 0.0,
    "identity_heads": 0.0,
}


@dataclass(frozen=True)
class TrainConfig:
    """A whole run.

    ``stage`` is what learns: the ``whole`` up to 256 pixels, of that the ``look`` alone, or the
    ``fine`` stage on top. ``sketch`` is what G_m trains on: ``deformed`` or, for the paper's plain
    baseline, ``aligned``. ``aligned_share`` is the part of each batch that stays edge-aligned in
    the first case too: as a rarity, clean lines gave faces of their own kind. ``auxiliary_share``
    is the part of each batch that also goes through G_a. ``settled_rate`` is the generator's rate
    once its weights have seen ``settled_after`` samples: a generator that moves on faster than
    discriminators learn is never told what is wrong. In the first ``discriminators_first`` steps
    generators stand still. Where ``norms_hold``, the generators' norms keep their statistics.
    """

    name: str = "facepencil"
    generator: GeneratorConfig = field(default_factory=GeneratorConfig)
    weights: Weights = field(default_factory=Weights)
    sketch: str = "deformed"
    stage: str = "whole"
    aligned_share: float = 0.5
    auxiliary_share: float = 0.25
    batch: int = 8
    rate_generator: float = 3e-4
    settled_rate: float = 5e-5
    settled_after: int = 60_000
    rate_discriminator: float = 1e-3
    betas: tuple[float, float] = (0.5, 0.99)
    ema: float = 0.998
    adversarial_ramp: int = 300
    discriminators_first: int = 0
    norms_hold: bool = False
    balance: float = 1.0
    seed: int = 1

    def generator_rate(self, samples: int) -> float:
        """The generator's learning rate when its weights have seen so many samples."""
        settled = self.stage != "fine" and samples >= self.settled_after
        return self.settled_rate if settled else self.rate_generator

    def going_on(self, grown: bool) -> TrainConfig:
        """The same for a run that starts from an exported model.

        Such a model has neither discriminators nor G_a's own front. New ones teach nothing good:
        so discriminators learn alone first, and the body, which is settled, goes on without G_a.
        Its norms are folded, and stay so: what learns is what ships, not what it is with the
        statistics of a batch. A slow rate keeps it from swinging, and of the discriminators only
        those of patches teach it: without the others faces came nearer to their own photos.
        ``grown`` says that it has the stage at 512 pixels, which then goes on likewise; one that is
        put on it anew learns from nothing, as in any new run.
        """
        alike = {"discriminators_first": _DISCRIMINATORS_FIRST, "norms_hold": True}
        if self.stage == "fine":
            return replace(self, rate_generator=_FINE_RATE_GOING_ON, **alike) if grown else self
        return replace(
            self,
            generator=replace(self.generator, dual=False),
            weights=replace(self.weights, **_WEIGHTS_GOING_ON),
            settled_rate=_RATE_GOING_ON,
            **alike,
        )

    def to_json(self) -> dict:
        """Plain data for a checkpoint."""
        return asdict(self)


_FINE_WEIGHTS = Weights(
    perceptual=6.0, dfm=1.0, patch=0.1, heads=0.1, identity_heads=0.2, distribution=0.5
)
"""At 512 pixels discriminators start from nothing and have few samples to learn from: with the
weights of 256 they taught the stage to weave."""

_BASELINE = GeneratorConfig(sap=False, dual=False)

CONFIGS = {
    "facepencil": TrainConfig(),
    "facepencil_512": TrainConfig(
        name="facepencil_512",
        generator=GeneratorConfig(fine=12),
        weights=_FINE_WEIGHTS,
        stage="fine",
    ),
    "facepencil_look": TrainConfig(name="facepencil_look", stage="look"),
    "baseline": TrainConfig(name="baseline", generator=_BASELINE, sketch="aligned"),
    "baseline_deform": TrainConfig(name="baseline_deform", generator=_BASELINE),
}
"""``baseline`` and ``baseline_deform`` are the ablations of the paper's section 4.3."""


def load_config(data: dict) -> TrainConfig:
    """The inverse of :meth:`TrainConfig.to_json`."""
    generator = {k: tuple(v) if isinstance(v, list) else v for k, v in data["generator"].items()}
    return replace(
        TrainConfig(),
        **{k: v for k, v in data.items() if k not in ("generator", "weights", "betas")},
        generator=GeneratorConfig(**generator),
        weights=Weights(**data["weights"]),
        betas=tuple(data["betas"]),
    )
