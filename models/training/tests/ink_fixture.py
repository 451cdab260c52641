"""Twenty sketches and their ink, shared with the runtime's tests.

Run as a script, it writes ``test/fixtures/ink``; the tests of both rasterisers read it. The
sketches are drawn, deformed and scribbled ones; no photo was traced.
"""

import json
from pathlib import Path

import cv2
import numpy as np
from portrait import portrait

from facepencil_train.prepare.boundaries import jaw_strokes, trace_boundaries
from facepencil_train.prepare.features import feature_strokes
from facepencil_train.prepare.parsing import parse
from facepencil_train.sketch.deform import deform
from facepencil_train.sketch.raster import rasterize_polylines
from facepencil_train.sketch.stroke import resample

FOLDER = Path(__file__).resolve().parents[3] / "test" / "fixtures" / "ink"
WIDTHS = (1.0, 1.5, 2.6)


def sketches():
    """Twenty sketches: ``(stroke width, list of polylines [N, 2] in canvas pixels)`` each."""
    rgb, matte, landmarks = portrait()
    labels = parse(rgb, matte / 255, landmarks)
    boundaries = trace_boundaries(labels, landmarks)
    face = boundaries + jaw_strokes(labels, landmarks, boundaries) + feature_strokes(landmarks)
    result = []
    for number in range(20):
        rng = np.random.default_rng(number)
        if number < 14:
            lines = [s.polyline() for s in deform(face, number / 13, rng)]
        else:
            # Scribbles: long segments, strokes off the canvas, a dot.
            lines = [rng.uniform(-40, 296, (rng.integers(2, 9), 2)) for _ in range(6)]
            lines += [resample(rng.uniform(0, 256, (4, 2)), 1.3), rng.uniform(0, 256, (1, 2))]
        result.append((WIDTHS[number % 3], [np.round(line, 2) for line in lines]))
    return result


def ink_sheet(drawn):
    """The inks of the sketches under each other: uint8 ``[20 * 256, 256]``, 255 is line."""
    inks = [rasterize_polylines(lines, width) for width, lines in drawn]
    return np.round(np.concatenate(inks) * 255).astype(np.uint8)


def main():
    """Write the fixture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn = sketches()
    plain = [{"strokeWidth": w, "strokes": [p.tolist() for p in lines]} for w, lines in drawn]
    (FOLDER / "sketches.json").write_text(json.dumps(plain, separators=(",", ":")) + "\n")
    cv2.imwrite(str(FOLDER / "ink.png"), ink_sheet(drawn))


if __name__ == "__main__":
    main()
