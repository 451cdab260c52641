"""Strokes, their rasterisation and their deformation."""
