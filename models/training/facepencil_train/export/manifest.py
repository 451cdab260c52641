"""The manifest that tells the runtime what the model takes, gives and was trained on."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import numpy as np

from ..data.sample import INK_WIDTH
from ..data.store import RecordStore
from ..networks.style import LOOK_SIZE, STYLE_SIZE
from ..prepare.style import REGIONS
from ..sketch.raster import rasterize
from ..sketch.stroke import CANVAS, DETAIL_LAYER, Stroke

LAYOUT = [f"{region}.{channel}" for region in REGIONS for channel in "rgb"] + [
    "hair.seen",
    "clothing.seen",
    "faithfulness",
    *(f"look.{number}" for number in range(1, LOOK_SIZE + 1)),
]
TEMPLATE_SIZE = 32
STYLE_SAMPLES = 128
_FRAME_RECORDS = 400


def frame_statistics(store: RecordStore, seed: int = 0) -> dict:
    """Where training sketches lie on the canvas, for the runtime to frame other sketches alike.

    Returns
    -------
    dict
        ``template``: mean ink of full sketches, area-averaged to 32x32, its maximum at 255;
        ``bounds``: mean and standard deviation of left, top, right, bottom in canvas pixels.
    """
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(store))[:_FRAME_RECORDS]
    total = np.zeros((TEMPLATE_SIZE, TEMPLATE_SIZE))
    bounds = []
    cell = CANVAS // TEMPLATE_SIZE
    for index in chosen:
        strokes = [s for s in store.read(int(index)).strokes if s.layer != DETAIL_LAYER]
        for mirror in (False, True):
            drawn = [_mirrored(s) if mirror else s for s in strokes]
            ink = rasterize(drawn, INK_WIDTH)
            total += ink.reshape(TEMPLATE_SIZE, cell, TEMPLATE_SIZE, cell).mean(axis=(1, 3))
        points = np.concatenate([s.points for s in strokes])
        bounds.append([*points.min(axis=0), *points.max(axis=0)])
    data = np.round(255 * total / total.max()).astype(np.uint8)
    return {
        "template": {"size": TEMPLATE_SIZE, "data": base64.b64encode(data.tobytes()).decode()},
        "bounds": {
            "mean": np.mean(bounds, axis=0).round(2).tolist(),
            "std": np.std(bounds, axis=0).round(2).tolist(),
        },
    }


def _mirrored(stroke: Stroke) -> Stroke:
    points = stroke.points.copy()
    points[:, 0] = CANVAS - points[:, 0]
    return stroke.with_points(points)


def style_statistics(store: RecordStore, seed: int = 0) -> dict:
    """Whole styles of training people, sampled evenly over groups.

    Colours of one person belong together: sampling regions apart would pair any skin with any
    hair. Nothing but four median colours of a person leaves the data.
    """
    rng = np.random.default_rng(seed)
    weights = store.weights()
    # People of weight 0 are never drawn, so they cannot be counted on.
    count = min(np.count_nonzero(weights), 4 * STYLE_SAMPLES)
    order = rng.choice(len(store), count, p=weights, replace=False)
    samples = []
    for index in order:
        style = store.read(int(index)).style
        if all(style[region] is not None for region in REGIONS):
            samples.append({r: "#{:02x}{:02x}{:02x}".format(*style[r]) for r in REGIONS})
        if len(samples) == STYLE_SAMPLES:
            break
    return {"samples": samples}


def about_file(model: Path) -> dict:
    """What a manifest says of a model file: its name, size in bytes and SHA-256."""
    data = model.read_bytes()
    return {
        "file": model.name,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def build_manifest(
    model: Path, version: str, output_size: int, statistics: dict, training: dict
) -> dict:
    """The manifest of an exported model file.

    Parameters
    ----------
    model
        The ONNX file as written.
    version
        Semantic version of the weights.
    output_size
        Side of the made image in pixels.
    statistics
        ``frame`` and ``style`` as made by the two functions above.
    training
        What the model was trained on: samples seen, data, date.
    """
    return {
        "format": 1,
        "name": "facepencil",
        "version": version,
        **about_file(model),
        "opset": 17,
        "inputs": [
            {
                "name": "ink",
                "type": "float32",
                "shape": [1, 1, CANVAS, CANVAS],
                "range": [0, 1],
                "meaning": "the rasterised sketch: 1 line, 0 paper",
            },
            {
                "name": "style",
                "type": "float32",
                "shape": [1, STYLE_SIZE],
                "range": [0, 1],
                "layout": LAYOUT,
                "meaning": "sRGB colours, whether hair and clothing are to be seen, faithfulness, "
                "and the look: 0.5 + z / 6, z drawn from a normal distribution",
            },
        ],
        "outputs": [
            {
                "name": "image",
                "type": "float32",
                "shape": [1, 4, output_size, output_size],
                "range": [0, 1],
                "meaning": "sRGB over the background colour, and the person's alpha",
            }
        ],
        "ink": {"size": CANVAS, "strokeWidth": INK_WIDTH},
        "frame": statistics["frame"],
        "style": {"layout": LAYOUT, "statistics": statistics["style"]},
        "training": training,
    }
