"""The ``export`` command: a checkpoint's averaged G_m to ``facepencil.onnx`` and its manifest."""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
from pathlib import Path

import numpy as np
import torch

from ..data.batches import BatchSource, collate
from ..data.sample import make_sample
from ..data.store import RecordStore
from ..look.basis import FILE as LOOK_FILE
from ..networks.blocks import count_flops, count_parameters
from ..networks.generator import DualGenerators, MainGenerator
from ..networks.style import STYLE_SIZE
from ..training import checkpoint
from .calibrate import recalibrate_norms
from .manifest import build_manifest, frame_statistics, style_statistics
from .onnx_graph import float_graph, quantise_weights, run_graph
from .rounding import correct_biases
from .unfold import put_doubling_on

PARITY_LIMIT = 1e-3
_PARITY_SKETCHES = 4
_CALIBRATION_BATCH = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``export``."""
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--out", type=Path, required=True, help="folder for model and manifest")
    parser.add_argument("--version", required=True, help="semantic version of the weights")
    parser.add_argument("--data", required=True, help="one line: what it was trained on")
    parser.add_argument(
        "--calibration",
        type=int,
        default=384,
        help="samples that norm statistics are taken from, unless the run held them (384)",
    )
    parser.add_argument("--weights", choices=("int8", "float32"), default="int8")
    parser.add_argument(
        "--doubling",
        type=Path,
        help="exported model whose stage at 512 pixels goes on top of a run that ends at 256",
    )
    parser.add_argument(
        "--statistics",
        type=Path,
        help="exported model whose frame, styles and count of people are taken instead of those of "
        "the records: for a run that went on from it with some of its photos, or with few",
    )
    parser.add_argument(
        "--detail",
        type=float,
        default=1.0,
        help="share, in 0..1, of what the stage at 512 pixels has learned to add; less is nearer "
        "to a plain doubling (1)",
    )


def load_generator(run: Path) -> tuple[MainGenerator, dict]:
    """The averaged G_m of a run's newest checkpoint, and the checkpoint's state.

    Raises
    ------
    SystemExit
        If the run has no checkpoint.
    """
    path = checkpoint.newest(run)
    if path is None:
        raise SystemExit(f"no checkpoint in {run}")
    state = checkpoint.read(path)
    generators = DualGenerators(checkpoint.config_of(state).generator)
    generators.load_state_dict(state["ema"])
    return generators.main.eval(), state


def parity(generator: MainGenerator, graph, store: RecordStore) -> float:
    """Largest difference of PyTorch and onnxruntime over some validation sketches."""
    samples = [
        make_sample(store.read(i), np.random.default_rng(i), plain=True)
        for i in range(min(_PARITY_SKETCHES, len(store)))
    ]
    batch = collate(samples)
    worst = 0.0
    for i in range(len(samples)):
        ink, style = batch.deformed_ink[i : i + 1], batch.deformed_style[i : i + 1]
        with torch.no_grad():
            expected = generator(ink, style).numpy()
        got = run_graph(graph, np.ascontiguousarray(ink.numpy()), style.numpy())
        worst = max(worst, float(np.abs(got - expected).max()))
    return worst


def _statistics(model: Path | None, store: RecordStore) -> dict:
    """Frame, styles and people of the manifest: an exported model's, or counted in the records.

    A run that went on from a model with some of its people has weights that were trained on all.
    """
    if model is None:
        return {
            "frame": frame_statistics(store),
            "style": style_statistics(store),
            "people": len(store),
        }
    try:
        manifest = json.loads((model / "manifest.json").read_text())
        return {
            "frame": manifest["frame"],
            "style": manifest["style"]["statistics"],
            "people": max(manifest["training"]["people"], len(store)),
        }
    except (OSError, ValueError, KeyError) as error:
        raise SystemExit(f"--statistics: no manifest with a frame and styles in {model}") from error


def _detail_of(model: Path) -> float:
    """The share of what its stage at 512 pixels learned to add that an exported model has."""
    manifest = model / "manifest.json"
    if not manifest.is_file():
        return 1.0
    return json.loads(manifest.read_text())["training"].get("detail", 1.0)


def run(args: argparse.Namespace) -> None:
    """Export, check parity, write the manifest; writes nothing if parity fails."""
    if not 0 <= args.detail <= 1:
        raise SystemExit(f"--detail is a share in 0..1, not {args.detail}")
    generator, state = load_generator(args.run)
    config = checkpoint.config_of(state)
    if args.detail != 1 and generator.body.fine is None:
        raise SystemExit("--detail is for runs with a stage at 512 pixels; this one has none")
    store = RecordStore(args.records, "train")
    statistics = _statistics(args.statistics, store)
    calibration = BatchSource(store, _CALIBRATION_BATCH, seed=config.seed + 1)
    batches = max(1, args.calibration // _CALIBRATION_BATCH)
    if not config.norms_hold:
        recalibrate_norms(generator, calibration, batches, part=generator.body.fine)
    if generator.body.fine is not None:
        generator.body.fine.scale_detail(args.detail)
    if args.doubling:
        try:
            generator = put_doubling_on(generator, args.doubling)
        except ValueError as error:
            raise SystemExit(f"--doubling: {error}") from error
    graph = float_graph(generator)
    difference = parity(generator, graph, RecordStore(args.records, "validation"))
    print(f"PyTorch against onnxruntime: at most {difference:.2e} apart")
    if difference > PARITY_LIMIT:
        raise SystemExit(f"refused: over {PARITY_LIMIT}")
    if args.weights == "int8":
        graph = quantise_weights(float_graph(correct_biases(generator, calibration)))
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / "facepencil.onnx"
    path.write_bytes(graph.SerializeToString())
    if (args.run / LOOK_FILE).is_file():
        shutil.copyfile(args.run / LOOK_FILE, args.out / LOOK_FILE)
    ink, style = torch.zeros(1, 1, 256, 256), torch.zeros(1, STYLE_SIZE)
    training = {
        "samples": state["samples"],
        "people": statistics["people"],
        "data": args.data,
        "config": config.name,
        "date": datetime.date.today().isoformat(),
        "parameters": count_parameters(generator),
        "gigaflops": round(count_flops(generator, ink, style) / 1e9, 3),
    }
    detail = _detail_of(args.doubling) if args.doubling else args.detail
    if detail != 1:
        training["detail"] = detail
    with torch.no_grad():
        output_size = generator(ink, style).shape[-1]
    manifest = build_manifest(path, args.version, output_size, statistics, training)
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    print(
        f"{path}: {manifest['bytes'] / 1e6:.2f} MB, "
        f"{training['parameters'] / 1e6:.2f} M parameters, "
        f"{training['gigaflops']:.2f} GFLOP a face, {training['samples']} samples seen"
    )
