"""Sample sheets: sketch, face, deformed sketch, face, photo; two people a row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ..data.batches import Batch, collate
from ..data.sample import make_sample
from ..data.store import RecordStore
from ..networks.generator import DualGenerators
from ..sketch.stroke import CANVAS


def validation_batch(store: RecordStore, count: int, size: int = CANVAS, seed: int = 7) -> Batch:
    """The same few validation people every time, groups taken in turn."""
    by_group: dict[tuple, list[int]] = {}
    for index, entry in enumerate(store.entries):
        key = (str(entry.person.get("sex")), str(entry.person.get("group")))
        by_group.setdefault(key, []).append(index)
    queues = [by_group[key] for key in sorted(by_group)]
    chosen: list[int] = []
    turn = 0
    while len(chosen) < min(count, len(store)):
        queue = queues[turn % len(queues)]
        if turn // len(queues) < len(queue):
            chosen.append(queue[turn // len(queues)])
        turn += 1
    return collate(
        [
            make_sample(store.read(i), np.random.default_rng([seed, i]), plain=True, size=size)
            for i in chosen
        ]
    )


def _picture(ink: Tensor, size: int) -> np.ndarray:
    grey = ((1 - ink[0].numpy()) * 255).astype(np.uint8)
    grown = grey.repeat(size // grey.shape[0], axis=0).repeat(size // grey.shape[1], axis=1)
    return np.repeat(grown[..., None], 3, axis=2)


def _image(value: Tensor) -> np.ndarray:
    rgb = (value[:3].float().clamp(-1, 1).permute(1, 2, 0).numpy() + 1) * 127.5
    return rgb.round().astype(np.uint8)


@torch.no_grad()
def draw(generators: DualGenerators, batch: Batch, path: Path, columns: int = 2) -> None:
    """Draw a sheet of one batch, without training on it."""
    was_training = generators.training
    generators.eval()
    made = generators.run_main(batch.deformed_ink, batch.deformed_style).image
    # G_a has no part in a stage that is trained on top of a settled G_m.
    if generators.auxiliary_encoder is not None and not generators.config.fine:
        aligned = generators.run_auxiliary(batch.aligned_ink, batch.aligned_style).image
    else:
        aligned = generators.run_main(batch.aligned_ink, batch.aligned_style).image
    generators.train(was_training)
    cells = []
    for i in range(len(made)):
        size = made.shape[-1]
        row = [_picture(batch.aligned_ink[i], size), _image(aligned[i])]
        row += [_picture(batch.deformed_ink[i], size), _image(made[i]), _image(batch.target[i])]
        cells.append(np.concatenate(row, axis=1))
    while len(cells) % columns:
        cells.append(np.full_like(cells[0], 255))
    rows = [np.concatenate(cells[i : i + columns], axis=1) for i in range(0, len(cells), columns)]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.concatenate(rows, axis=0)).save(path)
