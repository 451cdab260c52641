"""The training loop, its state and its sample sheets."""
