"""The curve over exported models."""

import json
import re

import pytest

from facepencil_train.evaluation.curve import add_point, plot


def evaluation(samples, frechet, version="1.0.0"):
    condition = {
        "detection_rate": 1.0,
        "landmark_error": {"mean": 0.02},
        "frechet": frechet,
        "colour_error": {"skin": {"mean": 1.0}, "hair": {"mean": 3.0}},
        "alpha_error": {"mean": 0.01},
        "perceptual": {"mean": 0.3},
    }
    return {
        "about": {"samples": samples, "version": version},
        "conditions": {"edge_aligned": condition, "deformed": condition},
    }


def test_points_stand_in_order_and_the_same_model_stands_once(tmp_path):
    path = tmp_path / "curve.json"
    for samples, frechet in ((200, 0.2), (100, 0.4), (200, 0.1)):
        points = add_point(path, evaluation(samples, frechet))
    assert [(p["samples"], p["deformed"]["frechet"]) for p in points] == [(100, 0.4), (200, 0.1)]
    assert points[0]["edge_aligned"]["colour_error"] == pytest.approx(2.0)
    assert points == json.loads(path.read_text())


def test_models_that_saw_as_many_samples_stand_one_after_the_other(tmp_path):
    path = tmp_path / "curve.json"
    for version, frechet in (("0.10.0", 0.2), ("0.10.1-try.2", 0.3), ("0.10.1-try.2", 0.1)):
        points = add_point(path, evaluation(200, frechet, version))
    assert [(p["version"], p["deformed"]["frechet"]) for p in points] == [
        ("0.10.0", 0.2),
        ("0.10.1-try.2", 0.1),
    ]


def test_the_same_points_give_the_same_picture(tmp_path):
    points = add_point(tmp_path / "curve.json", evaluation(100, 0.3))
    for name in ("a.svg", "b.svg"):
        plot(points, tmp_path / name)
    first = (tmp_path / "a.svg").read_bytes()
    assert b"thousands of image samples seen" in first
    assert first == (tmp_path / "b.svg").read_bytes()


def test_labels_of_a_long_training_have_room(tmp_path):
    for samples in (7_000, 160_000):
        points = add_point(tmp_path / "curve.json", evaluation(samples, 0.3))
    plot(points, tmp_path / "curve.svg")
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", (tmp_path / "curve.svg").read_text())
    numbers = [text for text in texts if re.fullmatch(r"[\d.]+", text)]
    assert "150" in numbers
    assert max(map(len, numbers)) <= 5
