"""Made parts of earlier steps are kept, and come back as they were."""

import pytest
import torch

from facepencil_train.training.replay import PartHistory


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(5)


def cuts(value, count=2):
    return torch.full((count, 5, 3, 64, 64), float(value))


def test_the_first_faces_stand_for_themselves():
    new = cuts(0.5)
    assert PartHistory(size=8).recall(new).equal(new)


def test_older_faces_come_back_as_they_were():
    history = PartHistory(size=8)
    history.remember(cuts(-0.5))
    older = history.recall(cuts(0.9))
    assert older.shape == cuts(0.9).shape
    assert torch.allclose(older, cuts(-0.5), atol=1 / 127)


def test_there_is_room_for_so_many_and_old_ones_go_by_chance():
    history = PartHistory(size=32)
    for step in range(100):
        history.remember(cuts(step / 50 - 1))
    assert history.cuts.shape[0] == 32
    ages = (99 - (history.cuts[:, 0, 0, 0, 0].float() / 127.5) * 50).round()
    assert ages.max() > 40, "some reach far back"
    assert ages.min() < 10, "new ones come in"


def test_faces_beyond_the_range_are_kept_within():
    history = PartHistory(size=4)
    history.remember(cuts(1.5))
    assert torch.allclose(history.recall(cuts(0)), cuts(1.0), atol=1 / 127)


def test_what_is_kept_survives_a_checkpoint():
    history, again = PartHistory(size=8), PartHistory(size=8)
    history.remember(cuts(0.3))
    again.load_state_dict(history.state_dict())
    assert again.recall(cuts(0)).equal(history.recall(cuts(0)))
