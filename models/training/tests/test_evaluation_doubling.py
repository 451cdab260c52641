"""Faces at 512 pixels against doubled ones."""

import cv2
import numpy as np
import pytest

from facepencil_train.evaluation.doubling import compare_doubling, crops


def difference(a, b):
    return np.abs(a.astype(float) - b).mean((1, 2, 3))


def noise(seed):
    return np.random.default_rng(seed).integers(0, 256, (512, 512, 3), dtype=np.uint8)


def test_crops_cover_a_picture_at_its_own_sharpness():
    places = np.arange(512 * 512).reshape(512, 512, 1)
    found = list(crops(places))
    assert len(found) == 9
    assert len(np.unique(np.concatenate([c.ravel() for c in found]))) == 512 * 512


def test_a_picture_smaller_than_a_crop_is_refused():
    with pytest.raises(ValueError, match="192"):
        next(crops(np.zeros((128, 128, 3), np.uint8)))


def test_detail_that_a_doubling_cannot_have_is_nearer():
    photos = [noise(1), noise(2)]
    halves = [cv2.resize(p, (256, 256), interpolation=cv2.INTER_AREA) for p in photos]
    found = compare_doubling(photos, photos, halves, difference)
    assert found["people"] == 2
    assert found["fine"] == 0 < found["bicubic"]
    assert found["fine_is_nearer"] == 1


def test_a_doubled_picture_is_no_nearer_than_itself():
    photos = [noise(1)]
    half = cv2.resize(photos[0], (256, 256), interpolation=cv2.INTER_AREA)
    doubled = cv2.resize(half, (512, 512), interpolation=cv2.INTER_CUBIC)
    found = compare_doubling(photos, [doubled], [half], difference)
    assert found["fine"] == pytest.approx(found["bicubic"])
    assert found["fine_is_nearer"] == 0
