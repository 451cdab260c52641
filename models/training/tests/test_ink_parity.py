"""The ink that the runtime is held to is the ink that training draws."""

import json

import cv2
import numpy as np
from ink_fixture import FOLDER, ink_sheet


def test_the_committed_ink_is_what_training_draws():
    drawn = json.loads((FOLDER / "sketches.json").read_text())
    assert len(drawn) == 20
    pairs = [(d["strokeWidth"], [np.array(s) for s in d["strokes"]]) for d in drawn]
    committed = cv2.imread(str(FOLDER / "ink.png"), cv2.IMREAD_GRAYSCALE)
    difference = np.abs(ink_sheet(pairs).astype(int) - committed.astype(int))
    assert difference.max() <= 1
