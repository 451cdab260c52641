"""The ``prepare`` command: photos to shards, resumable shard by shard."""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import cv2
from tqdm import tqdm

from .annotation import annotate_missing
from .record import LeftOutError, Source, build_record, split_of
from .shards import index_shard, write_shard

PHOTO_SUFFIXES = (".webp", ".jpg", ".jpeg", ".png")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``prepare``."""
    parser.add_argument("--photos", type=Path, required=True, help="folder of square portraits")
    parser.add_argument(
        "--annotations",
        type=Path,
        required=True,
        help="annotations, .jsonl or .jsonl.gz, one object a line",
    )
    parser.add_argument("--mattes", type=Path, required=True, help="folder of person mattes")
    parser.add_argument(
        "--annotate",
        action="store_true",
        help="annotate photos that have none first (adds to the two paths above)",
    )
    parser.add_argument("--prefix", default="", help="take only photos whose name starts so")
    parser.add_argument(
        "--masks", type=Path, help="CelebAMask-HQ style masks: one folder a photo id"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the shards")
    parser.add_argument("--shard-size", type=int, default=256, help="photos a shard (256)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)


def read_annotations(path: Path) -> dict[str, dict]:
    """Annotations by id; the last line of an id wins."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt") as file:
        return {record["id"]: record for record in map(json.loads, file)}


def _matte_path(folder: Path, identifier: str) -> Path:
    for suffix in PHOTO_SUFFIXES:
        if (folder / f"{identifier}{suffix}").is_file():
            return folder / f"{identifier}{suffix}"
    return folder / f"{identifier}.webp"


def _build(source: Source) -> tuple[str, dict[str, bytes] | None, str | None]:
    cv2.setNumThreads(1)
    identifier = source.annotation["id"]
    try:
        return identifier, build_record(source), None
    except LeftOutError as reason:
        return identifier, None, str(reason)


def run(args: argparse.Namespace) -> None:
    """Make every missing shard and print what was left out and why."""
    photos = {
        path.stem: path
        for path in sorted(args.photos.iterdir())
        if path.suffix.lower() in PHOTO_SUFFIXES and path.name.startswith(args.prefix)
    }
    if args.annotate:
        annotate_missing(args.photos, args.prefix, args.annotations, args.mattes)
    annotations = read_annotations(args.annotations)
    without = sorted(set(photos) - set(annotations))
    if without:
        print(f"{len(without)} photos have no annotation and are left out (--annotate makes them)")
    known = sorted(set(photos) & set(annotations))
    if not known:
        raise SystemExit("no photo has an annotation: check --photos, --annotations and --prefix")
    args.out.mkdir(parents=True, exist_ok=True)
    groups = [known[i : i + args.shard_size] for i in range(0, len(known), args.shard_size)]
    name = args.prefix.rstrip("_") or "photos"
    left_out: Counter[str] = Counter({"no annotation": len(without)} if without else {})
    kept: Counter[str] = Counter()
    progress = tqdm(total=len(known), unit="photo", desc="prepare")
    # Forked workers would inherit OpenCV's threads as locks that nobody opens again.
    with ProcessPoolExecutor(args.workers, mp_context=get_context("spawn")) as pool:
        for number, identifiers in enumerate(groups):
            path = args.out / f"{name}-{number:05d}.tar"
            summary_path = path.with_suffix(".json")
            if path.exists() and summary_path.exists():
                summary = json.loads(summary_path.read_text())
                if summary["considered"] == identifiers:
                    progress.update(len(identifiers))
                    kept.update(p["split"] for p in summary["people"])
                    left_out.update(summary["leftOut"].values())
                    continue
            sources = [
                Source(
                    annotations[i],
                    photos[i],
                    _matte_path(args.mattes, i),
                    args.masks / i if args.masks else None,
                )
                for i in identifiers
            ]
            records, reasons, people = [], {}, []
            for identifier, record, reason in pool.map(_build, sources, chunksize=4):
                progress.update(1)
                if record is None:
                    reasons[identifier] = reason
                    continue
                records.append((identifier, record))
                annotation, meta = annotations[identifier], json.loads(record["json"])
                people.append(
                    {"id": identifier, "split": split_of(identifier)}
                    | {k: annotation.get(k) for k in ("sex", "group", "age")}
                    | {k: meta[k] for k in ("glasses", "beard")}
                )
            write_shard(path, records)
            summary = {
                "considered": identifiers,
                "leftOut": reasons,
                "people": people,
                "index": index_shard(path),
            }
            summary_path.write_text(json.dumps(summary))
            kept.update(p["split"] for p in people)
            left_out.update(reasons.values())
    progress.close()
    print(f"kept: {kept['train']} for training, {kept['validation']} for validation")
    for reason, count in left_out.most_common():
        print(f"left out: {count} ({reason})")
