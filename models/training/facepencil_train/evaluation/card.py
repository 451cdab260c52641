"""The measured numbers of a model card: written by the program, so that they are never stale."""

from __future__ import annotations

import re
from pathlib import Path

from ..prepare.style import REGIONS

_TITLES = {"edge_aligned": "edge-aligned sketches", "deformed": "deformed sketches"}


def overall_table(evaluation: dict) -> str:
    """All people together: a column a condition and one for the photos, as Markdown.

    Parameters
    ----------
    evaluation
        What ``evaluate`` wrote.
    """
    columns = [evaluation["conditions"][name] for name in _TITLES] + [evaluation["floor"]]
    rows = [
        ("a face is found", [f"{c['detection_rate']:.1%}" for c in columns]),
        (
            "landmark error, of the distance of the outer eye corners",
            [_number(_mean(c, "landmark_error"), "{:.2%}") for c in columns],
        ),
        (
            "Fréchet distance to the photos (face-api descriptors)",
            [_number(c.get("frechet"), "{:.3f}") for c in columns],
        ),
        (
            "the same between disjoint halves of the people",
            [_number((c.get("frechet_halves") or {}).get("mean"), "{:.3f}") for c in columns],
        ),
        (
            "perceptual distance to the own photo",
            [_number(_mean(c, "perceptual"), "{:.3f}") for c in columns],
        ),
        (
            f"colour error, CIEDE2000: {', '.join(REGIONS)}",
            [_colours(c) for c in columns],
        ),
        (
            "alpha error, mean of 0..1",
            [_number(_mean(c, "alpha_error"), "{:.3f}") for c in columns],
        ),
    ]
    head = [
        f"on {evaluation['people']} people never trained on",
        *_TITLES.values(),
        "the photos themselves",
    ]
    return _table(head, [[title, *cells] for title, cells in rows])


def group_table(evaluation: dict) -> str:
    """A row a group of the validation people, as Markdown; numbers as in :func:`overall_table`."""
    aligned, deformed = (evaluation["conditions"][name]["groups"] for name in _TITLES)
    rows = []
    for group, row in aligned.items():
        both = row, deformed[group]
        rows.append(
            [
                group,
                str(row["people"]),
                _pair(both, "detection_rate", "{:.0%}"),
                _pair(both, "landmark_error", "{:.2%}"),
                _pair(both, "descriptor_distance", "{:.2f}"),
                _pair([r.get("colour_error", {}) for r in both], "skin", "{:.1f}"),
                _pair([r.get("colour_error", {}) for r in both], "hair", "{:.1f}"),
            ]
        )
    head = [
        "group, as the source's folders name it",
        "people",
        "found",
        "landmark error",
        "descriptor distance",
        "skin colour error",
        "hair colour error",
    ]
    return _table(head, rows)


def steering_table(evaluation: dict) -> str:
    """Whether asked colours and faithfulness are followed, as Markdown."""
    colour, faithfulness = (evaluation["steering"][k] for k in ("colour", "faithfulness"))
    rows = [
        [f"colours of another person, {region}: CIEDE2000", f"{colour['regions'][region]:.1f}"]
        for region in REGIONS
        if region in colour["regions"]
    ]
    rows.append(["colours of another person, mean: CIEDE2000", f"{colour['mean']:.1f}"])
    rows += [
        [f"faithfulness {level}: landmark error against the photo", _number(error, "{:.2%}")]
        for level, error in faithfulness["landmark_error"].items()
    ]
    rows.append(
        ["faithfulness 0 against 1: mean difference of pixels", f"{faithfulness['difference']:.3f}"]
    )
    return _table(["asked", "found"], rows)


def fill(path: Path, evaluation: dict) -> None:
    """Replace what stands between a card's markers by an evaluation's tables.

    A marker pair is ``<!-- overall -->`` and ``<!-- /overall -->``, likewise ``groups``,
    ``steering`` and, where other sources were measured too, ``everyone``; the text around them
    stays as it is.

    Raises
    ------
    ValueError
        If the card lacks a pair of markers; it is left as it was.
    """
    card = path.read_text(encoding="utf-8")
    tables = {
        "overall": overall_table(evaluation),
        "groups": group_table(evaluation),
        "steering": steering_table(evaluation),
    }
    if "everyone" in evaluation:
        tables["everyone"] = overall_table(evaluation["everyone"])
    for name, table in tables.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(card):
            raise ValueError(f"{path} has no markers <!-- {name} --> and <!-- /{name} -->")
        text = f"\n{table}\n\n"
        card = pattern.sub(lambda m, text=text: m[1] + text + m[2], card)
    path.write_text(card, encoding="utf-8")


def _mean(condition: dict, measure: str) -> float | None:
    return condition.get(measure, {}).get("mean")


def _number(value: float | None, form: str) -> str:
    return "" if value is None else form.format(value)


def _pair(rows: list[dict] | tuple[dict, ...], key: str, form: str) -> str:
    return ", ".join(_number(row.get(key), form) for row in rows)


def _colours(condition: dict) -> str:
    found = condition.get("colour_error", {})
    return ", ".join(f"{found[region]['mean']:.1f}" for region in REGIONS if region in found)


def _table(head: list[str], rows: list[list[str]]) -> str:
    """A table whose columns line up in the source too, as the formatter wants it."""
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    cells = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "| " + " | ".join("-" * w for w in widths) + " |"
    return "\n".join([cells[0], rule, *cells[1:]])
