"""Whether a face shows what was asked for: colours of other people, and faithfulness."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..prepare.style import REGIONS
from .colour import srgb_difference
from .evaluate import Colours, Person
from .landmarks import landmark_error
from .node import Embedding

SEED = 7
"""Of who lends a style to whom: the same for every model ever measured."""


def borrowed_styles(people: Sequence[Person], count: int) -> list[tuple[int, int]]:
    """Pairs of indices: whose sketch, whose colours.

    Lenders show all four regions. Nobody lends to themselves.

    Parameters
    ----------
    people
        The validation people with their styles.
    count
        How many pairs at most; as many as there are people at most.

    Raises
    ------
    ValueError
        If fewer than two people show all regions.
    """
    lenders = [
        i for i, p in enumerate(people) if p.style is not None and None not in p.style.values()
    ]
    if len(lenders) < 2:
        raise ValueError(f"styles to borrow: {len(lenders)} people show all regions, 2 are needed")
    rng = np.random.default_rng(SEED)
    pairs = []
    for index in rng.permutation(len(people))[:count]:
        lender = int(rng.choice([i for i in lenders if i != index]))
        pairs.append((int(index), lender))
    return pairs


def colour_steering(
    pictures: Sequence[np.ndarray],
    wearers: Sequence[Person],
    asked: Sequence[Colours],
    measure_colours: Callable[[np.ndarray, np.ndarray], Colours],
) -> dict:
    """CIEDE2000 between the colours that were asked for and those found.

    Parameters
    ----------
    pictures
        Made faces, uint8 ``[S, S, 3]``.
    wearers
        Whose sketch each was made of; their label maps say where to look.
    asked
        The style that each was made with.
    measure_colours
        Region colours of a picture under a label map.

    Returns
    -------
    dict
        ``count`` of faces, ``mean`` over regions and faces, ``regions`` by name.
    """
    errors: dict[str, list[float]] = {region: [] for region in REGIONS}
    for picture, wearer, style in zip(pictures, wearers, asked, strict=True):
        found = measure_colours(picture, wearer.labels)
        for region in REGIONS:
            want, got = style.get(region), found.get(region)
            if want is not None and got is not None:
                errors[region].append(srgb_difference(np.asarray(want), np.asarray(got)))
    means = {region: float(np.mean(values)) for region, values in errors.items() if values}
    total = [value for values in errors.values() for value in values]
    return {
        "count": len(pictures),
        "mean": float(np.mean(total)) if total else None,
        "regions": means,
    }


def faithfulness_steering(
    people: Sequence[Person], made: Mapping[float, tuple[Sequence[np.ndarray], Sequence[Embedding]]]
) -> dict:
    """What the faithfulness changes in faces of the same deformed sketches.

    Parameters
    ----------
    people
        Whose sketches were deformed.
    made
        By faithfulness: the pictures (uint8 ``[S, S, 3]``) and what was found in them.

    Returns
    -------
    dict
        ``landmark_error`` by faithfulness, against the landmarks of the photo that the sketch was
        traced from before it was deformed: a generator that tidies lines is nearer to it than one
        that follows them. ``difference``: mean absolute difference, in 0..1, between the faces
        at the lowest and at the highest faithfulness.
    """
    errors = {}
    for level, (_, seen) in sorted(made.items()):
        values = [
            landmark_error(face.landmarks, person.landmarks)
            for face, person in zip(seen, people, strict=True)
            if face.landmarks is not None
        ]
        errors[f"{level:g}"] = float(np.mean(values)) if values else None
    low, high = made[min(made)][0], made[max(made)][0]
    difference = np.mean(
        [np.abs(a.astype(float) - b).mean() / 255 for a, b in zip(low, high, strict=True)]
    )
    return {"count": len(people), "landmark_error": errors, "difference": float(difference)}
