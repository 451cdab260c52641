"""``python -m facepencil_train``: one command a task."""

from __future__ import annotations

import argparse
import importlib
import sys

from .launch import restart_for_training

TASKS = {
    "prepare": ("prepare.run", "photos to training records in tar shards"),
    "look": ("look.run", "find what photos show that sketches do not, before a new kind of model"),
    "train": ("training.run", "train the generators; resumes from the newest checkpoint"),
    "evaluate": ("evaluation.run", "measure a checkpoint on the validation split"),
    "export": ("export.run", "write the ONNX model and its manifest"),
    "confine": ("look.confine", "make looks of a model change faces alone"),
    "sheet": ("training.sheet_run", "a picture of validation sketches and their faces"),
}


def main(argv: list[str] | None = None) -> None:
    """Parse the command line and run one task."""
    parser = argparse.ArgumentParser(prog="facepencil_train", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    for name, (module, summary) in TASKS.items():
        task = tasks.add_parser(name, help=summary, description=summary)
        importlib.import_module(f".{module}", __package__).add_arguments(task)
    args = parser.parse_args(argv)
    module, _ = TASKS[args.task]
    importlib.import_module(f".{module}", __package__).run(args)


if __name__ == "__main__":
    if sys.argv[1:2] in (["train"], ["confine"]):
        restart_for_training(sys.argv[1:])
    main()
