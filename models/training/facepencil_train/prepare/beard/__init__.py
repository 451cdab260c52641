"""Beards and moustaches of photos, found and drawn."""

from .find import Beard, find_beard

__all__ = ["Beard", "find_beard"]
