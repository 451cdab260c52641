"""How a model got better: one point an exported model, on the same fixed sketches."""

from __future__ import annotations

import json
from pathlib import Path


def point(evaluation: dict) -> dict:
    """The numbers of one evaluation that the curve keeps.

    Parameters
    ----------
    evaluation
        What ``evaluate`` wrote; ``about`` must say the samples seen.
    """

    def measures(condition: dict) -> dict:
        colours = [c["mean"] for c in condition.get("colour_error", {}).values()]
        return {
            "detection_rate": condition["detection_rate"],
            "landmark_error": condition["landmark_error"]["mean"],
            "frechet": condition["frechet"],
            "colour_error": sum(colours) / len(colours) if colours else None,
            "alpha_error": condition.get("alpha_error", {}).get("mean"),
            "perceptual": condition.get("perceptual", {}).get("mean"),
        }

    about = evaluation["about"]
    return {
        "samples": about["samples"],
        "version": about["version"],
        "steering": evaluation.get("steering", {}).get("colour", {}).get("mean"),
        **{name: measures(c) for name, c in evaluation["conditions"].items()},
    }


def add_point(path: Path, evaluation: dict) -> list[dict]:
    """Put an evaluation's point into a curve file, in order of samples.

    A point of as many samples and the same version is replaced: the same model, measured again.
    """
    points = json.loads(path.read_text()) if path.is_file() else []
    new = point(evaluation)
    same = ("samples", "version")
    points = [p for p in points if any(p[key] != new[key] for key in same)] + [new]
    points.sort(key=lambda p: p["samples"])
    path.write_text(json.dumps(points, indent=2) + "\n")
    return points


def plot(points: list[dict], path: Path) -> None:
    """Draw a curve: a panel a measure, a line a condition.

    Parameters
    ----------
    points
        As :func:`add_point` gives them.
    path
        SVG or PNG file to write.
    """
    import matplotlib

    matplotlib.use("Agg")
    # The same points, the same bytes; text stays text.
    matplotlib.rcParams |= {"svg.hashsalt": "facepencil", "svg.fonttype": "none"}
    from matplotlib import pyplot

    panels = {
        "frechet": "Fréchet distance",
        "landmark_error": "landmark error",
        "detection_rate": "faces found",
        "colour_error": "colour error (dE2000)",
        "alpha_error": "alpha error",
        "perceptual": "perceptual distance",
    }
    figure, axes = pyplot.subplots(2, 3, figsize=(11, 6), layout="constrained")
    thousands = [p["samples"] / 1000 for p in points]
    for (measure, title), ax in zip(panels.items(), axes.flat, strict=True):
        for condition, label in (("edge_aligned", "edge-aligned"), ("deformed", "deformed")):
            values = [p[condition][measure] for p in points]
            ax.plot(thousands, values, marker="o", label=label)
        ax.set_title(title)
        ax.set_xlabel("thousands of image samples seen")
        ax.margins(y=0.1)
        ax.set_ylim(bottom=0)
        ax.spines[["top", "right"]].set_visible(False)
    axes.flat[0].legend(frameon=False)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)
