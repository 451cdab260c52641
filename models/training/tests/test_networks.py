"""Shapes, budgets and the properties that the design promises of the networks."""

import pytest
import torch

from facepencil_train.networks.blocks import count_flops, count_parameters
from facepencil_train.networks.discriminator import FeatureHeads, MultiScaleDiscriminator
from facepencil_train.networks.generator import (
    ColourPlan,
    DualGenerators,
    GeneratorConfig,
    MainGenerator,
    _shares,
)
from facepencil_train.networks.sap import BRANCHES, SpatialAttentionPooling, pool_ink
from facepencil_train.networks.style import STYLE_SIZE
from facepencil_train.training.config import CONFIGS, load_config

INK, STYLE = torch.zeros(1, 1, 256, 256), torch.full((1, STYLE_SIZE), 0.5)


def test_the_generator_that_ships_keeps_its_budget():
    generator = MainGenerator(CONFIGS["facepencil"].generator).eval()
    assert count_parameters(generator) <= 8_000_000
    assert count_flops(generator, INK, STYLE) <= 9e9


def test_images_are_rgba_in_range():
    generator = MainGenerator(GeneratorConfig()).eval()
    with torch.no_grad():
        image = generator(torch.rand(2, 1, 256, 256), torch.rand(2, STYLE_SIZE))
    assert image.shape == (2, 4, 256, 256)
    assert image.min() >= 0
    assert image.max() <= 1


@pytest.mark.parametrize("window", BRANCHES)
def test_pooled_ink_is_the_maximum_of_its_window(window):
    ink = (torch.rand(1, 1, 32, 32, generator=torch.Generator().manual_seed(0)) > 0.97).float()
    pooled = pool_ink(ink, window)
    r = window // 2
    for row, column in ((0, 0), (15, 15), (31, 7)):
        patch = ink[..., max(0, row - r) : row + r + 1, max(0, column - r) : column + r + 1]
        assert pooled[0, 0, row, column] == patch.max()


def test_attention_chooses_among_the_branches():
    sap = SpatialAttentionPooling(8)
    ink = torch.rand(1, 1, 64, 64)
    with torch.no_grad():
        for conv in sap.branches:
            conv.weight.zero_()
            conv.bias.fill_(3.0)
        # Weights sum to 1 everywhere, so equal branches leave their value whatever the attention.
        mixed = sap(ink, torch.rand(1, 1))
        assert torch.allclose(mixed, torch.full((1, 8, 16, 16), 3.0), atol=1e-5)


def test_rough_lines_are_looked_at_through_wider_windows():
    sap = SpatialAttentionPooling(1)
    ink = torch.zeros(1, 1, 64, 64)
    ink[..., 30:32] = 1
    with torch.no_grad():
        for conv in [*sap.branches, sap.attention[-1]]:
            conv.weight.fill_(1 / 16 if conv in sap.branches else 0)
            conv.bias.zero_()
        seen = [float(sap(ink, torch.tensor([[f]])).sum()) for f in (0.0, 0.5, 1.0)]
    assert seen[0] > 1.3 * seen[1] > 1.3 * 1.3 * seen[2]


def test_both_generators_share_body_and_only_the_main_one_remembers_statistics():
    torch.manual_seed(0)
    generators = DualGenerators(GeneratorConfig(widths=(8, 8, 16, 16), blocks=(1, 1, 1, 1)))
    norm = generators.main.body.blocks16[0].first.body[1]
    ink, style = torch.rand(2, 1, 256, 256), torch.rand(2, STYLE_SIZE)
    before = norm.running_mean.clone()
    made = generators.run_auxiliary(ink, style)
    assert torch.equal(norm.running_mean, before)
    made.image.sum().backward()
    shared = generators.main.body.to_image.weight.grad
    assert shared is not None
    assert generators.main.encoder.at64[1][0].weight.grad is None
    generators.run_main(ink, style)
    assert not torch.equal(norm.running_mean, before)


def test_style_reaches_the_image():
    generator = MainGenerator(GeneratorConfig(widths=(8, 8, 16, 16), blocks=(1, 1, 1, 1))).eval()
    for module in generator.modules():
        if module.__class__.__name__ == "Film":
            torch.nn.init.normal_(module.project.weight, std=0.5)
    with torch.no_grad():
        first, second = generator(INK, STYLE), generator(INK, 1 - 0.5 * STYLE)
    assert (first - second).abs().max() > 1e-3


def test_a_region_without_a_rest_has_its_asked_colour():
    masks = torch.zeros(1, 4, 8, 8)
    masks[:, 1] = 1  # hair everywhere
    style = torch.rand(1, STYLE_SIZE, generator=torch.Generator().manual_seed(0))
    made = torch.tanh(ColourPlan()(masks, style)) * 0.5 + 0.5
    assert torch.allclose(made[0, :, 0, 0], style[0, 3:6], atol=0.021)
    edges = torch.tensor([[0.0, 1.0] * 6 + [1.0] * 3])
    assert torch.isfinite(ColourPlan()(masks, edges)).all()


def test_the_baselines_have_neither_sap_nor_a_second_generator():
    for name in ("baseline", "baseline_deform"):
        generators = DualGenerators(CONFIGS[name].generator)
        assert generators.auxiliary_encoder is None
        assert not any(isinstance(m, SpatialAttentionPooling) for m in generators.modules())
        with pytest.raises(ValueError, match="auxiliary"):
            generators.run_auxiliary(INK, STYLE)


def test_discriminators_score_patches_at_every_scale():
    scores, features = MultiScaleDiscriminator()(INK, torch.zeros(1, 3, 256, 256))
    assert [s.shape[-1] for s in scores] == [32, 16]
    assert len(features) == 8
    heads = FeatureHeads((4, 6))([torch.zeros(1, 4, 8, 8), torch.zeros(1, 6, 4, 4)])
    assert [h.shape for h in heads] == [(1, 1, 4, 4), (1, 1, 2, 2)]


@pytest.mark.parametrize("name", sorted(CONFIGS))
def test_configurations_survive_a_checkpoint(name):
    import json

    assert load_config(json.loads(json.dumps(CONFIGS[name].to_json()))) == CONFIGS[name]


def test_shares_are_a_softmax_and_no_logit_overflows():
    logits = torch.randn(2, 4, 8, 8, generator=torch.Generator().manual_seed(0)) * 5
    assert torch.allclose(_shares(logits), logits.softmax(dim=1), atol=1e-6)
    far = torch.tensor([1e4, -1e4, 0.0, 1e4]).view(1, 4, 1, 1)
    assert torch.allclose(_shares(far).flatten(), torch.tensor([0.5, 0, 0, 0.5]), atol=1e-6)
