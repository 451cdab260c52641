"""Measuring made faces: likeness to photos, faithfulness to the sketch, colours, alpha."""
