"""Glasses of photos, found and drawn."""

from .find import Glasses, find_glasses

__all__ = ["Glasses", "find_glasses"]
