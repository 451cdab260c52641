"""A record to a training sample: augmentation, sketch choice, deformation, ink, style vector."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ..look.vector import draw_look
from ..prepare.parsing import Label
from ..prepare.style import REGIONS
from ..sketch.caricature import caricature
from ..sketch.deform import deform
from ..sketch.habits import draw_by_habit
from ..sketch.raster import rasterize
from ..sketch.stroke import CANVAS, DETAIL_LAYER, Stroke
from .background import perhaps_exchange
from .parts import part_centres
from .placement import random_placement
from .store import Record

_REGION_OF_LABEL = np.array(
    [REGIONS.index(label.name.lower()) for label in sorted(Label)], dtype=np.int64
)

INK_WIDTH = 1.5
"""Line width in canvas pixels that the runtime draws with; training varies around it."""

_SIMPLE = 0.5
"""Share of the samples whose sketches are drawn without chance but for their deformation: habits,
pens and placements make faces vary, and only without them is it seen whether faces do by
themselves."""

_CARICATURES = 0.4
"""Share of the deformed sketches, but for simple ones, whose proportions are other than the
photo's."""


@dataclass(frozen=True)
class Sample:
    """One training sample; images float32, channels first.

    ``aligned_ink`` and ``deformed_ink`` ``[1, 256, 256]`` in 0..1; ``target`` ``[4, S, S]`` RGB
    and alpha in -1..1, S the size asked for; ``regions`` int64 ``[256, 256]``, indices into
    ``REGIONS``; ``parts`` ``[5, 2]`` canvas pixels, see :mod:`.parts`; ``aligned_style`` and
    ``deformed_style`` ``[STYLE_SIZE]``, alike but for the faithfulness; ``simple`` bool ``[]``,
    whether the sketches are as evaluation has them: framed, each line as traced, one pen, no
    details.
    """

    aligned_ink: np.ndarray
    deformed_ink: np.ndarray
    target: np.ndarray
    regions: np.ndarray
    parts: np.ndarray
    aligned_style: np.ndarray
    deformed_style: np.ndarray
    simple: np.ndarray


def style_vector(
    style: dict[str, list[int] | None], faithfulness: float, look: np.ndarray
) -> np.ndarray:
    """Style as the network takes it: float32 ``[STYLE_SIZE]``.

    Four sRGB colours in 0..1 (mid grey where a region is not seen), whether hair and clothing are
    seen, the faithfulness and the look in 0..1 (see :mod:`..look`).
    """
    colours = [np.array(style[r] or (127.5, 127.5, 127.5)) / 255 for r in REGIONS]
    seen = [float(style["hair"] is not None), float(style["clothing"] is not None)]
    return np.concatenate([*colours, seen, [faithfulness], look]).astype(np.float32)


def resized(image: np.ndarray, size: int) -> np.ndarray:
    """A square image at another size: averaged when it shrinks, cubic when it grows."""
    shrinks = image.shape[0] >= size
    return cv2.resize(
        image, (size, size), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    )


def _warp(
    image: np.ndarray, matrix: np.ndarray, size: int = CANVAS, flags: int = cv2.INTER_LINEAR
) -> np.ndarray:
    """Warp an image given at any size by a transform in canvas pixels, to another size."""
    own = image.shape[0]
    factor = own / CANVAS
    scaled = matrix.copy()
    scaled[:, 2] *= factor
    # OpenCV puts pixel centres on whole numbers; the canvas puts them on halves.
    scaled[:, 2] += 0.5 * (scaled[:, 0] + scaled[:, 1]) - 0.5
    warped = cv2.warpAffine(
        image, scaled, (own, own), flags=flags, borderMode=cv2.BORDER_REFLECT_101
    )
    return warped if own == size else resized(warped, size)


def _moved(points: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    return points[:, :2] @ matrix[:, :2].T + matrix[:, 2]


def choose_strokes(strokes: list[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """The strokes that one sketch shows: people draw fewer than a tracer finds.

    Glasses are never left out, here or by a habit or a deformation: a photo with glasses whose
    sketch has none teaches to paint some where none are drawn. Nor are the outlines of beards and
    moustaches; their strands are details.
    """
    details = rng.random() if rng.random() < 0.5 else 0.0
    without = set()
    if rng.random() < 0.15:
        without |= {"iris_left", "iris_right"}
    if rng.random() < 0.10:
        without |= {"shoulders", "neckline"}
    chosen = []
    for stroke in strokes:
        if stroke.layer == DETAIL_LAYER and rng.random() >= details:
            continue
        if stroke.name not in without:
            chosen.append(stroke)
    return chosen


def make_sample(
    record: Record,
    rng: np.random.Generator,
    plain: bool = False,
    size: int = CANVAS,
    look: np.ndarray | None = None,
) -> Sample:
    """One training sample of a record.

    Parameters
    ----------
    record
        A decoded record.
    rng
        Source of all randomness.
    plain
        No augmentation and no omissions: for evaluation and sheets. The deformation stays.
    size
        Side of the target in pixels.
    look
        ``[LOOK_SIZE]`` in 0..1, the person's if it is known; else drawn, after all other chance.
    """
    simple = plain or rng.random() < _SIMPLE
    if simple:
        strokes = [s for s in record.strokes if s.layer != DETAIL_LAYER]
        width = INK_WIDTH
    else:
        strokes = choose_strokes(record.strokes, rng)
        width = INK_WIDTH if rng.random() < 0.5 else rng.uniform(1.0, 2.6)
    if plain:
        matrix = np.array([[1.0, 0, 0], [0, 1.0, 0]])
        photo, alpha = resized(record.photo, size), resized(record.alpha, size)
        labels = record.labels
        strength, style = 0.5, record.style
    else:
        matrix = random_placement(rng, framed=simple)
        # Turned bilinearly, a photo would be softer than what a sharp picture is to look like.
        turned = cv2.INTER_CUBIC if size > CANVAS else cv2.INTER_LINEAR
        photo = _warp(record.photo, matrix, size, turned)
        alpha = _warp(record.alpha, matrix, size)
        labels = _warp(record.labels, matrix, flags=cv2.INTER_NEAREST)
        photo, backdrop = perhaps_exchange(photo, alpha, rng)
        style = record.style | ({"background": backdrop} if backdrop else {})
        strength = 0.0 if rng.random() < 0.08 else rng.uniform(0, 1)
    moved = [s.with_points(_moved(s.points, matrix)) for s in strokes]
    # Half of the others are drawn as traced, too: those show every line that a habit leaves out.
    drawn = draw_by_habit(moved, rng) if not simple and rng.random() < 0.5 else moved
    # Not in plain samples: measures of how well a face follows its sketch want the photo's shape.
    if not simple and rng.random() < _CARICATURES:
        drawn = caricature(drawn, strength, rng)
    bent = deform(drawn, strength, rng)
    if look is None:
        look = draw_look(rng)
    target = np.concatenate([photo, alpha[..., None]], axis=2).astype(np.float32)
    return Sample(
        rasterize(moved, width)[None],
        rasterize(bent, width)[None],
        np.ascontiguousarray(target.transpose(2, 0, 1)) / 127.5 - 1,
        _REGION_OF_LABEL[labels],
        part_centres(_moved(record.landmarks, matrix)),
        style_vector(style, 1.0, look),
        style_vector(style, 1.0 - strength, look),
        np.array(simple),
    )
