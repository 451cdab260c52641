"""Training of the FacePencil generator: photos in, an ONNX model out."""

__version__ = "0.1.0"
