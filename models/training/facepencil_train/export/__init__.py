"""Trained weights to the ONNX graph and manifest that the runtime loads."""
