"""One photo to one training record."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from ..sketch.stroke import CANVAS
from .beard import find_beard
from .boundaries import jaw_strokes, trace_boundaries
from .details import detail_strokes
from .features import feature_strokes
from .glasses import find_glasses
from .parsing import parse
from .style import measure_style

ADULT_AGE = 18.0
VALIDATION_PER_MILLE = 55


class LeftOutError(Exception):
    """A photo that must not or cannot become a record; the message is the reason."""


@dataclass(frozen=True)
class Source:
    """What is known of one photo before it is parsed."""

    annotation: dict
    photo: Path
    matte: Path
    mask: Path | None = None


def split_of(identifier: str) -> str:
    """``"validation"`` or ``"train"``, fixed by the id alone.

    A hash, not a random draw: adding photos never moves one across the split.
    """
    digest = hashlib.sha256(identifier.encode()).digest()
    share = int.from_bytes(digest[:4], "big") % 1000
    return "validation" if share < VALIDATION_PER_MILLE else "train"


def check_source(source: Source) -> None:
    """Refuse what must be left out before any pixel is read.

    Raises
    ------
    LeftOutError
        No annotated face, no age, under 18, or a file that is missing.
    """
    age = source.annotation.get("age")
    if not source.annotation.get("landmarks"):
        # The annotator says why: no face, several faces, unreadable.
        raise LeftOutError(source.annotation.get("reason") or "no face annotated")
    if age is None:
        raise LeftOutError("no age annotated")
    if float(age) < ADULT_AGE:
        raise LeftOutError("annotated age under 18")
    if not source.photo.is_file():
        raise LeftOutError("photo missing")
    if not source.matte.is_file():
        raise LeftOutError("matte missing")


def build_record(source: Source) -> dict[str, bytes]:
    """The files of one record, by extension.

    Returns
    -------
    dict
        ``photo.webp`` (or its own suffix) the photo as it came; ``alpha.png`` and ``labels.png``
        uint8 256x256;
        ``json`` the strokes, landmarks (canvas pixels), style, what is known of the person, and
        whether the photo shows glasses, and a beard or moustache (:class:`.verdict.Verdict`).

    Raises
    ------
    LeftOutError
        See :func:`check_source`; also when the photo cannot be read or is not square, or masks
        were asked for and are not there.
    """
    check_source(source)
    identifier = source.annotation["id"]
    data = source.photo.read_bytes()
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise LeftOutError("photo unreadable")
    height, width = picture.shape[:2]
    if abs(height - width) > 2:
        raise LeftOutError("photo not square")
    shrink = cv2.INTER_AREA if width > CANVAS else cv2.INTER_CUBIC
    rgb = cv2.cvtColor(
        cv2.resize(picture, (CANVAS, CANVAS), interpolation=shrink), cv2.COLOR_BGR2RGB
    )
    alpha = cv2.imread(str(source.matte), cv2.IMREAD_GRAYSCALE)
    if alpha is None:
        raise LeftOutError("matte unreadable")
    alpha = cv2.resize(alpha, (CANVAS, CANVAS), interpolation=cv2.INTER_AREA)
    scale = np.array([CANVAS / source.annotation["width"], CANVAS / source.annotation["height"]])
    landmarks = np.asarray(source.annotation["landmarks"], float)[:, :2] * scale
    if source.mask is not None:
        from .masks import read_mask_folder

        try:
            labels = read_mask_folder(source.mask)
        except FileNotFoundError:
            raise LeftOutError("masks missing") from None
    else:
        labels = parse(rgb, alpha / 255.0, landmarks)
    boundaries = trace_boundaries(labels, landmarks)
    outline = boundaries + jaw_strokes(labels, landmarks, boundaries) + feature_strokes(landmarks)
    # From the photo at its own size: thin rims are lost on the canvas.
    whole = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    verdict, glasses = find_glasses(whole, landmarks)
    if glasses is not None:
        outline += glasses.strokes()
    bearded, beard = find_beard(whole, landmarks, identifier)
    strokes = outline + (beard.strokes(outline) if beard is not None else [])
    strokes += detail_strokes(rgb, labels, landmarks, strokes)
    person = {k: source.annotation.get(k) for k in ("sex", "group", "age", "score")}
    meta = {
        "id": identifier,
        "split": split_of(identifier),
        "photoSize": width,
        **person,
        "glasses": verdict,
        "beard": bearded,
        "style": measure_style(rgb, labels),
        "landmarks": np.round(landmarks, 2).tolist(),
        "strokes": [stroke.to_json() for stroke in strokes],
    }
    return {
        f"photo{source.photo.suffix.lower()}": data,
        "alpha.png": cv2.imencode(".png", alpha)[1].tobytes(),
        "labels.png": cv2.imencode(".png", labels)[1].tobytes(),
        "json": json.dumps(meta, separators=(",", ":")).encode(),
    }
