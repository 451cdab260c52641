"""Native onnxruntime behind standard input and output, for timings taken in turn with others.

One JSON request a line, one JSON reply a line: ``load`` (graph, inputs), ``run``, ``save`` (path).
``bench/lib/wasm-runner.mjs`` speaks the same.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
import onnxruntime


class Runner:
    """One session on one thread, and the last output."""

    def load(self, graph: str, inputs: list[dict]) -> dict:
        """Create the session; inputs are raw float32 files with name and dims."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        start = time.perf_counter()
        self.session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )
        spent = time.perf_counter() - start
        self.feeds = {
            i["name"]: np.fromfile(i["path"], np.float32).reshape(i["dims"]) for i in inputs
        }
        return {"milliseconds": 1e3 * spent, "version": onnxruntime.__version__}

    def run(self) -> dict:
        """One face; wall-clock and processor time of it."""
        start, cpu = time.perf_counter(), time.process_time()
        self.output = self.session.run(None, self.feeds)[0]
        return {
            "milliseconds": 1e3 * (time.perf_counter() - start),
            "cpu": 1e3 * (time.process_time() - cpu),
        }

    def save(self, path: str) -> dict:
        """The last output as raw float32."""
        self.output.astype(np.float32).tofile(path)
        return {"dims": list(self.output.shape)}


def main() -> None:
    """Serve requests until standard input ends."""
    runner = Runner()
    tasks = {"load": runner.load, "run": runner.run, "save": runner.save}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = tasks[request.pop("do")](**request)
        except Exception as error:  # the other side decides what a failure means
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
