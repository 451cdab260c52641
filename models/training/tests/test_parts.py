"""Parts of faces: where they are, and that their discriminators look there."""

import numpy as np
import pytest
import torch

from facepencil_train.data.batches import BatchSource
from facepencil_train.data.parts import PARTS, part_centres
from facepencil_train.data.store import RecordStore
from facepencil_train.losses import terms
from facepencil_train.networks.parts import SIDE, PartDiscriminators, cut_parts

CENTRES = torch.tensor([[98.0, 120], [158, 120], [128, 149], [128, 184], [128, 152]])


def mirrored(landmarks):
    return np.array([256, 0]) + np.array([-1, 1]) * landmarks


def test_eyes_come_from_left_to_right_also_in_a_mirror(records):
    landmarks = RecordStore([records], "train").read(0).landmarks
    there, back = part_centres(landmarks), part_centres(mirrored(landmarks))
    assert there.shape == (len(PARTS), 2)
    assert there[0, 0] < there[1, 0]
    assert back[[1, 0, 2, 3, 4]] == pytest.approx(mirrored(there), abs=1e-3)


def test_parts_move_with_the_picture(records):
    batch = BatchSource(RecordStore([records], "train"), 8, seed=3).batch(0)
    assert batch.parts.shape == (8, len(PARTS), 2)
    assert batch.parts.std(dim=0).min() > 0.5, "samples are turned, scaled and shifted"

    def brightness(picture, at):
        x, y = at.round().int().tolist()
        return picture[:3, y - 2 : y + 3, x - 2 : x + 3].mean()

    for picture, (first, second, nose, _, _) in zip(batch.target, batch.parts, strict=True):
        # Irises are the darkest of a drawn portrait's face, its nose is skin.
        skin = brightness(picture, nose)
        assert brightness(picture, first) < skin - 0.2
        assert brightness(picture, second) < skin - 0.2


def seen(networks, rgb, centres=CENTRES):
    torch.manual_seed(0)
    with torch.no_grad():
        return torch.stack(networks(cut_parts(rgb, centres.expand(len(rgb), -1, -1))))[:, :, 0]


def test_a_part_is_seen_by_its_own_network_and_by_no_other():
    networks = PartDiscriminators(width=4).eval()
    rgb = torch.zeros(1, 3, 256, 256)
    before = seen(networks, rgb)
    rgb[:, :, 178:190, 122:134] = 1  # The mouth, and the face around it.
    changed = (seen(networks, rgb) != before).squeeze(1).tolist()
    assert changed[3:] == [True, True]
    assert changed[:2] == [False, False]


def test_both_eyes_look_alike_in_a_mirror(monkeypatch):
    monkeypatch.setattr("facepencil_train.networks.parts.JITTER", 0)
    networks = PartDiscriminators(width=4).eval()
    rgb = torch.rand(1, 3, 256, 256, generator=torch.Generator().manual_seed(0))
    scores, back = seen(networks, rgb), seen(networks, rgb.flip(3))
    assert torch.allclose(scores[0], back[1], atol=1e-6)
    assert torch.allclose(scores[1], back[0], atol=1e-6)
    assert not torch.allclose(scores[0], scores[1], atol=1e-4)


def test_the_place_gives_nothing_away():
    rgb = torch.rand(1, 3, 256, 256, generator=torch.Generator().manual_seed(0))
    corners = {float(cut_parts(rgb, CENTRES[None])[0, 2, 0, 0, 0]) for _ in range(8)}
    assert len(corners) > 1


def test_parts_at_the_edge_are_whole():
    networks = PartDiscriminators(width=4)
    edge = torch.tensor([[0.0, 0], [256, 0], [256, 256], [-40, 300], [128, 255]])
    scores = seen(networks, torch.rand(2, 3, 256, 256), edge)
    assert scores.shape == (len(PARTS), 2)
    assert torch.isfinite(scores).all()


def test_they_learn_what_a_nose_is_like():
    torch.manual_seed(0)
    networks = PartDiscriminators(width=8)
    optimiser = torch.optim.Adam(networks.parameters(), 1e-3, (0.5, 0.99))
    real, made = (torch.full((4, 3, 256, 256), 0.2) for _ in range(2))
    made[:, :, 149 - SIDE // 4 : 149, 128 - SIDE // 4 : 128] = -0.5
    centres = CENTRES.expand(4, -1, -1)
    for _ in range(40):
        a, b = (networks(cut_parts(rgb, centres)) for rgb in (real, made))
        loss = terms.hinge_real(a) + terms.hinge_made(b)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    nose = PARTS.index("nose")
    assert a[nose].mean() > b[nose].mean() + 0.5
