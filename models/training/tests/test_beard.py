"""Beards: found where a drawn portrait has hair on its lower face, and kept in every sketch."""

import cv2
import numpy as np
import pytest
from portrait import portrait

from facepencil_train.data.sample import choose_strokes
from facepencil_train.data.store import RecordStore
from facepencil_train.prepare.beard import find_beard
from facepencil_train.prepare.beard.view import axes_of, view_of
from facepencil_train.prepare.features import feature_strokes
from facepencil_train.prepare.verdict import Verdict
from facepencil_train.sketch.caricature import caricature
from facepencil_train.sketch.deform import deform
from facepencil_train.sketch.habits import HABITS
from facepencil_train.sketch.habits.lines import lines_drawn_in_one_sweep
from facepencil_train.sketch.stroke import DETAIL_LAYER, OUTLINE_LAYER

EDGE = 172
"""Row of the canvas that the drawn beard begins at."""


def haired(seed=0, size=512, beard=True, moustache=True, colour=(58, 42, 34), turn=0.0):
    """A drawn portrait with hair on the chin and the jaw, or over the lip."""
    rgb, _, landmarks = portrait(size=size, seed=seed)
    face, hair = np.zeros((256, 256), np.uint8), np.zeros((256, 256), np.uint8)
    cv2.ellipse(face, (128, 138), (56, 76), 0, 0, 360, 1, -1)
    if beard:
        hair[EDGE:] = face[EDGE:]
    if moustache:
        cv2.ellipse(hair, (128, 174), (26, 11), 0, 180, 360, 1, -1)
    cv2.ellipse(hair, (128, 178), (22, 9), 0, 0, 360, 0, -1)
    mask = cv2.resize(hair, (size, size), interpolation=cv2.INTER_NEAREST) > 0
    noise = np.random.default_rng(seed).normal(0, 14, (size, size, 1))
    drawn = rgb.copy()
    drawn[mask] = np.clip(np.array(colour) + noise, 0, 255)[mask].astype(np.uint8)
    if turn:
        factor = size / 256
        matrix = cv2.getRotationMatrix2D((size / 2, size / 2), turn, 1)
        drawn = cv2.warpAffine(drawn, matrix, (size, size), borderMode=cv2.BORDER_REPLICATE)
        matrix[:, 2] /= factor
        landmarks = landmarks @ matrix[:, :2].T + matrix[:, 2]
    return drawn, landmarks


def lines(beard, name):
    return [line for of, line in beard.outlines if of == name]


@pytest.mark.parametrize("size", [256, 512])
@pytest.mark.parametrize("seed", range(3))
def test_a_bare_face_has_no_beard(seed, size):
    rgb, _, landmarks = portrait(size=size, seed=seed)
    assert find_beard(rgb, landmarks) == (Verdict.NO, None)


def test_dark_skin_and_a_shadow_on_one_side_are_no_beard():
    rgb, _, landmarks = portrait(size=512)
    dark = (rgb * 0.4).astype(np.uint8)
    assert find_beard(dark, landmarks)[0] is Verdict.NO
    shade = np.linspace(1.0, 0.5, 512)[None, :, None]
    assert find_beard((rgb * shade).astype(np.uint8), landmarks)[1] is None


@pytest.mark.parametrize("seed", range(3))
def test_the_edge_of_a_beard_lies_where_the_hair_begins(seed):
    verdict, beard = find_beard(*haired(seed, moustache=False), "a")
    assert verdict is Verdict.YES
    edge = np.concatenate([s.points for s in beard.strokes([]) if s.layer == OUTLINE_LAYER])
    for left, right in ((84, 100), (156, 172)):
        cheek = edge[(edge[:, 0] > left) & (edge[:, 0] < right) & (edge[:, 1] < 180)]
        assert len(cheek)
        assert np.abs(cheek[:, 1] - EDGE).mean() < 5
    # The lower edge is the chin's, though the neck below it is bare.
    assert abs(edge[:, 1].max() - 214) < 8


def test_a_moustache_alone_lies_on_the_lip():
    verdict, beard = find_beard(*haired(beard=False, colour=(30, 20, 16)), "a")
    assert verdict is Verdict.YES
    assert not lines(beard, "beard")
    edge = np.concatenate(lines(beard, "moustache"))
    assert edge[:, 1].max() < 190 and edge[:, 1].min() > 158
    assert np.abs(edge[:, 0] - 128).max() < 36


def test_a_beard_turns_with_the_head():
    _, upright = find_beard(*haired(), "a")
    verdict, turned = find_beard(*haired(turn=12), "a")
    assert verdict is Verdict.YES
    matrix = cv2.getRotationMatrix2D((128, 128), 12, 1)
    before = np.concatenate(lines(upright, "beard")).mean(axis=0)
    moved = before @ matrix[:, :2].T + matrix[:, 2]
    assert np.hypot(*(moved - np.concatenate(lines(turned, "beard")).mean(axis=0))) < 3


