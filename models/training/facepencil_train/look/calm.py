"""The ``calm`` command: looks that are of faces alone.

What wall a person stands at and what colour the hair has hang together with the face, so looks
learn these as well, and a drawn look may roughen a background and tint hair for which a colour was
asked. Here the looks of an exported model learn from that model itself: skin, and all features in
it, as with the look, the rest as with the mean look. Nothing else is changed, and no photo is
looked at.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
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
from ..export.onnx_graph import with_weights
from ..export.unfold import load_exported
from ..networks.blocks import Film
from ..networks.generator import DualGenerators, Made, MainGenerator
from ..networks.style import ASKED_SIZE
from ..prepare.style import REGIONS
from ..training.config import CONFIGS
from .basis import FILE

_RATE = 1e-5
_WEIGHTS = {"skin": 1.0, "hair": 1.0, "background": 2.0, "clothing": 1.0}
"""Of a background's texture more is seen than its share of the difference."""

_MEAN = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``calm``."""
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument("--model", type=Path, required=True, help="exported model folder")
    parser.add_argument("--out", type=Path, required=True, help="folder for model and manifest")
    parser.add_argument("--version", required=True, help="semantic version of the weights")
    parser.add_argument("--steps", type=int, default=200, help="of eight sketches each (200)")
    parser.add_argument("--config", choices=sorted(CONFIGS), default="facepencil")


def run(args: argparse.Namespace) -> None:
    """Write the model with calm looks; nothing is written when it is stopped before."""
    sizes = CONFIGS[args.config].generator
    generators = DualGenerators(replace(sizes, dual=False, fine=0))
    try:
        manifest = json.loads((args.model / "manifest.json").read_text())
        graph = onnx.load(str(args.model / manifest["file"]))
        load_exported(generators, args.model, args.records)
    except (OSError, ValueError, KeyError) as error:
        raise SystemExit(f"calm: {args.model} is no exported model: {error}") from error
    generator = generators.main.eval()
    weights = {n: w for n, w in generator.named_parameters() if n.endswith(".film.look.weight")}
    if not all(weight.any() for weight in weights.values()):
        raise SystemExit(f"calm: {args.model} knows no looks")
    source = BatchSource(RecordStore(args.records, "train"), 8, seed=CONFIGS[args.config].seed)
    calm_looks(generator, source, args.steps)
    looks = {name: weight.detach().numpy() for name, weight in weights.items()}
    args.out.mkdir(parents=True, exist_ok=True)
    data = with_weights(graph, looks).SerializeToString()
    (args.out / manifest["file"]).write_bytes(data)
    if (args.model / FILE).is_file() and args.model.resolve() != args.out.resolve():
        shutil.copyfile(args.model / FILE, args.out / FILE)
    manifest |= {
        "version": args.version,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
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


def calm_looks(generator: MainGenerator, source: BatchSource, steps: int) -> None:
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
    films = (module for module in generator.modules() if isinstance(module, Film))
    looks = nn.ModuleList(film.look for film in films).requires_grad_(True)
    optimiser = torch.optim.Adam(looks.parameters(), _RATE, (0.9, 0.99), fused=True)
    slower = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.02, steps)
    with tqdm(range(steps), unit="step", desc="calm looks") as progress:
        for step in progress:
            batch = source.batch(step)
            half = len(batch.target) // 2
            ink = torch.cat([batch.deformed_ink[:half], batch.aligned_ink[half:]])
            style = torch.cat([batch.deformed_style[:half], batch.aligned_style[half:]])
            mean = style.clone()
            mean[:, ASKED_SIZE:] = _MEAN
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
