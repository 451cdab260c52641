"""Glasses: found where a drawn portrait has frames, and never lost on the way to a sketch."""

import json

import cv2
import numpy as np
import pytest
from portrait import portrait

from facepencil_train.data.sample import choose_strokes
from facepencil_train.data.store import RecordStore
from facepencil_train.prepare.features import feature_strokes
from facepencil_train.prepare.glasses import Glasses, find_glasses
from facepencil_train.prepare.verdict import Verdict
from facepencil_train.sketch.caricature import caricature
from facepencil_train.sketch.deform import deform
from facepencil_train.sketch.habits import HABITS
from facepencil_train.sketch.habits.lines import lines_drawn_in_one_sweep
from facepencil_train.sketch.stroke import OUTLINE_LAYER

RING = (20, 17)
DOWN = 5


def framed(seed=0, size=512, tint=0.0, colour=(30, 28, 32), turn=0.0):
    """A drawn portrait with a frame around each eye, a bridge and temples; ``tint`` of lenses."""
    rgb, _, landmarks = portrait(size=size, seed=seed)
    factor, drawn = size / 256, rgb.copy()
    thick = max(1, round(1.6 * factor))

    def at(x, y):
        return round(x * factor), round(y * factor)

    for x, sign in ((100, -1), (156, 1)):
        axes = at(*RING)
        lens = cv2.ellipse(drawn.copy(), at(x, 120 + DOWN), axes, 0, 0, 360, colour, -1)
        drawn = cv2.addWeighted(lens, tint, drawn, 1 - tint, 0)
        cv2.ellipse(drawn, at(x, 120 + DOWN), axes, 0, 0, 360, colour, thick, cv2.LINE_AA)
        ends = at(x + sign * RING[0], 120), at(128 + sign * 57, 117)
        cv2.line(drawn, *ends, colour, thick, cv2.LINE_AA)
    cv2.ellipse(drawn, at(128, 122), at(6, 4), 0, 180, 360, colour, thick, cv2.LINE_AA)
    if turn:
        matrix = cv2.getRotationMatrix2D((size / 2, size / 2), turn, 1)
        drawn = cv2.warpAffine(drawn, matrix, (size, size), borderMode=cv2.BORDER_REPLICATE)
        matrix[:, 2] /= factor
        landmarks = landmarks @ matrix[:, :2].T + matrix[:, 2]
    return drawn, landmarks


@pytest.mark.parametrize("size", [256, 512])
@pytest.mark.parametrize("seed", range(3))
def test_a_bare_face_has_no_glasses(seed, size):
    rgb, _, landmarks = portrait(size=size, seed=seed)
    assert find_glasses(rgb, landmarks) == (Verdict.NO, None)


@pytest.mark.parametrize("tint", [0.0, 0.9], ids=["clear", "dark"])
@pytest.mark.parametrize("seed", range(3))
def test_rings_lie_on_the_frames(seed, tint):
    verdict, glasses = find_glasses(*framed(seed, tint=tint))
    assert verdict is Verdict.YES
    for ring, x in zip(glasses.rings, (100, 156), strict=True):
        # 1 on the frame; a pixel of the canvas is 1 / 17 of the shorter half axis.
        away = np.hypot(*((ring - [x, 120 + DOWN]) / RING).T)
        assert np.abs(away - 1).mean() < 0.1
    assert glasses.bridge[0, 0] < 128 < glasses.bridge[-1, 0]
    assert abs(glasses.bridge[:, 1].mean() - 119) < 5


def test_temples_run_from_the_rings_to_the_sides_of_the_head():
    _, glasses = find_glasses(*framed())
    assert len(glasses.temples) == 2
    for temple, sign in zip(glasses.temples, (-1, 1), strict=True):
        away = sign * (temple[:, 0] - 128)
        assert (np.diff(away) > 0).all()
        assert abs(temple[:, 1].mean() - 119) < 6


def test_glasses_turn_with_the_head():
    _, upright = find_glasses(*framed())
    rgb, landmarks = framed(turn=10)
    verdict, turned = find_glasses(rgb, landmarks)
    assert verdict is Verdict.YES
    matrix = cv2.getRotationMatrix2D((128, 128), 10, 1)
    for before, after in zip(upright.rings, turned.rings, strict=True):
        moved = before.mean(axis=0) @ matrix[:, :2].T + matrix[:, 2]
        assert np.hypot(*(moved - after.mean(axis=0))) < 2.5