def test_points_of_a_view_lie_where_the_canvas_has_them():
    rgb, _, landmarks = portrait(size=512)
    bent = landmarks @ np.array([[0.9, 0.1], [-0.1, 1.1]]) + [10, -8]
    view = view_of(rgb, bent)
    assert np.abs(view.to_canvas(view.landmarks) - bent).max() < 1e-6


def test_a_head_in_profile_does_not_fold_over():
    _, _, landmarks = portrait()
    landmarks[132] = landmarks[2] + [4, -20]
    _, left, right, down = axes_of(landmarks)
    across = np.array([down[1], -down[0]])
    assert left @ across < 0 < right @ across


def test_edges_are_outlines_and_strands_are_details_that_stay_in_the_hair():
    _, beard = find_beard(*haired(), "a")
    strokes = beard.strokes([])
    assert {s.name for s in strokes} <= {"beard", "moustache"}
    strands = [s for s in strokes if s.layer == DETAIL_LAYER]
    assert 6 <= len(strands) <= 30
    for strand in strands:
        away = np.hypot(*((strand.points - [128, 138]) / [58, 79]).T)
        assert away.max() < 1 and strand.points[:, 1].min() > 158


def test_the_same_photo_gets_the_same_strands_and_another_gets_others():
    first, again, other = (
        np.concatenate([line for _, line in find_beard(*haired(), name)[1].strands])
        for name in ("a", "a", "b")
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first[:20], other[:20])


def test_no_edge_runs_where_a_line_is_drawn_already():
    _, beard = find_beard(*haired(), "a")
    alone = [s for s in beard.strokes([]) if s.layer == OUTLINE_LAYER]
    beside = [s for s in beard.strokes(alone) if s.layer == OUTLINE_LAYER]
    assert alone and not beside


@pytest.fixture(scope="module")
def sketch():
    """Features and beard of a drawn portrait."""
    rgb, landmarks = haired()
    features = feature_strokes(landmarks)
    return features + find_beard(rgb, landmarks, "a")[1].strokes(features)


def edges(strokes):
    return [s for s in strokes if s.name in ("beard", "moustache") and s.layer == OUTLINE_LAYER]


def test_neither_choice_nor_deformation_loses_the_edges(sketch):
    for seed in range(100):
        rng = np.random.default_rng(seed)
        chosen = choose_strokes(sketch, rng)
        assert edges(chosen) == edges(sketch)
        bent = np.concatenate([s.points for s in edges(deform(chosen, 1.0, rng))])
        for stroke in edges(sketch):
            assert np.hypot(*(bent - stroke.points[len(stroke.points) // 4]).T).min() < 40


@pytest.mark.parametrize(
    "habit", list(dict.fromkeys(h for _, hs in HABITS for h in hs)), ids=lambda h: h.__name__
)
def test_no_habit_leaves_edges_out(sketch, habit):
    for seed in range(10):
        drawn = edges(habit(sketch, np.random.default_rng(seed)))
        points = np.concatenate([s.points for s in drawn])
        for stroke in edges(sketch):
            middle = stroke.points[len(stroke.points) // 2]
            assert np.hypot(*(points - middle).T).min() < 16


def test_one_sweep_leaves_the_notches_of_an_edge(sketch):
    for seed in range(5):
        drawn = edges(lines_drawn_in_one_sweep(sketch, np.random.default_rng(seed)))
        assert [s.points.tolist() for s in drawn] == [s.points.tolist() for s in edges(sketch)]


@pytest.mark.parametrize("columns", [slice(256, 512), slice(0, 256)], ids=["right", "left"])
def test_hair_on_one_side_alone_is_not_drawn(columns):
    rgb, landmarks = haired(beard=False, colour=(4, 2, 2))
    bare, _, _ = portrait(size=512)
    rgb[:, columns] = bare[:, columns]
    assert find_beard(rgb, landmarks, "a")[1] is None


def test_a_moustache_follows_the_mouth_of_a_caricature():
    rgb, landmarks = haired(beard=False, colour=(30, 20, 16))
    features = feature_strokes(landmarks)
    strokes = features + find_beard(rgb, landmarks, "a")[1].strokes(features)

    def apart(drawn):
        lips = np.concatenate([s.points for s in drawn if s.name.startswith("lip")])
        hair = np.concatenate([s.points for s in edges(drawn)])
        return lips[:, 1].mean() - hair[:, 1].mean(), lips[:, 1].mean()

    before, _ = apart(strokes)
    rows = []
    for seed in range(20):
        after, row = apart(caricature(strokes, 1.0, np.random.default_rng(seed)))
        assert abs(after - before) < 0.6 * before + 1
        rows.append(row)
    assert np.ptp(rows) > 4


def test_records_and_their_index_say_whether_there_is_a_beard(records):
    store = RecordStore([records], "train")
    assert {e.person["beard"] for e in store.entries} == {"no"}
    assert store.read(0).person["beard"] == "no"
