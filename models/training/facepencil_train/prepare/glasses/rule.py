"""Whether a photo shows glasses: a linear rule on where lines of which direction pass."""

from __future__ import annotations

import cv2
import numpy as np

from .view import ORIENTATIONS, View

_ROWS, _COLUMNS = 7, 12
"""Cells that the view is cut into; the rule looks at the five rows at the top."""

_BIAS = -1.511

_TABLE = """
   4   27   64   73  -10  -25
  12   16   30   47   -3   56
 -22   40    3  -24   82   26
  -1   36    8    3   25   90
  23    7  -16   -2  -36  -60

  15   29  -28  -24    2   -7
  -5    5   29   50   24   68
  -8  -24  -46   36   86  -34
  -7  -21   -2  -51   90  112
  14    5  -10  -20    5  -57

  -5  -27  -44  -19  -75  -10
  26    6    6  -14  -12  -78
  48    2  -52   34   35  -33
 -10   14    0  -87  -38  168
 -39   -2  -15    9    8  -20

  -6   25    0   42   50  -18
  -4  -52  -40   42  -22    3
   4  129  -28   36   24   77
  23  -18   37  -51   45   81
 -20  -15  -34   24   46  -71

 -34   31   59   40   10    2
  -8  -15  -65   39   24   89
  -1   89  -46    4  -24  120
   4  -45   22  -61  -24  -88
  10   -2  -21   30  -58  -28

  -6  -36  -34   36  -58  -20
  16   45   46   21   -5   -4
   2   82  -71  -41  -47   62
  10  -13    6  -51   54   77
 -11   -9  -26   44  -27   50

  10  -55  -27   -2  -28   -3
  11  -53   37   45   -9  -27
  21   58  -22  -28  -16   -4
  -9  -40    5 -126   59  100
 -13  -34  -10  -40   78  -35

   1   -5    1  -19  -27   25
 -47  -49  -90   -7  -63  -13
  14   35    2  -30   35   25
  -4    3  -63  -95 -125   16
   8  -22   -4   -2  -17  -29
"""
"""Hundredths by direction of the lines' normal (0, 22.5, .. 157.5 degrees), row and column, from
the picture's left edge to the middle; the other half is the mirror image. Regularised least
squares on 1,271 people whose crops were labelled by eye (246 with glasses; 1,016 drawn at random
from the five sets, the others where a first rule was in doubt)."""

_WEIGHTS = np.array(_TABLE.split(), float).reshape(ORIENTATIONS, 5, _COLUMNS // 2) / 100


def glasses_score(view: View) -> float:
    """About 1 for a photo with glasses and -1 for one without."""
    cells = np.stack(
        [cv2.resize(m, (_COLUMNS, _ROWS), interpolation=cv2.INTER_AREA) for m in view.lines]
    )
    # A mirrored normal points at 180 degrees less its angle.
    mirrored = cells[-np.arange(ORIENTATIONS) % ORIENTATIONS, :, ::-1]
    rows, columns = _WEIGHTS.shape[1:]
    both = np.sqrt((cells + mirrored)[:, :rows, :columns] / 2)
    return float((both * _WEIGHTS).sum() + _BIAS)
