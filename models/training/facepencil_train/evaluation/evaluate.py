"""All measures of one model's faces against the validation photos."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .colour import srgb_difference
from .frechet import frechet_distance, halves_distance
from .landmarks import landmark_error
from .node import Embedding

FORMAT = 1
"""Version of the JSON layout."""

_BATCH = 16
_WORST = 8

Colours = Mapping[str, Sequence[float] | None]
"""sRGB 0..255 by region, None where the region is not seen."""

Embed = Callable[[Iterable[np.ndarray]], list[Embedding]]
Perceptual = Callable[[np.ndarray, np.ndarray], np.ndarray]
MeasureColours = Callable[[np.ndarray, np.ndarray], Colours]


@dataclass(frozen=True)
class Person:
    """What one validation person's faces are measured against.

    ``photo`` uint8 ``[S, S, 3]`` sRGB, of the size of the made faces; ``landmarks`` ``[478, 2]``
    in photo pixels; ``group`` names the row of the group table; ``alpha`` uint8 ``[S, S]``;
    ``labels`` uint8 ``[S, S]`` label map; ``style`` the colours that were asked for.
    """

    identifier: str
    photo: np.ndarray
    landmarks: np.ndarray
    group: str = "unknown"
    alpha: np.ndarray | None = None
    labels: np.ndarray | None = None
    style: Colours | None = None


@dataclass(frozen=True)
class Face:
    """A made face: ``rgb`` uint8 ``[S, S, 3]`` sRGB, ``alpha`` uint8 ``[S, S]``."""

    rgb: np.ndarray
    alpha: np.ndarray | None = None


def run(
    people: Sequence[Person],
    conditions: Mapping[str, Iterable[Face]],
    embed: Embed,
    *,
    perceptual: Perceptual | None = None,
    measure_colours: MeasureColours | None = None,
    out: Path | None = None,
    about: Mapping[str, object] | None = None,
) -> dict:
    """Measure the faces made under each condition, and the floor that photos themselves reach.

    Parameters
    ----------
    people
        The validation people, at least four.
    conditions
        Faces by condition (``"edge_aligned"``, ``"deformed"``), one a person in the same order.
    embed
        Descriptors and landmarks of pictures, usually a :class:`.node.NodeEmbedder`.
    perceptual
        Distances ``[B]`` of made faces from photos, both uint8 ``[B, S, S, 3]``.
    measure_colours
        Region colours of a picture (uint8 ``[S, S, 3]``) under a label map (uint8 ``[S, S]``).
        The label maps are those of the photos; where lines were deformed, regions fit less well.
    out
        JSON file to write the result to.
    about
        Put into the result as it is, under ``"about"``: model, step, date.

    Returns
    -------
    dict
        ``people`` (count), ``conditions`` by name and ``floor``. Each has ``detection_rate``;
        ``frechet`` (all against all photos; absent for the floor) and ``frechet_halves``
        (people disjoint, mean and deviation over ten splits: comparable with the floor's);
        ``descriptor_distance`` from the own photo, ``landmark_error`` (fraction of the distance
        of the outer eye corners), ``perceptual``, ``colour_error`` by region (CIEDE2000) and
        ``alpha_error`` (0..1), each as ``{count, mean, median, p90}``; ``groups`` with the means
        by group; ``worst``: the people whose faces were worst, those without a face first, then
        by landmark error, as ``{id, landmark_error}``. Descriptors and landmarks
        count only faces that were detected. What could not be measured is None.

    Raises
    ------
    ValueError
        If there are fewer than four people, or a condition has not one face a person of the
        photo's size.
    """
    if len(people) < 4:
        raise ValueError(f"an evaluation needs at least four people, not {len(people)}")
    photos = embed([person.photo for person in people])
    result: dict = {"format": FORMAT, "people": len(people)}
    if about is not None:
        result["about"] = dict(about)
    result["conditions"] = {}
    for name, made in conditions.items():
        faces = list(made)
        _check_faces(name, faces, people)
        seen = embed([face.rgb for face in faces])
        rows = _rows(people, photos, seen)
        _add_perceptual(rows, faces, people, perceptual)
        for row, face, person in zip(rows, faces, people, strict=True):
            row.update(_colour_errors(face.rgb, person, measure_colours))
            if face.alpha is not None and person.alpha is not None:
                difference = face.alpha.astype(np.float64) - person.alpha
                row["alpha_error"] = float(np.abs(difference).mean() / 255)
        result["conditions"][name] = {
            **_frechet(photos, seen),
            **_summary(rows, people),
            "worst": _worst(rows, people),
        }
    floor = _rows(people, photos, photos)
    for row, person in zip(floor, people, strict=True):
        row.pop("descriptor_distance", None)  # From itself: nought.
        row.update(_colour_errors(person.photo, person, measure_colours))
    result["floor"] = {
        "frechet_halves": _frechet(photos, photos)["frechet_halves"],
        **_summary(floor, people),
    }
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(result, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return result


Row = dict[str, float]
"""One person's measures by name; what could not be measured is absent."""


def _check_faces(name: str, faces: Sequence[Face], people: Sequence[Person]) -> None:
    if len(faces) != len(people):
        raise ValueError(f"{name}: {len(faces)} faces for {len(people)} people")
    for face, person in zip(faces, people, strict=True):
        if face.rgb.shape != person.photo.shape:
            raise ValueError(
                f"{name}: the face of {person.identifier} is {face.rgb.shape}, "
                f"its photo {person.photo.shape}"
            )


def _rows(
    people: Sequence[Person], photos: Sequence[Embedding], seen: Sequence[Embedding]
) -> list[Row]:
    rows = []
    for person, photo, face in zip(people, photos, seen, strict=True):
        row: Row = {"detection_rate": float(face.detected)}
        if face.landmarks is not None:
            row["landmark_error"] = landmark_error(face.landmarks, person.landmarks)
        if face.descriptor is not None and photo.descriptor is not None:
            row["descriptor_distance"] = float(np.linalg.norm(face.descriptor - photo.descriptor))
        rows.append(row)
    return rows


def _add_perceptual(
    rows: list[Row],
    faces: Sequence[Face],
    people: Sequence[Person],
    perceptual: Perceptual | None,
) -> None:
    if perceptual is None:
        return
    for start in range(0, len(rows), _BATCH):
        chosen = slice(start, start + _BATCH)
        made = np.stack([face.rgb for face in faces[chosen]])
        photos = np.stack([person.photo for person in people[chosen]])
        for row, distance in zip(rows[chosen], perceptual(made, photos), strict=True):
            row["perceptual"] = float(distance)


def _colour_errors(
    picture: np.ndarray, person: Person, measure_colours: MeasureColours | None
) -> Row:
    if measure_colours is None or person.labels is None or person.style is None:
        return {}
    found = measure_colours(picture, person.labels)
    errors: Row = {}
    for region, asked in person.style.items():
        got = found.get(region)
        if asked is not None and got is not None:
            errors[f"colour_error.{region}"] = srgb_difference(np.asarray(asked), np.asarray(got))
    return errors


def _frechet(photos: Sequence[Embedding], seen: Sequence[Embedding]) -> dict:
    """Distances over the people whose face was found in both pictures."""
    pairs = [
        (face.descriptor, photo.descriptor)
        for face, photo in zip(seen, photos, strict=True)
        if face.descriptor is not None and photo.descriptor is not None
    ]
    if len(pairs) < 4:
        return {"frechet": None, "frechet_halves": None}
    faces, reference = (np.stack(side) for side in zip(*pairs, strict=True))
    mean, deviation = halves_distance(faces, reference)
    return {
        "frechet": frechet_distance(faces, reference),
        "frechet_halves": {"mean": mean, "deviation": deviation},
    }


_MEASURES = ("landmark_error", "descriptor_distance", "perceptual", "alpha_error")


def _summary(rows: Sequence[Row], people: Sequence[Person]) -> dict:
    summary: dict = {"detection_rate": _mean(rows, "detection_rate")}
    for measure in _MEASURES:
        values = [row[measure] for row in rows if measure in row]
        if values:
            summary[measure] = _distribution(values)
    regions = _regions(rows)
    if regions:
        summary["colour_error"] = {
            region: _distribution([row[key] for row in rows if key in row])
            for region, key in regions.items()
        }
    summary["groups"] = {}
    for group in sorted({person.group for person in people}):
        members = [row for row, person in zip(rows, people, strict=True) if person.group == group]
        table: dict = {"people": len(members), "detection_rate": _mean(members, "detection_rate")}
        table |= {measure: _mean(members, measure) for measure in _MEASURES if measure in summary}
        if regions:
            table["colour_error"] = {r: _mean(members, key) for r, key in regions.items()}
        summary["groups"][group] = table
    return summary


def _worst(rows: Sequence[Row], people: Sequence[Person]) -> list[dict]:
    """The ends of the distribution, so that they can be looked at."""
    errors = [row.get("landmark_error", math.inf) for row in rows]
    order = sorted(range(len(rows)), key=lambda i: -errors[i])[:_WORST]
    return [
        {"id": people[i].identifier, "landmark_error": rows[i].get("landmark_error")} for i in order
    ]


def _regions(rows: Sequence[Row]) -> dict[str, str]:
    keys = sorted({key for row in rows for key in row if key.startswith("colour_error.")})
    return {key.partition(".")[2]: key for key in keys}


def _mean(rows: Sequence[Row], key: str) -> float | None:
    values = [row[key] for row in rows if key in row]
    return math.fsum(values) / len(values) if values else None


def _distribution(values: Sequence[float]) -> dict:
    return {
        "count": len(values),
        "mean": float(np.mean(values)),
        "median": float(np.median(values)),
        "p90": float(np.percentile(values, 90)),
    }
