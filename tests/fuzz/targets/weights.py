"""Files of networks: those that are read, and those that could run a program if they were."""

from __future__ import annotations

import io
import json
import os
import pickle
import random
import struct
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from network.files.weight_files import (
    load_metadata,
    read_model_file,
    says_activations,
)
from network.forward import forward
from tests.fuzz.cases import Case
from tests.fuzz.mutations import EXTREMES, changed_bytes, changed_value, json_bytes, text
from tests.fuzz.targets.onnx_graphs import odd_graph
from tests.fuzz.targets.reading import check_line, read

MARK = "ran"
"""A file that a program in a pickle would leave."""


class Bait:
    """What runs a program when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {MARK}",)


def small_tensors() -> dict[str, np.ndarray[Any, Any]]:
    """A network of 9, 4 and 3 numbers."""
    rng = np.random.default_rng(1)
    return {
        "0.weight": rng.normal(size=(4, 9)).astype(np.float32),
        "0.bias": rng.normal(size=4).astype(np.float32),
        "2.weight": rng.normal(size=(3, 4)).astype(np.float32),
        "2.bias": rng.normal(size=3).astype(np.float32),
    }


METADATA = {
    "activations": json.dumps(["relu", "softmax"]),
    "layer_sizes": json.dumps([9, 4, 3]),
    "labels": json.dumps(["cat", "dog", "7"]),
    "input_range": json.dumps([0, 255]),
    "input_mean": "0.5",
}


class Weights:
    """Files that shall be networks."""

    name, share = "weights", 26.0

    @cached_property
    def samples(self) -> dict[str, bytes]:
        """A small network in each format."""
        from safetensors.numpy import save

        tensors, npz, packed = small_tensors(), io.BytesIO(), io.BytesIO()
        np.savez(npz, **tensors, metadata=np.array(json.dumps(METADATA)))
        np.savez_compressed(packed, **tensors)
        nielsen = {
            "sizes": [9, 4, 3],
            "weights": [tensors["0.weight"].tolist(), tensors["2.weight"].tolist()],
            "biases": [tensors["0.bias"][:, None].tolist(), tensors["2.bias"][:, None].tolist()],
        }
        single = io.BytesIO()
        np.save(single, tensors["0.weight"])
        return {
            "net.safetensors": save(tensors, METADATA),
            "net.npz": npz.getvalue(),
            "packed.npz": packed.getvalue(),
            "net.json": json.dumps(nielsen).encode(),
            "net.npy": single.getvalue(),
            "net.pt": _zip({"net/data.pkl": pickle.dumps(Bait()), "net/data/0": bytes(144)}),
            "net.pkl": pickle.dumps(Bait()),
            "net.joblib": pickle.dumps({"a": Bait()}, protocol=2),
            "net.keras": _zip({"config.json": b"{}", "model.weights.h5": b"\x89HDF\r\n\x1a\n"}),
            "net.h5": b"\x89HDF\r\n\x1a\n" + bytes(100),
        }

    def case(self, rng: random.Random) -> Case:
        """See `tests.fuzz.cases.Target`."""
        way = rng.randrange(10)
        if way < 3:
            name, content = "net.onnx", odd_graph(rng)
        elif way == 3:
            name, content = "net.safetensors", odd_safetensors(rng)
        elif way == 4:
            name, content = "net.npz", odd_npz(rng)
        elif way == 5:
            told = changed_value(rng, json.loads(self.samples["net.json"]))
            name, content = "net.json", json_bytes(rng, told)
        else:
            name = rng.choice(list(self.samples))
            other = self.samples[rng.choice(list(self.samples))]
            content = changed_bytes(rng, self.samples[name], other)
        if rng.random() < 0.05:
            name = (
                f"{rng.choice(('net', 'x' * 200, 'a b'))}{rng.choice(('', '.npz', '.onnx', '.pt'))}"
            )
        activations = rng.choice((None, None, ["relu", "softmax"], ["sigmoid"], [text(rng)]))
        return Case(self.name, {name: content}, activations)

    def run(self, case: Case, folder: Path) -> None:
        """See `tests.fuzz.cases.Target`."""
        path = folder / next(iter(case.files))
        found = read(read_model_file, path, case.told)
        read(load_metadata, path)
        read(says_activations, path)
        assert not (folder / MARK).exists()
        if found is not None:
            for note in found.notes:
                check_line(note)
            for label in found.model.labels:
                check_line(label or "empty")
            trace = read(forward, found.model, np.full(found.model.layer_sizes[0], 0.5))
            assert trace is None or np.isfinite(trace.outputs).all()


def _zip(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, each in members.items():
            archive.writestr(name, each)
    return content.getvalue()


def odd_safetensors(rng: random.Random) -> bytes:
    """A header that was changed, with its right length."""
    tensors = small_tensors()
    head: dict[str, Any] = {"__metadata__": _changed_metadata(rng)}
    place = 0
    for name, array in tensors.items():
        end = place + array.nbytes
        head[_odd_name(rng, name)] = {
            "dtype": rng.choice(("F32",) * 6 + ("F16", "BF16", "I8", "F8_E4M3", "BOOL", "X")),
            "shape": list(array.shape),
            "data_offsets": [place, end],
        }
        place = end
    told = changed_value(rng, head) if rng.random() < 0.6 else head
    words = json_bytes(rng, told) if rng.random() < 0.3 else json.dumps(told).encode()
    body = b"".join(array.tobytes() for array in tensors.values())
    if rng.random() < 0.1:
        body = rng.choice((b"", bytes(len(body)), b"\xff" * len(body)))
    return struct.pack("<Q", len(words)) + words + body


def odd_npz(rng: random.Random) -> bytes:
    """An archive of arrays of which one is odd."""
    members = {}
    for name, array in small_tensors().items():
        content = io.BytesIO()
        np.save(content, array)
        members[f"{_odd_name(rng, name)}.npy"] = content.getvalue()
    name = rng.choice(list(members))
    way = rng.randrange(7)
    if way == 0:
        members[name] = _npy(rng, rng.choice(EXTREMES), rng.choice(EXTREMES))
    elif way == 1:
        members[name] = changed_bytes(rng, members[name])
    elif way == 2:
        content = io.BytesIO()
        np.save(content, np.array([Bait(), [1, 2]], dtype=object), allow_pickle=True)
        members[name] = content.getvalue()
    elif way == 3:
        content = io.BytesIO()
        kinds = ("<f2", "<f8", ">f4", "<i8", "<c16", "<U5", "S3", "?", "V2", "<M8[s]", "V0", "<U0")
        np.save(
            content, np.zeros(rng.choice(((4, 9), (4,), (), (0, 9), (4, 9, 1))), rng.choice(kinds))
        )
        members[name] = content.getvalue()
    elif way == 4:
        content = io.BytesIO()
        np.save(content, np.full((4, 9), rng.choice((np.nan, np.inf, 1e38, 3e-45)), np.float32))
        members[name] = content.getvalue()
    content = io.BytesIO()
    np.save(content, np.array(json.dumps(_changed_metadata(rng))))
    members["metadata.npy"] = content.getvalue()
    if way == 5:
        return _bomb(rng, members)
    found = _zip(members)
    return changed_bytes(rng, found) if rng.random() < 0.2 else found


def _npy(rng: random.Random, rows: int, columns: int) -> bytes:
    """A header of a shape that its bytes don't fill."""
    order = rng.choice(("<f4", "<f8", "|u1", "|V0", "<U1", "|O"))
    shape = rng.choice((f"({rows}, {columns})", f"({rows},)", "(" + "1, " * 40 + ")", f"{rows}"))
    words = f"{{'descr': '{order}', 'fortran_order': False, 'shape': {shape}, }}"
    if rng.random() < 0.2:
        words = rng.choice(
            ("(" * 500, f"__import__('os').system('touch {MARK}')", words + "#" * 70_000)
        )
    head = words.encode()
    head += b" " * (64 - (10 + len(head)) % 64 - 1) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(head) % 65_536) + head + bytes(64)


