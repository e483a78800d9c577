"""Servers on this machine stand in for the mirrors."""

import gzip
import hashlib
import http.server
import threading

import numpy as np
import pytest

from network.digits import mnist, mnist_download, mnist_files
from network.digits.mnist import find_mnist, load_mnist, load_test_set
from network.digits.mnist_download import MIRRORS, download_mnist
from network.digits.mnist_files import MNIST_FILES, MnistFile, idx_header
from network.errors import DatasetError

SHAPES = [(5, 28, 28), (5,), (3, 28, 28), (3,)]
CONTENTS = [
    idx_header(shape) + np.random.default_rng(0).bytes(int(np.prod(shape))) for shape in SHAPES
]
FILES = [
    MnistFile(real.name, shape, hashlib.sha256(content).hexdigest())
    for real, shape, content in zip(MNIST_FILES, SHAPES, CONTENTS, strict=True)
]
ARCHIVES = {
    f"{file.name}.gz": gzip.compress(content) for file, content in zip(FILES, CONTENTS, strict=True)
}
# Nothing listens on port 9 of this machine: connections are refused at once.
DEAD_MIRROR = "http://127.0.0.1:9/"


class Mirror:
    """A web server with files by name; what it was asked for is in `requests`."""

    def __init__(self, archives, *, cut_short=False):
        self.archives, self.cut_short, self.requests = archives, cut_short, []
        mirror = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                mirror.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, request):
        """Send a file, half of one, or a 404."""
        name = request.path.rsplit("/", 1)[-1]
        self.requests.append(name)
        if name not in self.archives:
            request.send_error(404)
            return
        archive = self.archives[name]
        request.send_response(200)
        request.send_header("Content-Length", str(len(archive)))
        request.end_headers()
        request.wfile.write(archive[: len(archive) // 2] if self.cut_short else archive)

    def close(self):
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve():
    mirrors = []

    def start(archives, **options):
        mirrors.append(Mirror(archives, **options))
        return mirrors[-1]

    yield start
    for mirror in mirrors:
        mirror.close()


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    """Put the user's cache into a folder of the test, and hide this machine's MNIST."""
    monkeypatch.delenv("MNIST_DIR", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for module in (mnist, mnist_files):
        monkeypatch.setattr(module, "cache_directory", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def names_in(directory):
    return sorted(path.name for path in directory.iterdir())


def test_missing_files_are_downloaded_into_the_cache_and_stay_there(serve, cache):
    mirror = serve(ARCHIVES)
    loaded = load_mnist(files=FILES, mirrors=[mirror.address], progress=False)
    assert loaded.training_images.tobytes() == CONTENTS[0][16:]
    assert names_in(cache) == sorted(ARCHIVES)
    assert find_mnist() == cache
    assert load_mnist(files=FILES, mirrors=[DEAD_MIRROR]) == loaded
    assert sorted(mirror.requests) == sorted(ARCHIVES)


def test_for_the_test_set_its_two_files_are_downloaded_unless_none_may_be(serve, cache):
    mirror = serve(ARCHIVES)
    given = {"files": FILES[2:], "mirrors": [mirror.address], "progress": False}
    with pytest.raises(DatasetError, match="MNIST not found"):
        load_test_set(download=False, **given)
    assert mirror.requests == []
    _, labels = load_test_set(**given)
    assert labels.tolist() == list(CONTENTS[3][8:])
    assert names_in(cache) == sorted(f"{file.name}.gz" for file in FILES[2:])


def test_only_missing_files_are_downloaded(serve, cache):
    cache.mkdir()
    (cache / f"{FILES[0].name}").write_bytes(CONTENTS[0])
    mirror = serve(ARCHIVES)
    load_mnist(files=FILES, mirrors=[mirror.address], progress=False)
    assert sorted(mirror.requests) == sorted(f"{file.name}.gz" for file in FILES[1:])


@pytest.mark.parametrize(
    "kind", ["dead", "empty", "altered", "cut short", "a web page", "too much"]
)
def test_after_a_broken_mirror_the_next_one_is_used(serve, cache, kind):
    altered = {name: archive[:-1] + b"\xff" for name, archive in ARCHIVES.items()}
    broken = {
        "dead": lambda: DEAD_MIRROR,
        "empty": lambda: serve({}).address,
        "altered": lambda: serve(altered).address,
        "cut short": lambda: serve(ARCHIVES, cut_short=True).address,
        "too much": lambda: serve(dict.fromkeys(ARCHIVES, bytes(2_000_000))).address,
        "a web page": lambda: serve(dict.fromkeys(ARCHIVES, b"<html>Log in</html>")).address,
    }[kind]()
    good = serve(ARCHIVES)
    download_mnist(cache, files=FILES, mirrors=[broken, good.address], progress=False)
    assert names_in(cache) == sorted(ARCHIVES)
    assert load_mnist(cache, files=FILES).test_labels.tolist() == list(CONTENTS[3][8:])


def test_altered_bytes_are_refused_and_leave_nothing(serve, cache):
    altered = {name: gzip.compress(gzip.decompress(a)[:-1] + b"?") for name, a in ARCHIVES.items()}
    with pytest.raises(DatasetError, match=r"127\.0\.0\.1:\d+/: expected SHA-256") as caught:
        download_mnist(cache, files=FILES, mirrors=[serve(altered).address], progress=False)
    assert "\n" not in str(caught.value)
    assert names_in(cache) == []
    assert find_mnist() is None


def test_more_bytes_than_a_file_can_have_are_not_kept(serve, cache):
    endless = serve(dict.fromkeys(ARCHIVES, bytes(2_000_000)))
    with pytest.raises(DatasetError, match="it sent too many bytes"):
        download_mnist(cache, files=FILES, mirrors=[endless.address], progress=False)
    assert names_in(cache) == []


def test_a_file_takes_as_many_bytes_as_it_may_and_none_more(tmp_path):
    with mnist_download._BoundedFile(tmp_path / "bounded", 5) as file:
        assert file.write(b"abc") + file.write(b"de") == 5
        with pytest.raises(DatasetError, match="it sent too many bytes"):
            file.write(b"f")
    assert (tmp_path / "bounded").read_bytes() == b"abcde"


def test_half_a_file_is_refused_and_leaves_nothing(serve, cache):
    mirror = serve(ARCHIVES, cut_short=True)
    with pytest.raises(DatasetError, match="could not be downloaded"):
        download_mnist(cache, files=FILES, mirrors=[mirror.address], progress=False)
    assert names_in(cache) == []


def test_an_interrupted_download_leaves_only_complete_files(serve, cache, monkeypatch):
    mirror = serve(ARCHIVES)
    download = mnist_download._download

    def interrupted(address, path, most, *, progress):
        if "t10k-images" in address:
            path.write_bytes(ARCHIVES[path.name][:100])
            raise KeyboardInterrupt
        download(address, path, most, progress=progress)

    monkeypatch.setattr(mnist_download, "_download", interrupted)
    with pytest.raises(KeyboardInterrupt):
        download_mnist(cache, files=FILES, mirrors=[mirror.address], progress=False)
    assert names_in(cache) == ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"]
    monkeypatch.undo()
    download_mnist(cache, files=FILES, mirrors=[mirror.address], progress=False)
    assert names_in(cache) == sorted(ARCHIVES)
    assert len(mirror.requests) == 4


def test_without_a_network_the_error_names_every_mirror_and_mnist_dir(serve):
    gone = serve({}).address
    with pytest.raises(DatasetError) as caught:
        load_mnist(files=FILES, mirrors=[DEAD_MIRROR, gone], progress=False)
    text = str(caught.value)
    assert "\n" not in text
    assert f"{DEAD_MIRROR}: ConnectionError" in text
    assert f"{gone}: HTTP status 404" in text
    assert "$MNIST_DIR" in text


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DatasetError, match="file/cache: cannot be written to: Not a directory"):
        download_mnist(tmp_path / "file" / "cache", files=FILES, mirrors=[DEAD_MIRROR])


def test_progress_is_one_plain_line_a_file_where_nobody_watches(serve, cache, capsys):
    mirror = serve(ARCHIVES)
    download_mnist(cache, files=FILES, mirrors=[mirror.address])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        f"downloading {mirror.address}{file.name}.gz" for file in FILES
    ]


def test_a_bar_is_drawn_on_a_terminal(serve, cache, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    download_mnist(cache, files=FILES, mirrors=[serve(ARCHIVES).address])
    assert "100%" in capsys.readouterr().err


def test_nothing_is_said_without_progress(serve, cache, capsys):
    download_mnist(cache, files=FILES, mirrors=[serve(ARCHIVES).address], progress=False)
    assert capsys.readouterr().err == ""


def test_the_shipped_mirrors_are_two_or_more_safe_addresses():
    assert len(MIRRORS) >= 2
    assert all(mirror.startswith("https://") and mirror.endswith("/") for mirror in MIRRORS)
