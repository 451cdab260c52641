"""Colour differences against published values."""

import numpy as np
import pytest

from facepencil_train.evaluation.colour import delta_e_2000, srgb_difference, srgb_to_lab

# From table 1 of Sharma, Wu, Dalal 2005: pairs chosen to catch wrong branches.
PUBLISHED = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 3.1571, -77.2803), (50.0, 0.0, -82.7485), 2.8615),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("a", "b", "expected"), PUBLISHED)
def test_published_differences(a, b, expected):
    assert delta_e_2000(a, b) == pytest.approx(expected, abs=5e-5)
    assert delta_e_2000(b, a) == pytest.approx(expected, abs=5e-5)


def test_whole_arrays_are_taken_at_once():
    a, b = (np.array([pair[side] for pair in PUBLISHED]) for side in (0, 1))
    expected = [pair[2] for pair in PUBLISHED]
    np.testing.assert_allclose(delta_e_2000(a, b), expected, atol=5e-5)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((255, 255, 255), (100, 0, 0)),
        ((0, 0, 0), (0, 0, 0)),
        ((119, 119, 119), (50.03, 0, 0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
    ],
)
def test_srgb_in_lab(rgb, lab):
    np.testing.assert_allclose(srgb_to_lab(np.array(rgb)), lab, atol=0.02)


def test_equal_colours_do_not_differ():
    assert srgb_difference(np.array([180, 140, 120]), np.array([180, 140, 120])) == 0
