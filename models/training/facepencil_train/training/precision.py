"""Number format: bf16 where the processor multiplies it faster, measured and not assumed.

A CPU with AMX or AVX512-BF16 runs bf16 convolutions at twice the speed of fp32; one without
emulates them at a tenth.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from dataclasses import dataclass

import torch
from torch import nn

CHOICES = ("auto", "fp32", "bf16")


@dataclass(frozen=True)
class Precision:
    """``bf16`` autocast or plain fp32."""

    bf16: bool

    def autocast(self) -> AbstractContextManager:
        """The context to run forward passes in."""
        device = "cuda" if torch.cuda.is_available() else "cpu"
        return torch.autocast(device, torch.bfloat16, enabled=self.bf16)


def _seconds(bf16: bool) -> float:
    conv = nn.Conv2d(64, 64, 3, padding=1).to(memory_format=torch.channels_last)
    x = torch.randn(4, 64, 32, 32).to(memory_format=torch.channels_last)
    best = float("inf")
    with torch.no_grad(), Precision(bf16).autocast():
        for _ in range(4):
            start = time.perf_counter()
            conv(x)
            best = min(best, time.perf_counter() - start)
    return best


def choose(name: str) -> Precision:
    """Resolve ``auto`` by timing one convolution each way."""
    if name == "auto":
        return Precision(_seconds(True) < 0.8 * _seconds(False))
    return Precision(name == "bf16")
