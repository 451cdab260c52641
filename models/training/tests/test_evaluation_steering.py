"""Whether asked styles are shown, on pictures that do or do not show them."""

import numpy as np
import pytest

from facepencil_train.evaluation.evaluate import Person
from facepencil_train.evaluation.node import Embedding
from facepencil_train.evaluation.steering import (
    borrowed_styles,
    colour_steering,
    faithfulness_steering,
)
from facepencil_train.prepare.parsing import Label
from facepencil_train.prepare.style import REGIONS, measure_style

SIZE = 32
BANDS = (Label.SKIN, Label.HAIR, Label.BACKGROUND, Label.CLOTHING)


def labels():
    """Four bands of equal height, one a region."""
    return np.repeat(np.array(BANDS, np.uint8), SIZE // 4)[:, None].repeat(SIZE, axis=1)


def colours(seed):
    drawn = np.random.default_rng(seed).integers(20, 230, (4, 3)).tolist()
    return dict(zip(REGIONS, drawn, strict=True))


def painted(style):
    bands = np.array([style[region] for region in REGIONS], np.uint8)
    return bands.repeat(SIZE // 4, axis=0)[:, None].repeat(SIZE, axis=1)


def mesh():
    points = np.random.default_rng(0).uniform(1, 7, (478, 2))
    points[33], points[263] = (2, 4), (6, 4)  # 4 apart.
    return points


def person(index, **style):
    return Person(str(index), painted(colours(index)), mesh(), labels=labels(), style=style)


def test_nobody_lends_to_themselves_and_lenders_show_everything():
    people = [person(i, **colours(i)) for i in range(6)]
    people += [person(6, **{**colours(6), "hair": None})]
    pairs = borrowed_styles(people, 10)
    assert sorted(wearer for wearer, _ in pairs) == list(range(7))
    assert all(wearer != lender for wearer, lender in pairs)
    assert 6 not in {lender for _, lender in pairs}
    assert borrowed_styles(people, 10) == pairs
    assert len(borrowed_styles(people, 3)) == 3


def test_too_few_to_borrow_from_is_refused():
    with pytest.raises(ValueError, match="1 people show all regions"):
        borrowed_styles([person(0, **colours(0)), person(1, **{**colours(1), "skin": None})], 2)


def test_faces_in_the_asked_colours_have_no_error_and_others_have():
    wearers = [person(0), person(1)]
    asked = [colours(10), colours(11)]
    right = colour_steering([painted(style) for style in asked], wearers, asked, measure_style)
    assert right["count"] == 2
    assert right["mean"] == pytest.approx(0, abs=1e-9)
    half = {**asked[0], "hair": asked[1]["hair"]}
    wrong = colour_steering([painted(half), painted(asked[1])], wearers, asked, measure_style)
    assert wrong["regions"]["hair"] > 3
    assert wrong["regions"]["skin"] == pytest.approx(0, abs=1e-9)
    assert wrong["mean"] == pytest.approx(wrong["regions"]["hair"] / 4)


def test_faithfulness_is_measured_by_landmarks_and_by_difference():
    people = [person(0), person(1)]

    def seen(shift):
        return [Embedding(True, 1, np.zeros(128), mesh() + np.array([shift, 0]))] * 2

    dark, bright = np.zeros((4, 4, 3), np.uint8), np.full((4, 4, 3), 51, np.uint8)
    made = {0.0: ([dark] * 2, seen(0.2)), 1.0: ([bright] * 2, seen(0.4))}
    result = faithfulness_steering(people, made)
    assert result["landmark_error"] == {"0": pytest.approx(0.05), "1": pytest.approx(0.1)}
    assert result["difference"] == pytest.approx(0.2)