def _bomb(rng: random.Random, members: dict[str, bytes]) -> bytes:
    """Members that are small on disk and large in memory, or very many."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in members.items():
            archive.writestr(name, each)
        if rng.random() < 0.5:
            zeros = io.BytesIO()
            np.save(zeros, np.zeros((2000, rng.choice((1000, 4000))), np.float64))
            archive.writestr("4.weight.npy", zeros.getvalue())
        else:
            for number in range(rng.choice((10, 500))):
                archive.writestr(f"{number}.{'9' * 20}.npy", next(iter(members.values())))
    return content.getvalue()


def _odd_name(rng: random.Random, name: str) -> str:
    if rng.random() < 0.85:
        return name
    odd = (f"{'1' * rng.choice((10, 400, 20_000))}.weight", f"a.{'b.' * 3000}0.weight")
    said = text(rng).encode("utf-8", "replace").decode().replace("\0", "") or "empty"
    return rng.choice((*odd, said, "../../evil", name.upper(), f"{name}\x1b[2J"))


def _changed_metadata(rng: random.Random) -> dict[str, str]:
    if rng.random() < 0.5:
        return METADATA
    name = rng.choice(list(METADATA))
    told = json.loads(METADATA[name])
    words = json_bytes(rng, changed_value(rng, told)).decode("utf-8", "replace")
    return {**METADATA, name: rng.choice((words, words, text(rng))).replace("\ud800", "")}
