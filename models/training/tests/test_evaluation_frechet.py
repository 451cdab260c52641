"""The Fréchet distance against closed forms."""

import numpy as np
import pytest

from facepencil_train.evaluation.frechet import frechet_distance, halves_distance


def standardised(rng, count, dimensions):
    """Samples whose mean is exactly 0 and whose covariance is exactly the identity."""
    samples = rng.normal(size=(count, dimensions))
    samples -= samples.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov(samples, rowvar=False))
    return samples @ (vectors / np.sqrt(values)) @ vectors.T


def test_a_set_is_at_no_distance_from_itself():
    samples = np.random.default_rng(0).normal(size=(50, 8))
    assert frechet_distance(samples, samples) == pytest.approx(0, abs=1e-9)


def test_a_shift_counts_with_its_square():
    samples = np.random.default_rng(1).normal(size=(60, 5))
    shift = np.array([3, 0, 4, 0, 0])
    assert frechet_distance(samples, samples + shift) == pytest.approx(25, abs=1e-6)


def test_diagonal_covariances_have_a_closed_form():
    base = standardised(np.random.default_rng(2), 80, 3)
    a, b = np.array([1, 2, 3]), np.array([2, 2, 0.5])
    expected = 0.5**2 + ((a - b) ** 2).sum()
    found = frechet_distance(base * a, base * b + [0.5, 0, 0])
    assert found == pytest.approx(expected, rel=1e-4)


def test_covariances_that_do_not_commute_agree_with_the_matrix_root():
    scipy_linalg = pytest.importorskip("scipy.linalg")
    rng = np.random.default_rng(3)
    a = rng.normal(size=(90, 6)) @ rng.normal(size=(6, 6))
    b = rng.normal(size=(70, 6)) @ rng.normal(size=(6, 6)) + 1
    shift = a.mean(axis=0) - b.mean(axis=0)
    cov_a, cov_b = (np.cov(s, rowvar=False) + 1e-6 * np.eye(6) for s in (a, b))
    root = scipy_linalg.sqrtm(cov_a @ cov_b)
    expected = shift @ shift + np.trace(cov_a + cov_b - 2 * root.real)
    assert frechet_distance(a, b) == pytest.approx(expected, rel=1e-6)
    assert frechet_distance(b, a) == pytest.approx(expected, rel=1e-6)


def test_fewer_samples_than_dimensions_stay_finite_and_positive():
    rng = np.random.default_rng(4)
    distance = frechet_distance(rng.normal(size=(10, 128)), rng.normal(size=(12, 128)))
    assert np.isfinite(distance) and distance > 0


def test_one_dimension_works():
    base = standardised(np.random.default_rng(5), 40, 2)[:, :1]
    assert frechet_distance(base, 3 * base) == pytest.approx(4, rel=1e-4)


def test_too_few_or_unlike_sets_are_refused():
    with pytest.raises(ValueError, match="at least two"):
        frechet_distance(np.zeros((1, 4)), np.zeros((5, 4)))
    with pytest.raises(ValueError, match="descriptors must be"):
        frechet_distance(np.zeros((5, 4)), np.zeros((5, 3)))
    with pytest.raises(ValueError, match="same people"):
        halves_distance(np.zeros((5, 4)), np.zeros((6, 4)))


def test_halves_repeat_exactly_and_see_a_shift_over_the_floor():
    samples = np.random.default_rng(6).normal(size=(400, 4))
    floor, deviation = halves_distance(samples, samples)
    assert halves_distance(samples, samples) == (floor, deviation)
    assert 0 < floor < 0.2
    assert 0 < deviation < floor
    shifted, _ = halves_distance(samples + np.array([1, 0, 0, 0]), samples)
    assert shifted == pytest.approx(1 + floor, abs=0.15)


def test_halves_do_not_share_people():
    # Each person has a dimension of their own: only against themselves would they be near.
    samples = np.eye(4)
    floor, _ = halves_distance(samples, samples)
    # Means of two disjoint pairs of unit vectors are 1 apart in the square, covariances alike.
    assert floor > 1
