"""The whole evaluation on numbers whose results are known beforehand.

Pictures carry their own landmarks and descriptor: the embedder reads them from the first pixel.
"""

import json

import numpy as np
import pytest

from facepencil_train.evaluation.evaluate import Face, Person, run
from facepencil_train.evaluation.node import Embedding

SIZE = 8
COUNT = 12


def mesh():
    points = np.random.default_rng(0).uniform(1, 7, (478, 2))
    points[33], points[263] = (2, 4), (6, 4)  # 4 apart.
    return points


def picture(person, shift=0, detected=1):
    rgb = np.full((SIZE, SIZE, 3), 100, np.uint8)
    rgb[0, 0] = (person, shift, detected)
    return rgb


def embed(pictures):
    """Descriptor: one-hot of the person plus the shift in a dimension of its own."""
    found = []
    for rgb in pictures:
        person, shift, detected = (int(v) for v in rgb[0, 0])
        descriptor = np.zeros(COUNT + 1, np.float32)
        descriptor[person], descriptor[-1] = 1, shift
        landmarks = mesh() + np.array([0.1 * shift, 0])
        found.append(Embedding(True, 1, descriptor, landmarks) if detected else Embedding(False))
    return found


def people(**changes):
    return [
        Person(str(i), picture(i), mesh(), "a" if i < 3 else "b", **changes) for i in range(COUNT)
    ]


def test_perfect_faces_reach_the_floor():
    result = run(people(), {"edge_aligned": [Face(picture(i)) for i in range(COUNT)]}, embed)
    found = result["conditions"]["edge_aligned"]
    assert result["people"] == COUNT
    assert found["detection_rate"] == 1
    assert found["frechet"] == pytest.approx(0, abs=1e-6)
    assert found["frechet_halves"] == result["floor"]["frechet_halves"]
    assert found["landmark_error"] == {"count": COUNT, "mean": 0, "median": 0, "p90": 0}
    assert found["descriptor_distance"]["mean"] == 0
    assert "descriptor_distance" not in result["floor"]
    assert "perceptual" not in found and "colour_error" not in found


def test_each_condition_and_group_is_measured_by_itself():
    shifts = [4] * 3 + [8] * 9
    result = run(
        people(),
        {
            "edge_aligned": [Face(picture(i)) for i in range(COUNT)],
            "deformed": (Face(picture(i, shift)) for i, shift in enumerate(shifts)),
        },
        embed,
    )
    assert result["conditions"]["edge_aligned"]["landmark_error"]["mean"] == 0
    found = result["conditions"]["deformed"]
    # A shift of 0.1 a step, over eyes 4 apart.
    assert found["landmark_error"]["mean"] == pytest.approx((3 * 0.1 + 9 * 0.2) / 12)
    assert found["landmark_error"]["median"] == pytest.approx(0.2)
    assert found["descriptor_distance"]["p90"] == pytest.approx(8)
    assert found["groups"]["a"]["landmark_error"] == pytest.approx(0.1)
    assert found["groups"]["b"]["landmark_error"] == pytest.approx(0.2)
    assert found["groups"]["b"]["people"] == 9
    # The mean moved by 7 in one dimension; its variance grew from 0 to that of the shifts.
    assert found["frechet"] == pytest.approx(7**2 + np.var(shifts, ddof=1), rel=1e-3)


def test_faces_that_are_not_found_count_against_detection_only():
    faces = [Face(picture(i, shift=4, detected=i % 2)) for i in range(COUNT)]
    found = run(people(), {"deformed": faces}, embed)["conditions"]["deformed"]
    assert found["detection_rate"] == 0.5
    assert found["landmark_error"]["count"] == 6
    assert found["landmark_error"]["mean"] == pytest.approx(0.1)
    assert found["groups"]["a"]["detection_rate"] == pytest.approx(1 / 3)


def test_no_face_at_all_still_gives_a_result(tmp_path):
    faces = [Face(picture(i, detected=0)) for i in range(COUNT)]
    found = run(people(), {"x": faces}, embed, out=tmp_path / "e.json")["conditions"]["x"]
    assert found["detection_rate"] == 0
    assert found["frechet"] is None and found["frechet_halves"] is None
    assert "landmark_error" not in found


def test_alpha_perceptual_and_colours_are_measured_where_given(tmp_path):
    alpha = np.zeros((SIZE, SIZE), np.uint8)
    labels = np.zeros((SIZE, SIZE), np.uint8)
    style = {"skin": (100, 100, 100), "hair": None, "background": (0, 0, 0)}
    faces = [Face(picture(i), np.full_like(alpha, 51)) for i in range(COUNT)]
    batches = []

    def perceptual(made, photos):
        batches.append(len(made))
        return np.abs(made.astype(float) - photos).mean(axis=(1, 2, 3)) + np.arange(len(made))

    out = tmp_path / "new" / "evaluation.json"
    result = run(
        people(alpha=alpha, labels=labels, style=style),
        {"edge_aligned": faces},
        embed,
        perceptual=perceptual,
        measure_colours=lambda rgb, labels: {
            "skin": rgb[4, 4],
            "hair": (1, 2, 3),
            "background": None,
        },
        out=out,
        about={"step": 3},
    )
    found = result["conditions"]["edge_aligned"]
    assert found["alpha_error"]["mean"] == pytest.approx(0.2)
    assert batches == [COUNT]
    assert found["perceptual"]["mean"] == pytest.approx(5.5)
    # Asked for and found: skin alone.
    assert list(found["colour_error"]) == ["skin"]
    assert found["colour_error"]["skin"]["p90"] == pytest.approx(0, abs=1e-9)
    assert found["groups"]["a"]["colour_error"] == {"skin": pytest.approx(0, abs=1e-9)}
    assert result["floor"]["colour_error"]["skin"]["count"] == COUNT
    written = json.loads(out.read_text())
    assert written["about"] == {"step": 3}
    assert written["conditions"]["edge_aligned"]["alpha_error"] == found["alpha_error"]


def test_wrong_numbers_and_sizes_are_refused():
    with pytest.raises(ValueError, match="at least four"):
        run(people()[:3], {}, embed)
    with pytest.raises(ValueError, match="edge_aligned: 2 faces for 12 people"):
        run(people(), {"edge_aligned": [Face(picture(i)) for i in range(2)]}, embed)
    large = [Face(np.zeros((16, 16, 3), np.uint8)) for _ in range(COUNT)]
    with pytest.raises(ValueError, match="the face of 0"):
        run(people(), {"edge_aligned": large}, embed)


def test_the_worst_faces_are_named_worst_first():
    faces = [Face(picture(i, shift=i, detected=i != 5)) for i in range(COUNT)]
    worst = run(people(), {"deformed": faces}, embed)["conditions"]["deformed"]["worst"]
    assert [w["id"] for w in worst] == ["5", "11", "10", "9", "8", "7", "6", "4"]
    assert worst[0]["landmark_error"] is None
