"""What ``npm run bench`` asks of Python: costs, reference graphs and native onnxruntime."""
