"""Heads upon who faces are: one score for a face, whatever the scale of the features."""

import torch

from facepencil_train.losses import terms
from facepencil_train.losses.identity import LAYERS
from facepencil_train.networks.identity_heads import IdentityHeads


def features(count, seed):
    generator = torch.Generator().manual_seed(seed)
    return [torch.randn(count, c, s, s, generator=generator) for c, s in LAYERS]


def test_each_layer_gives_one_score_for_a_face():
    scores = IdentityHeads(LAYERS, width=8)(features(3, 0))
    assert [s.shape for s in scores] == [(3, 1)] * len(LAYERS)


def test_the_scale_of_a_layer_does_not_count():
    torch.manual_seed(0)
    heads = IdentityHeads(LAYERS, width=8).eval()
    seen = features(2, 0)
    with torch.no_grad():
        once, larger = heads(seen), heads([20 * x for x in seen])
    for a, b in zip(once, larger, strict=True):
        assert torch.allclose(a, b, atol=1e-4)


def test_they_learn_what_two_sets_differ_in_and_know_it_in_new_faces():
    torch.manual_seed(0)
    heads = IdentityHeads(LAYERS, width=16)
    optimiser = torch.optim.Adam(heads.parameters(), 3e-3, (0.5, 0.99))
    # Of one set every fourth channel is a little brighter.
    shift = [torch.zeros(1, c, 1, 1) for c, _ in LAYERS]
    for layer in shift:
        layer[:, ::4] = 0.5

    def loss(seed):
        real = heads(features(16, seed))
        made = heads([x + d for x, d in zip(features(16, seed + 1000), shift, strict=True)])
        return terms.hinge_real(real) + terms.hinge_made(made)

    before = float(loss(500).detach())
    for step in range(40):
        optimiser.zero_grad()
        loss(step).backward()
        optimiser.step()
    assert before > 1.8
    assert float(loss(500).detach()) < 1.0
