"""What a program that looks for something in a photo says of it."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """Whether a photo shows what was looked for, as the records say it."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
