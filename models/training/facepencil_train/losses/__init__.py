"""Losses and the frozen face network that two of them look through."""
