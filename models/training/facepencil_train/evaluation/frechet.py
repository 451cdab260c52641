"""Fréchet distance between two sets of descriptors."""

from __future__ import annotations

import numpy as np

REGULARISATION = 1e-6
"""Added to each variance: a covariance of few samples is singular."""

_HALVES = 10


def frechet_distance(a: np.ndarray, b: np.ndarray) -> float:
    """Squared Fréchet distance of the normal distributions fitted to two sets.

    ``|m_a - m_b|^2 + tr(C_a + C_b - 2 (C_a C_b)^(1/2))``, as in Heusel et al. 2017, "GANs Trained
    by a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium" (arXiv:1706.08500). The
    fewer the samples, the larger it comes out: compare only values of sets of like sizes.

    Parameters
    ----------
    a, b
        Descriptors ``[N, D]`` and ``[M, D]``, at least two each.

    Returns
    -------
    float
        At least 0, in squared units of the descriptors.

    Raises
    ------
    ValueError
        If a set has fewer than two descriptors, or the dimensions differ.
    """
    a, b = np.asarray(a, np.float64), np.asarray(b, np.float64)
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1]:
        raise ValueError(f"descriptors must be [N, D] and [M, D], not {a.shape} and {b.shape}")
    if len(a) < 2 or len(b) < 2:
        raise ValueError("a Fréchet distance needs at least two descriptors in each set")
    shift = a.mean(axis=0) - b.mean(axis=0)
    covariance_a, covariance_b = _covariance(a), _covariance(b)
    root = _symmetric_root(covariance_a)
    # (C_a C_b)^(1/2) has the trace of this symmetric root, which needs no complex numbers.
    mixed = np.linalg.eigvalsh(root @ covariance_b @ root)
    traces = np.trace(covariance_a) + np.trace(covariance_b)
    distance = shift @ shift + traces - 2 * np.sqrt(np.clip(mixed, 0, None)).sum()
    return max(0.0, float(distance))


def halves_distance(a: np.ndarray, b: np.ndarray) -> tuple[float, float]:
    """Fréchet distance of one half of ``a`` from the other half of ``b``, people disjoint.

    With ``a`` and ``b`` the same photos it is the floor: what photos of other people measure.
    With ``a`` made from the sketches of ``b`` it can be compared with that floor.

    Parameters
    ----------
    a, b
        Descriptors ``[N, D]``, row by row of the same people, at least four.

    Returns
    -------
    tuple of float
        Mean and standard deviation over ten fixed random splits.

    Raises
    ------
    ValueError
        If the sets differ in size or have fewer than four descriptors.
    """
    if len(a) != len(b) or len(a) < 4:
        raise ValueError(f"halves need the same people, at least four, not {len(a)} and {len(b)}")
    found = []
    for seed in range(_HALVES):
        order = np.random.default_rng(seed).permutation(len(a))
        first, second = order[: len(a) // 2], order[len(a) // 2 :]
        found.append(frechet_distance(np.asarray(a)[first], np.asarray(b)[second]))
    return float(np.mean(found)), float(np.std(found))


def _covariance(samples: np.ndarray) -> np.ndarray:
    return np.cov(samples, rowvar=False).reshape(samples.shape[1], -1) + REGULARISATION * np.eye(
        samples.shape[1]
    )


def _symmetric_root(matrix: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(np.clip(values, 0, None))) @ vectors.T
