"""A real cluster on this machine: a scheduler and workers as processes of their own."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from network.installation import adding
from scenes.render.workers import cluster as cluster_module
from scenes.render.workers.job_queue import Failed
from scenes.render.workers.jobs import scene_job
from scenes.subject.settings import Settings

ROOT = Path(__file__).resolve().parents[4]
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="Dask is not installed: pip install 'neuroscenes[cluster]'",
)


class Cluster:
    """A scheduler, and the workers that were started for it."""

    def __init__(self, start, folder, protocol="tcp", changes=None):
        self._start, self._folder, self._changes = start, folder, changes or {}
        self.scheduler = self._dask("scheduler", "--port", 0, "--protocol", protocol)
        found = self._said(self.scheduler, rf"Scheduler at: +({protocol}://\S+)")
        self.address = found[1]

    def worker(self, name, code=ROOT):
        """A worker with temporary files of its own, which show when it draws."""
        temporary = self._folder / name
        temporary.mkdir()
        worker = self._dask(
            "worker",
            self.address,
            *("--nthreads", 1, "--local-directory", self._folder / f"{name}-space"),
            cwd=code,
            changes={"TMPDIR": str(temporary)},
        )
        self._said(worker, r"Registered to: +t")
        worker.is_drawing = lambda: any(temporary.glob(".neuroscenes-*/**/*.mp4"))
        return worker

    def _dask(self, kind, *arguments, cwd=ROOT, changes=None):
        module = f"distributed.cli.dask_{kind}"
        return self._start(
            *(sys.executable, "-m", module, *arguments, "--host", "127.0.0.1", "--no-dashboard"),
            cwd=cwd,
            changes={"PYTHONPATH": str(cwd), **self._changes, **(changes or {})},
        )

    def _said(self, program, pattern):
        assert program.wait_until(lambda: re.search(pattern, program.stderr)), program.stderr
        return re.search(pattern, program.stderr)


@pytest.fixture
def cluster(start, tmp_path):
    """A scheduler without workers."""
    return Cluster(start, tmp_path)


@needs_dask
@pytest.mark.slow
def test_a_lost_worker_costs_nothing_but_time(
    cluster, start_render, tmp_path, undisturbed, finished
):
    lost, _ = cluster.worker("first"), cluster.worker("second")
    folder = tmp_path / "renders"
    run = start_render(folder, "--cluster", cluster.address)
    assert run.wait_until(lost.is_drawing), run.stderr
    lost.kill()
    code, _, complaints = run.ended()
    assert code == 0, complaints
    assert complaints.count("whoever reaches this scheduler can run programs") == 1
    assert finished(folder) == undisturbed


@needs_dask
@pytest.mark.slow
def test_a_worker_with_another_version_is_refused_and_the_others_do_the_work(
    cluster, start_render, tmp_path, undisturbed, finished, *, project_copy
):
    changed = project_copy / "scenes" / "chapter.py"
    changed.write_text(changed.read_text() + "# changed\n")
    cluster.worker("other", code=project_copy)
    cluster.worker("same")
    run = start_render(tmp_path / "renders", "--cluster", cluster.address)
    code, _, complaints = run.ended()
    assert code == 0, complaints
    refusals = [line for line in complaints.splitlines() if "is not used" in line]
    assert len(refusals) == 1
    assert re.fullmatch(
        r"neuroscenes: tcp://127.0.0.1:\d+ is not used: its code of this project is another",
        refusals[0],
    )
    assert finished(tmp_path / "renders") == undisturbed


@needs_dask
@pytest.mark.slow
def test_without_a_worker_that_can_draw_every_job_fails(cluster, options, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster_module, "WAIT_SECONDS", 0.1)
    jobs = [scene_job(name, Settings(), options) for name in ("Act2", "Act3")]
    with cluster_module.ClusterWorkers(cluster.address, 1) as workers:
        events = list(workers.run(jobs, tmp_path))
    assert [event.job for event in events if isinstance(event, Failed)] == jobs
    assert {event.reason for event in events} == {
        f"no worker at {cluster.address} that can draw it"
    }


@needs_dask
@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "silent"])
def test_a_lost_scheduler_is_told_in_a_line_for_each_scene(cluster, start_render, tmp_path, how):
    worker = cluster.worker("only")
    scenes = ("HiddenLayers", "TheHopeForLayers")
    run = start_render(tmp_path / "renders", "--cluster", cluster.address, scenes=scenes)
    assert run.wait_until(worker.is_drawing), run.stderr
    cluster.scheduler.process.send_signal(how)
    code, _, complaints = run.ended()
    assert code == 1
    assert "Traceback" not in complaints
    for scene in scenes:
        why = f"neuroscenes: {scene}: the scheduler at {cluster.address} was lost"
        assert complaints.splitlines().count(why) == 1


@needs_dask
@pytest.mark.slow
def test_a_cluster_of_its_own_makes_the_same(start_render, tmp_path, undisturbed, finished):
    run = start_render(tmp_path, "--cluster", "local", "--jobs", 2)
    code, _, complaints = run.ended()
    assert code == 0, complaints
    assert "Traceback" not in complaints
    assert finished(tmp_path) == undisturbed
    assert run.processes() == []


@needs_dask
@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_cluster_of_its_own_ends_with_the_program(start_render, tmp_path, number, code):
    run = start_render(tmp_path, "--cluster", "local", "--jobs", 2, scenes=("HiddenLayers",))
    assert run.wait_until(lambda: any(tmp_path.glob(".work/.neuroscenes-*/"))), run.stderr
    run.press_ctrl_c() if number == signal.SIGINT else run.process.send_signal(number)
    ended, _, complaints = run.ended()
    assert ended == code
    assert "Traceback" not in complaints
    run.seconds_to_vanish()


@needs_dask
@pytest.mark.slow
def test_an_address_where_nobody_answers_is_refused_in_a_line(start_render, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        code, said, complaints = start_render(tmp_path, "--cluster", address).ended()
    line = f"neuroscenes: --cluster {address}: expected a Dask scheduler, none answers there\n"
    assert (code, said, complaints) == (2, "", line)


@needs_dask
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_cluster_is_locked_as_the_guide_says(start, start_render, tmp_path):
    guide = (ROOT / "assets" / "guide" / "clusters.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"```sh\n(umask.*?)```", guide, re.DOTALL)
    (settings,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    home = {"HOME": str(tmp_path), "DASK_CONFIG": str(tmp_path / ".config" / "dask")}
    shell = ["sh", "-ec", lines]
    subprocess.run(shell, env={**os.environ, **home}, check=True, capture_output=True)
    folder = tmp_path / ".config" / "dask"
    assert folder.stat().st_mode & 0o77 == 0
    (folder / "tls.yaml").write_text(settings.replace("/home/you", str(tmp_path)))
    cluster = Cluster(start, tmp_path, "tls", home)
    cluster.worker("only")
    output = tmp_path / "renders"
    without = start_render(output, "--cluster", cluster.address)
    refused = f"neuroscenes: --cluster {cluster.address}: expected certificates for tls://"
    assert without.ended()[2].startswith(refused)
    options = ("--cluster", cluster.address)
    code, _, complaints = start_render(output, *options, scenes=("Act2",), changes=home).ended()
    assert code == 0, complaints
    assert "whoever" not in complaints
    assert (output / "Act2.mp4").exists()


@needs_dask
@pytest.mark.slow
def test_a_scheduler_that_says_nothing_is_given_up(start_render, tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        code, said, complaints = start_render(tmp_path, "--cluster", address).ended()
    line = f"neuroscenes: --cluster {address}: expected a Dask scheduler, none answers there\n"
    assert (code, said, complaints) == (2, "", line)


def test_without_dask_a_line_says_how_to_get_it(start, tmp_path):
    code = "import sys; sys.modules['distributed'] = None; from scenes.cli import main; main()"
    arguments = ("render", "Act2", "--cluster", "local", "--output", tmp_path)
    ended = start(sys.executable, "-c", code, *arguments).ended()
    line = f"neuroscenes: --cluster needs Dask: {adding('distributed', 'cryptography')}\n"
    assert ended == (2, "", line)
