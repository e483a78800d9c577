"""Files made to fill a reader's memory or its time, and what each takes: run it to see a table.

`python tests/network/bounds/hostile_files.py [NAME... | --quick | --slow]` prints a line a file:
seconds, megabytes at most, and the answer. Each is read in a process of its own, so that none
hides the memory of another.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import resource
import signal
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

MEGABYTE = 1_000_000
MOST_SECONDS, MOST_MEGABYTES = 5.0, 1000
_GIVEN_UP_SECONDS, _GIVEN_UP_BYTES = 60, 8_000 * MEGABYTE


Write = Callable[[Path], object]


class Hostile(NamedTuple):
    """A file, who reads it, and whether that takes long even within the bounds."""

    name: str
    ending: str
    write: Write
    is_slow: bool = False


def npy_header(shape: tuple[int, ...], dtype: str = "<f8", extra: str = "") -> bytes:
    text = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}{extra}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def npz_of(*parts: bytes, name: str = "0.weight.npy") -> Write:
    def write(path: Path) -> None:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(path, "w") as archive, archive.open(info, "w") as member:
            for part in parts:
                member.write(part)

    return write


def zeros(megabytes: int) -> list[bytes]:
    return [bytes(MEGABYTE)] * megabytes


def archive_of_too_many_entries(path: Path) -> None:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 5) + bytes(16) + b"a.npy"
    directory = entry * 200_000
    size = len(directory)
    path.write_bytes(
        b"PK\x03\x04" + bytes(26) + directory
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, size, 30, 0)
    )  # fmt: skip


def archive_of_one_member_a_thousand_times(path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("w.npy", npy_header((7_000_000,)) + bytes(56 * MEGABYTE))
    whole = content.getvalue()
    start = whole.rindex(b"PK\x01\x02")
    entry = whole[start : whole.rindex(b"PK\x05\x06")]
    path.write_bytes(
        whole[:start] + entry * 900
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 900, 900, 900 * len(entry), start, 0)
    )  # fmt: skip


def safetensors_of(header: str, data: bytes = b"") -> Write:
    text = header.encode()
    return lambda path: path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def one_array(name: str) -> Write:
    entry = {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}
    return safetensors_of(json.dumps({name: entry}), bytes(16))


def square_matrices(*names: str) -> Write:
    entries = {
        name: {"dtype": "F32", "shape": [5, 5], "data_offsets": [100 * i, 100 * i + 100]}
        for i, name in enumerate(names)
    }
    return safetensors_of(json.dumps(entries), bytes(100 * len(names)))


def arrays_of_nothing(count: int) -> Write:
    entry = '{"dtype":"F32","shape":[0],"data_offsets":[0,0]}'
    return safetensors_of("{" + ",".join(f'"{i:x}.weight":{entry}' for i in range(count)) + "}")


def full(path: Path, dtype: type, side: int) -> None:
    """As large a network as may be."""
    from network.files.tensor_files import write_tensors

    write_tensors(path, {"0.weight": np.full((side, side), 0.01, dtype)}, {})


def text_of(text: str) -> Write:
    return lambda path: path.write_text(text)


def png(width: int, height: int, bits: int, color: int, text: bytes = b"") -> Write:
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color]

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    def write(path: Path) -> None:
        row = bytes(1 + -(-width * channels * bits // 8))
        packer = zlib.compressobj(1)
        data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
        parts = [chunk(b"IHDR", struct.pack(">2I5B", width, height, bits, color, 0, 0, 0))]
        parts += [chunk(b"PLTE", bytes(768))] if color == 3 else []
        parts += [chunk(b"iTXt", text)] if text else []
        parts += [chunk(b"IDAT", data), chunk(b"IEND", b"")]
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))

    return write


def picture(size: tuple[int, int], mode: str, kind: str, **said) -> Write:
    def write(path: Path) -> None:
        ImageFile.MAXBLOCK = 64 * MEGABYTE
        Image.new(mode, size, 128).save(path, kind, **said)

    return write


def jpeg_of_scans(size: tuple[int, int], scans: int) -> Write:
    def write(path: Path) -> None:
        content = io.BytesIO()
        ImageFile.MAXBLOCK = 64 * MEGABYTE
        Image.new("L", size, 128).save(content, "JPEG", progressive=True)
        whole = content.getvalue()
        last = whole.rindex(b"\xff\xda")
        path.write_bytes(whole[:last] + whole[last:-2] * scans + b"\xff\xd9")

    return write


def noise(path: Path) -> None:
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 255, (1000, 1000), np.uint8)).save(path, "PNG")


def dots(path: Path) -> None:
    paper = np.full((1000, 1000), 255, np.uint8)
    paper[::3, ::3] = 0
    Image.fromarray(paper).save(path, "PNG")


def lattice(path: Path) -> None:
    rows, columns = np.mgrid[:1000, :1000]
    paper = np.where((rows % 3 == 0) | (columns % 3 == 0), 0, 255)
    Image.fromarray(paper.astype(np.uint8)).save(path, "PNG")


def strip(path: Path) -> None:
    paper = np.full((2, 500_000), 255, np.uint8)
    paper[:, 250_000:] = 0
    Image.fromarray(paper).save(path, "PNG")


def strokes(path: Path) -> None:
    """What a picture of the drawing page remembers, with its checksum."""
    paper = Image.new("L", (9, 9))
    text = PngInfo()
    drawn = [[[i / 10_000, 0.1], [i / 10_000, 0.11]] for i in range(10_000)]
    crc = zlib.crc32(paper.tobytes())
    text.add_text("neuroscenes", json.dumps({"strokes": drawn, "smooth": True, "crc": crc}))
    paper.save(path, "PNG", pnginfo=text)


def huge_tile(path: Path) -> None:
    """A TIFF of 16 x 16 pixels in one tile of 30,000 x 30,000."""
    data = zlib.compress(bytes(100 * MEGABYTE), 1)
    tags = [
        (256, 4, 16), (257, 4, 16), (258, 3, 8), (259, 3, 8), (262, 3, 1), (277, 3, 1),
        (322, 4, 30_000), (323, 4, 30_000), (324, 4, 8), (325, 4, len(data)),
    ]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    path.write_bytes(
        b"II*\0" + struct.pack("<I", 8 + len(data)) + data
        + struct.pack("<H", len(tags)) + entries + bytes(4)
    )  # fmt: skip


def bmp_of_runs(path: Path) -> None:
    runs = b"\xff\x01" * (49_000_000 // 255)
    head = struct.pack("<3I2H6I", 40, 7_000, 7_000, 1, 8, 1, len(runs), 0, 0, 256, 0)
    start = 14 + len(head) + 1024
    path.write_bytes(
        struct.pack("<2s3I", b"BM", start + len(runs), 0, start) + head + bytes(1024) + runs
    )


def plain_pixels(path: Path) -> None:
    path.write_bytes(b"P2 2500 2000 255\n" + b"0 " * 5_000_000)


def gz_of_zeros(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        for part in zeros(300):
            file.write(part)


def gz_of_nothing(path: Path) -> None:
    path.write_bytes(gzip.compress(b"") * 2_000_000)


def square(count: int) -> list[str]:
    """Names without numbers."""
    return ["".join(chr(97 + int(digit)) for digit in f"{i:03d}") + "w" for i in range(count)]


def onnx_of(nodes: Callable[[Any], list], *, pixels: int = 16, **arrays: object) -> Write:
    """A graph of nodes from `x` to `y`; `nodes` is given what makes a node."""

    def write(path: Path) -> None:
        from onnx import TensorProto, helper, numpy_helper

        graph = helper.make_graph(
            nodes(helper.make_node),
            "net",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", pixels])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["images", "numbers"])],
            [numpy_helper.from_array(np.asarray(each), name) for name, each in arrays.items()],
        )
        opsets = [helper.make_opsetid("", 17)]
        path.write_bytes(
            helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
        )

    return write


def graph_of_empty_nodes(path: Path) -> None:
    def field(number: int, content: bytes) -> bytes:
        size, length = b"", len(content)
        while length > 127:
            size, length = size + bytes([length & 127 | 128]), length >> 7
        return bytes([number << 3 | 2]) + size + bytes([length]) + content

    path.write_bytes(field(7, field(1, b"") * 3_000_000))


def functions_in_functions(path: Path) -> None:
    """Each calls the one before twice: thirty of them are a billion nodes."""
    from onnx import TensorProto, helper

    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("own", 1)]
    functions = [helper.make_function("own", "f0", ["a"], ["b"], [], opsets)]
    functions[0].node.append(helper.make_node("Relu", ["a"], ["b"]))
    for n in range(30):
        twice = [
            helper.make_node(f"f{n}", ["a"], ["c"], domain="own"),
            helper.make_node(f"f{n}", ["c"], ["b"], domain="own"),
        ]
        functions.append(helper.make_function("own", f"f{n + 1}", ["a"], ["b"], twice, opsets))
    graph = helper.make_graph(
        [helper.make_node("f30", ["x"], ["y"], domain="own")],
        "net",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 16])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 16])],
    )
    model = helper.make_model(graph, opset_imports=opsets, functions=functions, ir_version=8)
    path.write_bytes(model.SerializeToString())


def data_in_a_huge_file(path: Path) -> None:
    """Weights that are all of a file of 10 GB beside it, which takes no place on the disk."""
    from onnx import TensorProto, helper

    beside = path.with_name("beside.bin")
    with beside.open("wb") as file:
        file.truncate(10_000 * MEGABYTE)
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[16, 5])
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=beside.name)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "net",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 16])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 5])],
        [tensor],
    )
    opsets = [helper.make_opsetid("", 17)]
    path.write_bytes(
        helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
    )


def doubled(node: Callable[..., object]) -> list:
    steps = [node("Concat", [f"w{n}", f"w{n}"], [f"w{n + 1}"], axis=1) for n in range(40)]
    return [*steps, node("MatMul", ["x", "w40"], ["y"])]


def spread(node: Callable[..., object]) -> list:
    """A row times a column is a matrix of 25 GB."""
    return [node("Mul", ["row", "column"], ["w"]), node("MatMul", ["x", "w"], ["y"])]


def spread_by_shape(node: Callable[..., object]) -> list:
    return [
        node("Shape", ["x"], ["s"]),
        node("Mul", ["s", "much"], ["many"]),
        node("ConstantOfShape", ["many"], ["z"]),
        node("Gather", ["z", "first"], ["row"]),
        node("Cast", ["row"], ["to"], to=7),
        node("Reshape", ["x", "to"], ["r"]),
        node("MatMul", ["r", "w"], ["y"]),
    ]


def additions(node: Callable[..., object]) -> list:
    steps = [node("Add", [f"p{n}", "b"], [f"p{n + 1}"]) for n in range(6000)]
    return [node("MatMul", ["x", "w"], ["p0"]), *steps, node("Relu", ["p6000"], ["y"])]


def long_chain(node: Callable[..., object]) -> list:
    steps = [node("MatMul", [f"p{n}", "k"], [f"p{n + 1}"]) for n in range(490)]
    return [node("MatMul", ["x", "w"], ["p0"]), *steps, node("Relu", ["p490"], ["y"])]


def one_product(node: Callable[..., object]) -> list:
    return [node("MatMul", ["x", "w"], ["y"])]


SQUARE = np.eye(5, dtype=np.float32)
GRAPHS = (
    Hostile("6,000 nodes", "onnx", onnx_of(additions, w=SQUARE, b=SQUARE[0], pixels=5)),
    Hostile("490 layers", "onnx", onnx_of(long_chain, w=SQUARE, k=SQUARE, pixels=5), True),
    Hostile("3 million nodes of nothing", "onnx", graph_of_empty_nodes),
    Hostile("a billion nodes in functions", "onnx", functions_in_functions),
    Hostile("weights doubled 40 times", "onnx", onnx_of(doubled, w0=SQUARE, pixels=5)),
    Hostile(
        "a row times a column", "onnx",
        onnx_of(spread, row=np.ones((1, 80_000), "f4"), column=np.ones((80_000, 1), "f4")),
    ),
    Hostile(
        "as many as pixels times a billion", "onnx",
        onnx_of(spread_by_shape, much=np.array(10**9), first=np.array([0]), w=SQUARE, pixels=5),
    ),
    Hostile("weights that are a file of 10 GB", "onnx", data_in_a_huge_file),
    Hostile(
        "15 million weights", "onnx",
        onnx_of(one_product, pixels=3_900, w=np.full((3_900, 3_900), 0.01, "f4")), True,
    ),
)  # fmt: skip
ARRAYS = (
    Hostile("npz that claims 5.8 GB", "npz", npz_of(npy_header((725_000_000,)))),
    Hostile("npz of 100 MB of zeros", "npz", npz_of(npy_header((12_500_000,)), *zeros(100)), True),
    Hostile(
        "npz whose header is 100 MB long", "npz",
        npz_of(b"\x93NUMPY\x02\x00" + struct.pack("<I", 100 * MEGABYTE), *zeros(9)),
    ),
    Hostile("npz of 200,000 members", "npz", archive_of_too_many_entries),
    Hostile("npz of one member 900 times", "npz", archive_of_one_member_a_thousand_times, True),
    Hostile("npz of less than nothing", "npz", npz_of(npy_header((-9,)), *zeros(9))),
    Hostile("npz with a deep header", "npz", npz_of(npy_header((), extra="[" * 5000))),
    Hostile("safetensors of 300,000 arrays", "safetensors", arrays_of_nothing(300_000)),
    Hostile("a name of 20,000 digits", "safetensors", one_array("9" * 20_000)),
    Hostile("a name of 100,000 endings", "safetensors", one_array("w" + ":0" * 100_000 + "w")),
    Hostile("a name of 100,000 layers", "safetensors", one_array("/bn" * 100_000)),
    Hostile("a hundred squares in no order", "safetensors", square_matrices(*square(100))),
    Hostile(
        "a hundred squares in two rows", "safetensors",
        square_matrices(*(f"{row}{i}.weight" for row in "ab" for i in range(50))),
    ),
    Hostile("900 squares", "safetensors", square_matrices(*square(900))),
    Hostile("900 biases", "safetensors", square_matrices(*(f"{n}_bias" for n in square(900)))),
    Hostile("json a hundred thousand deep", "json", text_of('{"w":' + "[" * 100_000)),
    Hostile("json 900 deep", "json", text_of('{"w":' + "[" * 900 + "]" * 900 + "}")),
    Hostile("json of 5 million lists", "json", text_of('{"w":[' + "[]," * 5_000_000 + "[]]}")),
    Hostile("json of 100 MB", "json", text_of('{"w":[' + "1.5," * 25_000_000 + "1]}"), True),
    Hostile(
        "json of 4 million numbers", "json", text_of('{"w":[' + "1.5," * 3_900_000 + "1]}"), True
    ),
    Hostile("json of an integer of 4,000 digits", "json", text_of('{"w":[[' + "9" * 4000 + "]]}")),
)  # fmt: skip
ARRAYS += (
    Hostile(
        "15 million weights in single precision", "safetensors",
        lambda path: full(path, np.float32, 3_900), True,
    ),
    Hostile(
        "8 million weights in double precision", "npz",
        lambda path: full(path, np.float64, 2_800), True,
    ),
)  # fmt: skip
PICTURES = (
    Hostile("16 bits, 100 megapixels", "png", png(10_000, 10_000, 16, 0), True),
    Hostile("16 bits, 49 megapixels", "png", png(7_000, 7_000, 16, 0), True),
    Hostile("8 bits and alpha, 49 megapixels", "png", png(7_000, 7_000, 8, 6), True),
    Hostile("one bit, 49 megapixels", "png", png(7_000, 7_000, 1, 0), True),
    Hostile("a palette, 49 megapixels", "png", png(7_000, 7_000, 8, 3), True),
    Hostile(
        "text of 20 MB", "png",
        png(9, 9, 8, 0, b"neuroscenes\0\1\0\0\0" + zlib.compress(bytes(20 * MEGABYTE), 1)),
    ),
    Hostile(
        "strokes a thousand deep", "png",
        png(9, 9, 8, 0, b"neuroscenes\0\0\0\0\0" + b'{"strokes":' + b"[" * 100_000),
    ),
    Hostile("floats, 49 megapixels", "tiff", picture((7_000, 7_000), "F", "TIFF"), True),
    Hostile("a tile of 900 megapixels", "tiff", huge_tile),
    Hostile("a thousand scans", "jpeg", jpeg_of_scans((3_000, 3_000), 1000)),
    Hostile("nine scans more, 99 megapixels", "jpeg", jpeg_of_scans((9_900, 10_000), 1), True),
    Hostile("narrow, 98 megapixels", "jpeg", picture((65_500, 1_499), "L", "JPEG")),
    Hostile("inks, 99 megapixels", "jpeg", picture((9_900, 10_000), "CMYK", "JPEG"), True),
    Hostile("a GIF of 49 megapixels", "gif", picture((7_000, 7_000), "L", "GIF"), True),
    Hostile(
        "a WebP of 24 megapixels", "webp",
        picture((5_000, 4_900), "RGBA", "WEBP", lossless=True, method=0, quality=0), True,
    ),
    Hostile(
        "an AVIF of 24 megapixels", "avif", picture((5_000, 4_900), "RGB", "AVIF", speed=10), True
    ),
    Hostile("a BMP of 49 megapixels in runs", "bmp", bmp_of_runs, True),
    Hostile(
        "colors and scans, 99 megapixels", "jpeg",
        picture((9_900, 10_000), "RGB", "JPEG", progressive=True, subsampling=0), True,
    ),
    Hostile("a BMP of 49 megapixels", "bmp", picture((7_000, 7_000), "RGB", "BMP"), True),
    Hostile("plain text, 5 megapixels", "ppm", plain_pixels, True),
    Hostile("noise", "png", noise, True),
    Hostile("100,000 dots", "png", dots, True),
    Hostile("a grid of a million pixels", "png", lattice),
    Hostile("a strip of a million pixels", "png", strip),
    Hostile("10,000 strokes", "png", strokes),
    Hostile("PostScript", "eps", text_of("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")),
)  # fmt: skip
DATA = (
    Hostile("300 MB of zeros", "gz", gz_of_zeros, True),
    Hostile("two million times nothing", "gz", gz_of_nothing),
)
FILES = (*GRAPHS, *ARRAYS, *PICTURES, *DATA)


def reader_of(path: Path) -> Callable[[], object]:
    """Who reads a file of this kind; imported before the clock runs."""
    if path.suffix == ".gz":
        from network.digits.mnist_files import read_bytes

        return lambda: len(read_bytes(path, 47_040_017))
    if path.suffix[1:] in {each.ending for each in PICTURES}:
        import scipy.ndimage

        from network.digits.preprocessing import load_digit_image

        assert scipy.ndimage
        return lambda: load_digit_image(path).shape
    if path.suffix == ".onnx":
        import onnx.reference

        assert onnx.reference
    from network.files.weight_files import load_model

    return lambda: load_model(path).layer_sizes


class Cost(NamedTuple):
    """What reading a file took, and what came of it: a value, or an error of ours."""

    seconds: float
    megabytes: float
    answer: str


def cost_of(file: Hostile, folder: Path) -> Cost:
    """Read a file in a child of this process."""
    path = folder / f"file.{file.ending}"
    writer = os.fork()
    if not writer:  # what is needed to make a file isn't the reader's memory
        file.write(path)
        os._exit(0)
    os.waitpid(writer, 0)
    read = reader_of(path)
    answers, answered = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(_GIVEN_UP_SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (_GIVEN_UP_BYTES, _GIVEN_UP_BYTES))
        started = time.process_time()
        answer = _answer(read)
        took = time.process_time() - started  # other programs don't count
        os.write(answered, f"{took} {' '.join(answer.split())[:400]}".encode())
        os._exit(0)
    os.close(answered)
    _, _, usage = os.wait4(child, 0)
    with os.fdopen(answers) as told:
        took, _, answer = told.read().partition(" ")
    path.unlink()
    return Cost(float(took or _GIVEN_UP_SECONDS), usage.ru_maxrss / 1000, answer or "no answer")


def _answer(read: Callable[[], object]) -> str:
    from network.errors import NeuroscenesError

    try:
        return f"read: {read()}"
    except NeuroscenesError as error:
        return f"refused: {error}"
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        return f"BROKEN: {type(error).__name__}: {error}"


def main(*names: str) -> int:
    """Print a line a file; give how many went over the bounds, or were answered by no line."""
    chosen = [
        file
        for file in FILES
        if not names
        or ("--slow" in names and file.is_slow)
        or ("--quick" in names and not file.is_slow)
        or any(name in file.name for name in names)
    ]
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in chosen:
            cost = cost_of(file, Path(folder))
            is_over = (
                cost.seconds > MOST_SECONDS
                or cost.megabytes > MOST_MEGABYTES
                or not cost.answer.startswith(("read: ", "refused: "))
            )
            over += is_over
            answer = cost.answer.replace(f"{folder}/", "")[:90]
            figures = f"{cost.seconds:6.2f} s {cost.megabytes:6.0f} MB"
            mark = "!" if is_over else " "
            print(f"{mark} {file.name:36} {figures}  {answer}", flush=True)  # noqa: T201
    return over


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
