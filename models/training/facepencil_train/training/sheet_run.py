"""The ``sheet`` command: validation sketches and the faces a checkpoint makes of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..data.store import RecordStore
from ..networks.generator import DualGenerators
from . import checkpoint, sheet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``sheet``."""
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder of the run")
    parser.add_argument("--out", type=Path, required=True, help="PNG file to write")
    parser.add_argument("--count", type=int, default=16, help="people on the sheet")


def run(args: argparse.Namespace) -> None:
    """Draw one sheet from the newest checkpoint."""
    path = checkpoint.newest(args.run)
    if path is None:
        raise SystemExit(f"no checkpoint in {args.run}")
    state = checkpoint.read(path)
    generators = DualGenerators(checkpoint.config_of(state).generator)
    generators.load_state_dict(state["ema"])
    store = RecordStore(args.records, "validation")
    size = generators.config.output_size
    sheet.draw(generators, sheet.validation_batch(store, args.count, size), args.out)
    print(args.out)
