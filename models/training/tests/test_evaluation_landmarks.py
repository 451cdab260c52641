"""The landmark error against closed forms."""

import numpy as np
import pytest

from facepencil_train.evaluation.landmarks import landmark_error


def mesh():
    points = np.random.default_rng(0).uniform(40, 200, (478, 2))
    points[33], points[263] = (80, 120), (160, 180)  # 100 apart.
    return points


def test_equal_meshes_have_no_error():
    assert landmark_error(mesh(), mesh()) == 0


def test_a_shift_is_its_length_over_the_distance_of_the_eyes():
    assert landmark_error(mesh() + np.array([3, 4]), mesh()) == pytest.approx(0.05)


def test_the_error_is_a_mean_over_the_mesh_and_does_not_see_the_irises():
    found = mesh()
    found[0] += [468, 0]
    found[468:] += 1000
    assert landmark_error(found, mesh()) == pytest.approx(0.01)
    assert landmark_error(found[:468], mesh()[:468]) == pytest.approx(0.01)


def test_the_size_of_the_pictures_does_not_matter():
    wanted = mesh()
    found = wanted + np.random.default_rng(1).normal(0, 2, wanted.shape)
    assert landmark_error(2 * found, 2 * wanted) == pytest.approx(landmark_error(found, wanted))


def test_missing_points_and_coinciding_eyes_are_refused():
    with pytest.raises(ValueError, match="468 mesh points"):
        landmark_error(mesh()[:400], mesh())
    closed = mesh()
    closed[33] = closed[263]
    with pytest.raises(ValueError, match="coincide"):
        landmark_error(mesh(), closed)
