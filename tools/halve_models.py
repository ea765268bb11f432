"""Stores a model's weights as half precision, cast back when it is loaded: half the download, the same sums.

MediaPipe's weights were half precision before they were converted to ONNX, so nothing is lost but in tiny weights of
the iris model (tell-tale: the largest relative change, which is printed). Needs `onnx`, which no set-up installs.

    python -m tools.halve_models FOLDER_OF_FLOAT_MODELS web/models
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALL = 64  # numbers: shapes and scalars stay as they are


def _halved(graph: onnx.GraphProto) -> float:
    """Replaces the graph's large weights; returns the largest relative change."""
    worst, casts = 0.0, []
    for tensor in [t for t in graph.initializer if t.data_type == TensorProto.FLOAT and np.prod(t.dims) >= SMALL]:
        full = numpy_helper.to_array(tensor)
        half = full.astype(np.float16)
        worst = max(worst, float(np.max(np.abs(half - full) / (np.abs(full) + 1e-6))))
        name = f"{tensor.name}_half"
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(half, name))
        casts.append(helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)
    return worst


def main(source: Path, target: Path) -> None:
    for path in sorted(source.glob("*.onnx")):
        model = onnx.load(path)
        worst = _halved(model.graph)
        onnx.checker.check_model(model)
        onnx.save(model, target / path.name)
        size = (target / path.name).stat().st_size
        print(f"{path.name:20} {path.stat().st_size:>9} -> {size:>9} bytes, largest relative change {worst:.2g}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
