import gzip

import numpy as np
import pytest

from network.digits.mnist_files import idx_header, parse_idx, read_bytes
from network.errors import DatasetError

# Two images of 2 x 3 pixels, written out by hand.
CONTENT = bytes.fromhex("00000803 00000002 00000002 00000003") + bytes(range(12))


def test_values_come_in_the_order_of_the_file():
    array = parse_idx(CONTENT, (2, 2, 3))
    assert array.dtype == np.uint8
    assert array.tolist() == [[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]]


def test_the_header_is_what_the_format_says():
    assert idx_header((2, 2, 3)) == CONTENT[:16]
    assert idx_header((60_000,)) == bytes.fromhex("00000801 0000ea60")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "expected IDX data starting 00000803, got nothing$"),
        (b"\x89PNG" + CONTENT[4:], "expected IDX data starting 00000803, got 89504e47"),
        (b"\0\0\x08\x01" + CONTENT[4:], "got 00000801"),
        (b"\0\0\x0d\x03" + CONTENT[4:], "got 00000d03"),
        (CONTENT[:10], "expected an IDX header of 16 bytes, got 10"),
        (CONTENT[:7] + b"\x09" + CONTENT[8:], "expected 2 x 2 x 3 values, got 9 x 2 x 3"),
        (CONTENT[:-1], "expected 12 bytes after the header, got 11"),
        (CONTENT + b"x", "expected 12 bytes after the header, got more"),
    ],
)
def test_altered_bytes_are_refused(content, complaint):
    with pytest.raises(DatasetError, match=complaint) as caught:
        parse_idx(content, (2, 2, 3))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("compress", [gzip.compress, bytes], ids=["compressed", "plain"])
def test_a_file_is_read_whether_compressed_or_not(tmp_path, compress):
    path = tmp_path / "any-name"
    path.write_bytes(compress(CONTENT))
    assert read_bytes(path, 1000) == CONTENT


def test_no_more_than_the_limit_is_read(tmp_path):
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(bytes(10_000_000)))
    assert len(read_bytes(path, 29)) == 29


@pytest.mark.parametrize(
    "damage",
    [
        lambda archive: archive[:-9],
        lambda archive: archive[:14] + b"\xff\xff\xff" + archive[17:],
        lambda archive: archive[:-6] + b"\0\0" + archive[-4:],
        lambda archive: archive[:5],
    ],
    ids=["cut short", "other bytes", "other checksum", "nothing but a start"],
)
def test_a_damaged_archive_is_refused_in_one_line(tmp_path, damage):
    path = tmp_path / "damaged.gz"
    path.write_bytes(damage(gzip.compress(CONTENT)))
    with pytest.raises(DatasetError, match=r"damaged\.gz: expected a whole gzip file") as caught:
        read_bytes(path, 1000)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DatasetError, match="absent: cannot be read: No such file"):
        read_bytes(tmp_path / "absent", 1000)
