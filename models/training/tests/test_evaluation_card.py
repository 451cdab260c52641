"""The tables of the model card."""

import pytest

from facepencil_train.evaluation.card import fill, group_table, overall_table, steering_table


def spread(mean):
    return {"count": 2, "mean": mean, "median": mean, "p90": mean}


def condition(error):
    group = {
        "people": 2,
        "detection_rate": 1.0,
        "landmark_error": error,
        "descriptor_distance": 0.5,
        "colour_error": {"skin": 1.0, "hair": 2.0},
    }
    return {
        "detection_rate": 0.995,
        "landmark_error": spread(error),
        "frechet": 0.1,
        "frechet_halves": {"mean": 0.2, "deviation": 0},
        "perceptual": spread(0.3),
        "alpha_error": spread(0.01),
        "colour_error": {"skin": spread(1.04), "hair": spread(2.0)},
        "groups": {"female asian": group},
    }


EVALUATION = {
    "people": 2,
    "conditions": {"edge_aligned": condition(0.0154), "deformed": condition(0.03)},
    "floor": {"detection_rate": 1.0, "landmark_error": spread(0.008), "groups": {}},
    "steering": {
        "colour": {"count": 2, "mean": 4.06, "regions": {"skin": 3.0}},
        "faithfulness": {"count": 2, "landmark_error": {"0": 0.03, "1": None}, "difference": 0.02},
    },
}

MARKED = "".join(
    f"before\n<!-- {name} -->\nstale\n<!-- /{name} -->\nafter\n"
    for name in ("overall", "groups", "steering")
)


def cells(table, title):
    line = next(line for line in table.splitlines() if line.startswith(f"| {title}"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_conditions_stand_beside_the_photos():
    table = overall_table(EVALUATION)
    assert cells(table, "a face is found") == ["99.5%", "99.5%", "100.0%"]
    assert cells(table, "landmark error") == ["1.54%", "3.00%", "0.80%"]
    assert cells(table, "colour error") == ["1.0, 2.0", "1.0, 2.0", ""]
    assert len({len(line) for line in table.splitlines()}) == 1


def test_groups_have_both_conditions():
    assert cells(group_table(EVALUATION), "female asian")[:3] == ["2", "100%, 100%", "1.54%, 3.00%"]


def test_steering_says_what_was_not_measured():
    table = steering_table(EVALUATION)
    assert cells(table, "colours of another person, mean") == ["4.1"]
    assert cells(table, "faithfulness 1: landmark error") == [""]


def test_a_card_keeps_its_own_words(tmp_path):
    card = tmp_path / "card.md"
    card.write_text(MARKED)
    fill(card, EVALUATION)
    text = card.read_text()
    assert text.count("before\n") == text.count("after\n") == 3
    assert "stale" not in text and "99.5%" in text
    fill(card, EVALUATION)
    assert card.read_text() == text


def test_people_of_all_sources_have_a_table_of_their_own_where_they_were_measured(tmp_path):
    card = tmp_path / "card.md"
    everyone = {k: EVALUATION[k] for k in ("conditions", "floor")} | {"people": 419}
    card.write_text(MARKED)
    with pytest.raises(ValueError, match="everyone"):
        fill(card, EVALUATION | {"everyone": everyone})
    card.write_text(MARKED + "<!-- everyone -->\nstale\n<!-- /everyone -->\n")
    fill(card, EVALUATION | {"everyone": everyone})
    assert "on 2 people" in card.read_text() and "on 419 people" in card.read_text()
    fill(card, EVALUATION)
    assert "on 419 people" in card.read_text(), "what was not measured stays"


def test_a_card_without_markers_is_left_alone(tmp_path):
    card = tmp_path / "card.md"
    card.write_text("<!-- overall -->\nstale\n<!-- /overall -->\n")
    with pytest.raises(ValueError, match="groups"):
        fill(card, EVALUATION)
    assert "stale" in card.read_text()
