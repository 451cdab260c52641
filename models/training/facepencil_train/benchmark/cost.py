"""Cost of our model and of the paper's generator, as one JSON object on standard output."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import onnx

from .graph import graph_flops, graph_parameters
from .reference import reference_files


def describe(path: Path) -> dict:
    """File, bytes on disk, parameters, and floating-point operations of one face."""
    model = onnx.load(str(path))
    return {
        "file": str(path.resolve()),
        "bytes": path.stat().st_size,
        "parameters": graph_parameters(model),
        "flops": graph_flops(model),
    }


def main(argv: list[str] | None = None) -> None:
    """``--model FILE --references FOLDER``; the keys are ``ours``, ``full``, ``lean``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="our ONNX file")
    parser.add_argument(
        "--references", type=Path, required=True, help="where the paper's graphs are kept (840 MB)"
    )
    args = parser.parse_args(argv)
    files = {"ours": args.model} | reference_files(args.references)
    print(json.dumps({name: describe(path) for name, path in files.items()}))


if __name__ == "__main__":
    main()
