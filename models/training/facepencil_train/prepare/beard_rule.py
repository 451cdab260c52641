"""Whether a photo shows a beard or a moustache: linear rules on how the lower face differs."""

from __future__ import annotations

import cv2
import numpy as np

from .beard_view import CHANNELS, View

_CELLS = 10
"""Rows and columns of cells that the view is cut into."""

_MOST = 1.5
"""A difference counts as that at most: backgrounds differ more than hair."""

_BEARD_BIAS = -0.613

_BEARD_TABLE = """
   0   -3    9    4   -5
  -3  -10   -6  -12   -9
  -1   -4   -2   10   13
   1    4   17   19    2
   1    4   14    2   -6
  -8    8   14   -1  -18
  -6   -2   22   25    6
  10  -12    5   18   15
   5   -7   -7   -5    3
  -4   -2  -10   -9   -2

 -20    2   12    8   -8
 -13    3   -5  -19  -25
 -11    0    3   12   20
  10   13   19   12    5
   3    1   -7  -10   -3
  -2   -5    3   -4   -4
  10    0   12   16   -1
  -4   -3  -10   26   17
 -16   -3   -1   -4    2
   2    2   14   -1   -7

   7    3    1    9   12
  15    2   -4   -2   -5
  -6    1   -2    1    1
  -5    4    5  -12  -15
  -8    4   -4   -2   -5
  -8    4    7    2  -11
  -2   -8   13   19  -10
  -7   -3  -12    9  -12
  -3    5   -2   -3   -2
  13    0    4    4    9

 -11   11   10    0  -12
  -9  -15  -18  -25  -28
  -6   -8  -10    5    1
   4    3   10    1   -1
  -5    7   19   -4  -24
  -6   13   36   21   17
  -5    7   21   42   32
   1  -14    1   34   37
  -6   -1  -12    1   20
 -11  -18  -15  -35  -15

 -10    2    9    1   -9
 -13  -12  -10  -14  -12
 -10  -13  -13   -4   15
  -2   -2    3   13    5
  -4   -2    7    3   -6
   8   14    1   -4  -22
  -8   18   11   15    7
  -4    5    4   10   12
  -5    8    7   -2    6
 -10    3   -5    1   -1
"""
"""Hundredths by channel (darker, less red, less yellow, rougher and, once more, darker on the less
dark side alone), row and column, from the picture's left edge to the middle; the other half is the
mirror image. Regularised least squares on 400 men drawn at random from the five sets, labelled by
eye (70 with a beard, 6 with a moustache alone, 93 in doubt), and 260 women."""

_MOUSTACHE_BIAS = -0.414

_MOUSTACHE_TABLE = """
  -2   -7   14    9    1
  -2  -14   -6  -16  -15
  -4   -5   -1   18   21
  -2    2   34   28   -9
  17    7   17    7  -11
   1   23    3   -5  -37
 -11   -5   24   33    6
   0  -21    6   29   16
  -1    1  -12   -7   -5
  -2    0  -15  -17   -4

 -24   -4   15   12    1
 -13    8  -12  -38  -26
 -10   -3   -1   16   42
  24   19   30   29   -1
 -20   -7   -9  -11   -5
  -9   -5  -11  -10   -9
  20    4    9   19   -2
   3  -11  -20   36   20
 -22    0  -14    2    1
   0   20   -4   -8   -8

  14    2   -7   13   15
  22   -2   -8    4   -6
  -7    3   -1   -2    3
 -14    8    8  -29  -21
  -2    7   -9    5   -6
  -5   17   -1   11   -8
  -2  -13   15   29  -14
  -7    1  -11   -1  -25
  -1    3    2   -4  -13
  15   -9   12    9   19

  -7   14   -8  -13  -12
 -23  -29  -33  -33  -50
  -7   -7  -19   15    5
   0    3    8    5   13
   7   -3    5  -16  -40
  -9    9   38   12   17
   5   21   31   67   38
  -5  -28   -8   49   49
 -11   12  -13    3   13
 -13  -14  -16  -23  -34

 -11   11   13    6   -5
 -20  -12  -10  -20  -16
 -11  -13  -25   -1   28
  -3   -9   10   24    3
 -17   -4    7   19   -7
  10   11  -14   -2  -39
   3   20   -2   23   14
  -6   18  -11   19   15
  -8   15    6   -6    5
 -18   -3   -7   13    6
"""


def _weights(table: str) -> np.ndarray:
    return np.array(table.split(), float).reshape(CHANNELS + 1, _CELLS, _CELLS // 2) / 100


_BEARD, _MOUSTACHE = _weights(_BEARD_TABLE), _weights(_MOUSTACHE_TABLE)


def beard_scores(view: View) -> tuple[float, float]:
    """About 1 for a photo with a beard, and with a moustache, and -1 for one without."""
    cells = np.stack(
        [cv2.resize(m, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA) for m in view.differences]
    )
    cells = np.clip(cells, -_MOST, _MOST)
    left, right = cells[..., : _CELLS // 2], cells[..., : _CELLS // 2 - 1 : -1]
    # A beard is dark on both sides, a shadow on one.
    both = np.concatenate([(left + right) / 2, np.minimum(left, right)[:1]])
    beard = (both * _BEARD).sum() + _BEARD_BIAS
    return float(beard), float((both * _MOUSTACHE).sum() + _MOUSTACHE_BIAS)
