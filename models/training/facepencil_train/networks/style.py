"""The style vector: what is asked for, and what nobody asks for and every face has."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor

FAITHFULNESS = 14
"""Its place in the style vector, behind four colours and what of hair and clothing is seen."""

ASKED_SIZE = FAITHFULNESS + 1

LOOK_SIZE = 24
"""Numbers of the look, at the vector's end."""

STYLE_SIZE = ASKED_SIZE + LOOK_SIZE

LOOK_REACH = 3.0
"""How many deviations 0 and 1 are from the middle of a number of the look."""


_LOOK_GAIN = 48.0
"""The look came last, to a generator that is settled and learns slowly: so much faster its weights
are learned, which start as nothing."""


class Code(NamedTuple):
    """What every styled layer is told: ``asked`` ``[B, code]``, ``look`` ``[B, LOOK_SIZE]``."""

    asked: Tensor
    look: Tensor


def look_code(style: Tensor) -> Tensor:
    """The look of styles ``[B, STYLE_SIZE]`` as styled layers take it, ``[B, LOOK_SIZE]``."""
    return (_LOOK_GAIN * LOOK_REACH) * (2 * style[:, ASKED_SIZE:] - 1)