def test_strokes_are_outlines_of_closed_rings_and_open_lines():
    _, glasses = find_glasses(*framed())
    strokes = glasses.strokes()
    assert [s.closed for s in strokes] == [True, True, False, False, False]
    assert {s.name for s in strokes} == {"glasses"}
    assert {s.layer for s in strokes} == {OUTLINE_LAYER}


@pytest.fixture(scope="module")
def sketch():
    """Features and glasses of a drawn portrait."""
    rgb, landmarks = framed()
    _, glasses = find_glasses(rgb, landmarks)
    assert isinstance(glasses, Glasses)
    return feature_strokes(landmarks) + glasses.strokes()


def worn(strokes):
    return [s for s in strokes if s.name == "glasses"]


@pytest.mark.parametrize(
    "habit",
    [h for h in dict.fromkeys(h for _, hs in HABITS for h in hs) if h.__name__ != "lines_restated"],
    ids=lambda h: h.__name__,
)
def test_no_habit_adds_moves_or_leaves_out_glasses(sketch, habit):
    for seed in range(20):
        drawn = worn(habit(sketch, np.random.default_rng(seed)))
        assert [s.points.tolist() for s in drawn] == [s.points.tolist() for s in worn(sketch)]


def test_restated_glasses_are_all_there(sketch):
    habit = next(h for _, hs in HABITS for h in hs if h.__name__ == "lines_restated")
    for seed in range(10):
        drawn = np.concatenate([s.points for s in worn(habit(sketch, np.random.default_rng(seed)))])
        for stroke in worn(sketch):
            gaps = np.hypot(*(stroke.points[:, None] - drawn).transpose(2, 0, 1)).min(axis=1)
            assert gaps.max() < 8


def test_neither_choice_nor_deformation_loses_glasses(sketch):
    for seed in range(300):
        rng = np.random.default_rng(seed)
        chosen = choose_strokes(sketch, rng)
        assert worn(chosen) == worn(sketch)
        bent = np.concatenate([s.points for s in worn(deform(chosen, 1.0, rng))])
        for stroke in worn(sketch)[:3]:
            # Its middle is still near a line of the deformed glasses.
            point = stroke.points[len(stroke.points) // 4]
            assert np.hypot(*(bent - point).T).min() < 40
        assert len(worn(deform(sketch, 1.0, rng))) >= len(worn(sketch))


def test_glasses_follow_the_eyes_of_a_caricature(sketch):
    def middles(strokes):
        eyes = np.concatenate([s.points for s in strokes if s.name.startswith("eye")])
        rings = np.concatenate([s.points for s in worn(strokes)[:2]])
        return eyes.mean(axis=0), rings.mean(axis=0)

    apart = np.subtract(*middles(sketch))
    lifts = []
    for seed in range(20):
        drawn = caricature(sketch, 1.0, np.random.default_rng(seed))
        eyes, rings = middles(drawn)
        assert np.abs(eyes - rings - apart).max() < 4.5
        lifts.append(eyes[1])
    assert np.ptp(lifts) > 6


def test_one_sweep_leaves_rings_their_size(sketch):
    drawn = lines_drawn_in_one_sweep(sketch, np.random.default_rng(1))
    assert np.ptp(worn(drawn)[0].points[:, 0]) == np.ptp(worn(sketch)[0].points[:, 0])


def summary(folder, verdicts):
    people = [
        {"id": f"p{i}", "split": "train", "sex": "female", "group": "a", "age": 30}
        | ({} if verdict is None else {"glasses": verdict})
        for i, verdict in enumerate(verdicts)
    ]
    content = {"people": people, "index": {p["id"]: {} for p in people}}
    (folder / "set.json").write_text(json.dumps(content))
    return RecordStore([folder], "train")


def test_unsure_people_are_not_sampled_but_older_records_are(tmp_path):
    weights = summary(tmp_path, ["yes", "unsure", "no", None]).weights(1.0)
    assert np.allclose(weights, [2 / 4, 0, 1 / 4, 1 / 4])


def test_unsure_people_are_sampled_without_balance_and_when_nobody_else_is_there(tmp_path):
    assert np.allclose(summary(tmp_path, ["yes", "unsure"]).weights(0.0), 0.5)
    assert np.allclose(summary(tmp_path, ["unsure", "unsure"]).weights(1.0), 0.5)


def test_records_and_their_index_say_whether_there_are_glasses(records):
    store = RecordStore([records], "train")
    assert {e.person["glasses"] for e in store.entries} == {"no"}
    assert store.read(0).person["glasses"] == "no"
