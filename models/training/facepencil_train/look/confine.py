"""The ``confine`` command: looks that are of faces alone.

What wall a person stands at and what colour the hair has hang together with the face, so looks
learn these as well, and a drawn look may roughen a background and tint hair for which a colour was
asked. Here the looks of an exported model learn from that model itself: skin, and all features in
it, as with the look, the rest as with the mean look. Nothing else is changed, and no photo is
looked at.
"""

from __future__ import annotations

import argparse
import copy
import json
import shutil
from dataclasses import replace
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from ..data.batches import BatchSource
from ..data.store import RecordStore
from ..export.manifest import about_file
from ..export.onnx_graph import with_weights
from ..export.unfold import load_exported
from ..networks.blocks import looks_in
from ..networks.generator import DualGenerators, Made, MainGenerator
from ..networks.style import ASKED_SIZE
from ..prepare.style import REGIONS
from ..training.config import CONFIGS
from .basis import FILE
from .vector import MEAN_LOOK

_RATE = 1e-5
_WEIGHTS = {"skin": 1.0, "hair": 1.0, "background": 2.0, "clothing": 1.0}
"""Of a background's texture more is seen than its share of the difference."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``confine``."""
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument("--model", type=Path, required=True, help="exported model folder")
    parser.add_argument("--out", type=Path, required=True, help="folder for model and manifest")
    parser.add_argument("--version", required=True, help="semantic version of the weights")
    parser.add_argument("--steps", type=int, default=200, help="of eight sketches each (200)")
    parser.add_argument("--config", choices=sorted(CONFIGS), default="facepencil")


def run(args: argparse.Namespace) -> None:
    """Write the model with confined looks; nothing is written when it is stopped before."""
    sizes = CONFIGS[args.config].generator
    generators = DualGenerators(replace(sizes, dual=False, fine=0))
    try:
        manifest = json.loads((args.model / "manifest.json").read_text())
        graph = onnx.load(str(args.model / manifest["file"]))
        load_exported(generators, args.model, args.records)
    except (OSError, ValueError, KeyError) as error:
        raise SystemExit(f"confine: {args.model} is no exported model: {error}") from error
    generator = generators.main.eval()
    looks = looks_in(generator)
    if not all(look.weight.any() for look in looks.values()):
        raise SystemExit(f"confine: {args.model} knows no looks")
    source = BatchSource(RecordStore(args.records, "train"), 8, seed=CONFIGS[args.config].seed)
    confine_looks(generator, source, args.steps)
    weights = {f"{name}.weight": look.weight.detach().numpy() for name, look in looks.items()}
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / manifest["file"]
    path.write_bytes(with_weights(graph, weights).SerializeToString())
    if (args.model / FILE).is_file() and args.model.resolve() != args.out.resolve():
        shutil.copyfile(args.model / FILE, args.out / FILE)
    manifest |= {"version": args.version, **about_file(path)}
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def differences(made: Tensor, looking: Made, plain: Made) -> dict[str, Tensor]:
    """How far pictures are from what they learn from, region by region, mean of 0..2 over pixels.

    Parameters
    ----------
    made
        ``[B, 4, H, W]`` in -1..1.
    looking, plain
        Of the same sketches, with the same look and with the mean look. Skin, where either has it,
        is compared with the first, other regions with the second.
    """
    shares, of_plain = (of.region_logits.softmax(dim=1) for of in (looking, plain))
    skin = REGIONS.index("skin")
    face = torch.maximum(shares[:, skin], of_plain[:, skin])[:, None]
    from_plain = F.l1_loss(made, plain.image, reduction="none")
    found = {
        region: _mean(from_plain, of_plain[:, [index]] * (1 - face))
        for index, region in enumerate(REGIONS)
    }
    return found | {"skin": _mean(F.l1_loss(made, looking.image, reduction="none"), face)}


def confine_looks(generator: MainGenerator, source: BatchSource, steps: int) -> None:
    """Train the looks of a generator without a stage at 512 pixels; changes nothing else of it.

    Parameters
    ----------
    generator
        Evaluated; what it makes at the start is what it learns from.
    source
        Sketches whose looks are drawn by chance.
    steps
        The rate falls to nothing over so many.
    """
    teacher = copy.deepcopy(generator).requires_grad_(False)
    generator.requires_grad_(False)
    looks = nn.ModuleList(looks_in(generator).values()).requires_grad_(True)
    optimiser = torch.optim.Adam(looks.parameters(), _RATE, (0.9, 0.99), fused=True)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, steps)
    with tqdm(range(steps), unit="step", desc="confine looks") as progress:
        for step in progress:
            batch = source.batch(step)
            ink, style = batch.mixed(len(batch.target) // 2)
            mean = style.clone()
            mean[:, ASKED_SIZE:] = torch.from_numpy(MEAN_LOOK)
            with torch.no_grad():
                looking, plain = teacher.make(ink, style), teacher.make(ink, mean)
            found = differences(generator.make(ink, style).image, looking, plain)
            optimiser.zero_grad()
            torch.stack([_WEIGHTS[name] * value for name, value in found.items()]).sum().backward()
            optimiser.step()
            slower.step()
            progress.set_postfix({name: f"{float(v.detach()):.4f}" for name, v in found.items()})


def _mean(difference: Tensor, weights: Tensor) -> Tensor:
    weights = weights.expand_as(difference)
    return (difference * weights).sum() / weights.sum().clamp_min(1)
