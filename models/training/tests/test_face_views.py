"""The face network's views of a picture: all of it, the face close up, the eyes."""

import pytest
import torch

from facepencil_train.training.face_taps import FACE_INPUT
from facepencil_train.training.face_views import View, seen

CENTRES = torch.tensor([[98.0, 120], [158, 120], [128, 149], [128, 184], [128, 152]])


def dots(points):
    """A picture whose channels have a soft dot each, at three points."""
    y, x = torch.meshgrid(torch.arange(256) + 0.5, torch.arange(256) + 0.5, indexing="ij")
    return torch.stack([torch.exp(-((x - px) ** 2 + (y - py) ** 2) / 20) for px, py in points])


def places(picture):
    y, x = torch.meshgrid(*[torch.arange(FACE_INPUT) + 0.5] * 2, indexing="ij")
    weights = picture / picture.sum(dim=(1, 2), keepdim=True)
    return torch.stack([(weights * x).sum(dim=(1, 2)), (weights * y).sum(dim=(1, 2))], dim=1)


def test_views_take_turns():
    assert [View.at(step) for step in range(6)] == [View.WHOLE, View.CLOSE, View.EYES] * 2


def test_the_whole_view_is_the_picture():
    picture = torch.rand(1, 3, 256, 256)
    assert seen(View.WHOLE, picture, CENTRES[None]) is picture


@pytest.mark.parametrize(("angle", "scale", "shift"), [(0, 1, 0), (0.3, 0.9, 14)])
def test_a_close_up_shows_eyes_nose_and_mouth_larger_and_upright(angle, scale, shift):
    turn = torch.tensor(angle)
    rotation = scale * torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos()]).view(2, 2)
    centres = (CENTRES - 128) @ rotation.T + 128 + shift
    eyes = centres[[0, 1, 3]]
    close = seen(View.CLOSE, dots(eyes.tolist())[None], centres[None])[0]
    assert close.shape == (3, FACE_INPUT, FACE_INPUT)
    left, right, mouth = places(close)
    assert float((right - left)[1]) == pytest.approx(0, abs=1), "upright"
    apart = float((eyes[1] - eyes[0]).norm())
    assert float((right - left)[0]) > 1.3 * apart, "larger"
    for part in (left, right, mouth):
        assert (part > 24).all() and (part < FACE_INPUT - 24).all(), "with what is around them"


@pytest.mark.parametrize(("angle", "scale", "shift"), [(0, 1, 0), (0.3, 0.9, 14)])
def test_the_view_of_the_eyes_has_the_left_one_above_the_other(angle, scale, shift):
    turn = torch.tensor(angle)
    rotation = scale * torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos()]).view(2, 2)
    centres = (CENTRES - 128) @ rotation.T + 128 + shift
    left, right, mouth = centres[[0, 1, 3]].tolist()
    view = seen(View.EYES, dots([left, right, mouth])[None], centres[None])[0]
    assert view.shape == (3, FACE_INPUT, FACE_INPUT)
    above, below, _ = places(view)
    middle, half = FACE_INPUT / 2, FACE_INPUT / 4
    for eye, band in ((above, 0), (below, FACE_INPUT // 2)):
        assert float(eye[0]) == pytest.approx(middle, abs=6), "in the middle across"
        assert 0 < float(eye[1]) - band - half < half - 12, "brows have more room than bags"
    assert float(view[2].max()) < 0.01, "no mouth"
    tilted = seen(
        View.EYES,
        dots([left, (centres[0] + 4 * rotation[:, 0]).tolist(), right])[None],
        centres[None],
    )[0]
    moved = places(tilted)[1] - places(tilted)[0]
    assert float(moved[1]) == pytest.approx(0, abs=0.5), "upright"
    assert float(moved[0]) > 1.8 * 4 * scale, "and larger"


@pytest.mark.parametrize(
    ("view", "rows", "columns"),
    [(View.CLOSE, (110, 190), (90, 170)), (View.EYES, (112, 126), (90, 166))],
)
def test_gradients_reach_the_picture(view, rows, columns):
    picture = torch.rand(1, 3, 256, 256, requires_grad=True)
    seen(view, picture, CENTRES[None]).sum().backward()
    assert float(picture.grad[:, :, slice(*rows), slice(*columns)].abs().min()) > 0
