"""How much a reader takes in from outside. Together they keep every reader below 1 GB and 5 s."""

from __future__ import annotations

_MEGABYTE = 1_000_000

MOST_JSON_BYTES = 16 * _MEGABYTE
"""Some 800,000 numbers in full; a number becomes up to 9 times its bytes in memory."""
MOST_JSON_CONTAINERS = 500_000
"""Lists and objects: an empty one of 3 bytes takes 60 to 230 in memory."""
MOST_JSON_DEPTH = 64
"""Records go 10 deep; whoever reads them goes down by recursion."""

MOST_WEIGHT_BYTES = 64 * _MEGABYTE
"""
Of a file of weights, and of the arrays in it: 16 million 32-bit numbers. They are in memory up to
ten times: in the file, in both precisions, and locked.
"""
MOST_HEADER_BYTES = _MEGABYTE
"""What a safetensors file says of its arrays, and its metadata."""
MOST_ARRAYS = 1000
"""In a file: a hundred layers with the moments of their optimizer."""
MOST_PAIRED_ARRAYS = 200
"""A hundred layers with weights and biases: names are compared each with each."""
MOST_NAME_LENGTH = 256
"""Of an array's name: patterns are searched in it."""

MOST_ONNX_NODES = 500
"""A hundred layers of 4 nodes each, and what prepares the inputs."""
MOST_ONNX_PARTS = 200_000
"""Fields of the file, each an object in memory, of which an empty one takes 2 bytes in the file."""
MOST_ONNX_NUMBERS = 10_000_000
"""That a graph computes of constants, and in the images that it reads at once."""

MOST_MAGNITUDE = 1e15
"""Of a number in a forward pass: its square is within what 32-bit floats hold."""

MOST_RECORDING_SECONDS = 600
"""Of a recording of one line: compressed silence of days takes little."""
MOST_SCRIPT_BYTES = 4 * _MEGABYTE
"""Of the table beside recordings; the film's takes 100 kB."""

MOST_PICTURE_BYTES = 200 * _MEGABYTE
"""Of a picture's file: 48 megapixels without compression."""
MOST_PIXELS = 50 * _MEGABYTE
"""Of a picture once decoded: 200 MB, which are in memory three times at most."""
MOST_PIXELS_OF = {
    "PNG": MOST_PIXELS,
    "JPEG": 2 * MOST_PIXELS,  # decoded at a fraction of its size
    "GIF": MOST_PIXELS,
    "BMP": MOST_PIXELS,
    "PPM": MOST_PIXELS // 10,  # Python decodes it, if it is text
    "TIFF": MOST_PIXELS,
    # Their decoders keep two or three more copies.
    "WEBP": MOST_PIXELS // 2,
    "AVIF": MOST_PIXELS // 2,
    "HEIF": MOST_PIXELS,
}
"""
The formats that are opened, as Pillow calls them, with their bounds. The others are not for digits,
and some start programs, as PostScript does.
"""
MOST_STRETCHED = 1000
"""The longer side by the shorter one: the ink of a strip is laid into a square."""
MOST_JPEG_WORK = 1000 * _MEGABYTE
"""Pixels times scans of a JPEG: a progressive one goes over all pixels for each of its scans."""
MOST_TILE_PIXELS = 4 * _MEGABYTE
"""Of a tile of a TIFF, which is decoded whole however small the picture is."""
