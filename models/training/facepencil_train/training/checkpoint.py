"""Checkpoints: whole state, written atomically, newest wins."""

from __future__ import annotations

from pathlib import Path

import torch

from .base_objective import BaseObjective
from .config import TrainConfig, load_config
from .ema import Ema
from .networks import Networks

KEPT = 2

FORMAT = 8
"""2: the memory of faces; heads of three convolutions; attention that leans. 3: discriminators of
parts. 4: memories of faces and of people for each kind of sketch, and of made parts. 5: heads
upon who faces are. 6: heads and memories for each view. 7: a view
of the eyes; memories of what the average makes. 8: the look."""


def save(
    folder: Path,
    step: int,
    samples: int,
    config: TrainConfig,
    networks: Networks,
    ema: Ema,
    objective: BaseObjective,
) -> Path:
    """Write ``checkpoint-<step>.pt`` and remove all but the newest few.

    ``samples`` counts what the weights have seen in all: over every process, and before this run
    by an exported model that it started from.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"checkpoint-{step:07d}.pt"
    state = {
        "format": FORMAT,
        "step": step,
        "samples": samples,
        "config": config.to_json(),
        "networks": [m.state_dict() for m in networks.modules()],
        "ema": ema.network.state_dict(),
        "optimisers": [
            objective.generator_optimiser.state_dict(),
            objective.discriminator_optimiser.state_dict(),
        ],
        "memory": objective.memory.state_dict(),
        "random": torch.get_rng_state(),
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)
    for old in sorted(folder.glob("checkpoint-*.pt"))[:-KEPT]:
        old.unlink()
    return path


def newest(folder: Path) -> Path | None:
    """The newest checkpoint of a run, or None."""
    found = sorted(folder.glob("checkpoint-*.pt")) if folder.is_dir() else []
    return found[-1] if found else None


def read(path: Path) -> dict:
    """A checkpoint's state; tensors only, no code is run.

    Raises
    ------
    ValueError
        If an older trainer wrote it.
    """
    state = torch.load(path, map_location="cpu", weights_only=True)
    if state["format"] != FORMAT:
        raise ValueError(
            f"{path} was written by an older trainer (format {state['format']}, now {FORMAT}): "
            "start a new run from an exported model with --init"
        )
    return state


def restore(state: dict, networks: Networks, ema: Ema, objective: BaseObjective) -> int:
    """Put a state back everywhere; returns its step."""
    for module, values in zip(networks.modules(), state["networks"], strict=True):
        module.load_state_dict(values)
    ema.network.load_state_dict(state["ema"])
    optimisers = objective.generator_optimiser, objective.discriminator_optimiser
    for optimiser, values in zip(optimisers, state["optimisers"], strict=True):
        optimiser.load_state_dict(values)
    objective.memory.load_state_dict(state["memory"])
    torch.set_rng_state(state["random"])
    return state["step"]


def config_of(state: dict) -> TrainConfig:
    """The configuration that a checkpoint was trained with."""
    return load_config(state["config"])
