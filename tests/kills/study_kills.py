"""Commands are killed at random moments, and run again: nothing lost, nothing broken, nothing left.

`make kills`, or `make kills KILLS="--kills 30" COMMANDS="draw film"`. It goes on where it stopped:
what was done stands in a list, a line a kill, and kills are drawn from the seed and a number alone.
"""

from __future__ import annotations

import argparse
import collections
import fcntl
import functools
import hashlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from network.digits.drawn_digits import drawn_digit, stroke_path
from scenes.media.joining import decoded_frames
from tests.scenes.render.conftest import NEUROSCENES, ROOT, Started

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
CARDS = ("Act2", "Act3")
FILM = (
    sys.executable,
    "-c",
    """
import scenes.editions.film
scenes.editions.film.ALL_SCENES = ("Act1", "Act2", "Act3")
from scenes.cli import main
main()
""",
)
"""A film of three cards: joined as the whole one is, within seconds."""
TEMPORARY = ".neuroscenes-"
PATIENCE_SECONDS = 20
"""So long may it take until all of its processes are gone."""
MOST_IN_A_ROW = 4


@dataclass(frozen=True)
class Command:
    """What is typed; its files are compared with those of an undisturbed run."""

    name: str
    words: tuple[str, ...]
    speaks: bool = True
    first: tuple[str, ...] = ()
    """Typed before: what it published must stand, whatever is killed."""
    has_page: bool = False


_MP4 = ("-q", "l", "--formats", "mp4")
COMMANDS = {
    each.name: each
    for each in (
        Command("render", (*NEUROSCENES, "render", *CARDS, "-q", "l", "--jobs", "2")),
        Command("film", (*FILM, "film", "-q", "l", "--jobs", "2")),
        Command(
            "publish",
            (*NEUROSCENES, "publish", *CARDS, *_MP4),
            first=(*NEUROSCENES, "publish", CARDS[0], *_MP4),
        ),
        Command("slides", (*NEUROSCENES, "slides", *CARDS, "-q", "l")),
        Command("narrate", (*NEUROSCENES, "narrate", *CARDS), speaks=False),
        Command("draw", (*NEUROSCENES, "draw", "--port", "0", "--no-open"), has_page=True),
    )
}


@dataclass
class Place:
    """A folder of its own for what a command writes, its temporary files and its cache."""

    folder: Path
    command: Command
    voice: str
    seconds: float = 0.0
    """What an undisturbed run takes."""
    before: set[str] = field(default_factory=set)
    """Files of what was typed before."""

    @property
    def output(self) -> Path:
        """Where the command's files go."""
        return self.folder / "output"

    def clear(self) -> None:
        """Begin anew, with what is typed before."""
        for name in ("output", "temporary"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(parents=True)
        if self.command.first:
            code, _, complaints = self.start(self.command.first).ended()
            assert code == 0, complaints
        self.before = set(files_in(self.output))

    def start(self, words: tuple[str, ...] = ()) -> Started:
        """Begin the command."""
        changes = {
            "TMPDIR": str(self.folder / "temporary"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "NEUROSCENES_VOICE": self.voice,
            "PYTHONUNBUFFERED": "1",
        }
        said = self.folder / "said"
        shutil.rmtree(said, ignore_errors=True)
        said.mkdir(parents=True)
        given = (*(words or self.command.words), "--output", self.output)
        started = Started(given, said, changes=changes)
        if self.command.has_page:
            self._order(started)
        return started

    def finish(self) -> None:
        """Run the command to its end."""
        begin, before = time.monotonic(), len(self.films)
        run = self.start()
        if self.command.has_page:
            run.wait_until(lambda: len(self.films) > before)
            run.process.send_signal(signal.SIGINT)
        code, _, complaints = run.ended()
        assert code == 0, (code, complaints)
        assert run.seconds_to_vanish() < PATIENCE_SECONDS
        self.seconds = time.monotonic() - begin

    @property
    def films(self) -> list[Path]:
        """Records of what the page to draw on has filmed."""
        return list(self.output.glob("*/*.json")) if self.command.has_page else []

    def _order(self, started: Started) -> None:
        """Order a film of a drawn three, if the page comes so far."""
        if not started.wait_until(lambda: re.search(r"http://(\S+)/", started.stdout)):
            return
        authority = re.search(r"http://(\S+)/", started.stdout)[1]
        paths = [stroke_path(stroke, 40) for stroke in drawn_digit(3).strokes]
        strokes = [np.round(280 * (0.7 * path + 0.15)).tolist() for path in paths]
        order = {"drawing": {"strokes": strokes, "smooth": False}, "scene": CARDS[0]}
        connection = http.client.HTTPConnection(authority, timeout=60)
        headers = {"content-type": "application/json"}
        connection.request("POST", "/api/clips", json.dumps({**order, "quality": "l"}), headers)
        answer = connection.getresponse()
        assert answer.status == 201, answer.read()
        connection.close()


def files_in(folder: Path) -> dict[str, str]:
    """Checksums of all that stands under final names, by place; keys of clips are left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in place.parts):
            name = re.sub("-[0-9a-f]{32}", "", str(place))
            checksum = hashlib.sha256(path.read_bytes()).hexdigest()
            found[name if found.get(name, checksum) == checksum else str(place)] = checksum
    return found


class Undisturbed:
    """What a command makes with nothing in its way.

    Attributes
    ----------
    files
        Checksums by place.
    varying
        Places whose bytes differ from run to run: these must be there, whatever they hold.
    """

    def __init__(self, place: Place) -> None:
        place.clear()
        place.finish()
        self.files = files_in(place.output)
        self.seconds = place.seconds
        for video in place.output.rglob("*.mp4"):
            assert decoded_frames(video) > 0
        place.clear()
        place.finish()
        again = files_in(place.output)
        assert set(again) == set(self.files)
        self.varying = {name for name in again if again[name] != self.files[name]}
        self.seconds = min(self.seconds, place.seconds)

    def differences(self, found: dict[str, str], former: set[str]) -> list[str]:
        """Files that are none of ours; those of the publication before may still stand."""
        return [
            name
            for name, checksum in found.items()
            if name not in former | self.varying and self.files.get(name) != checksum
        ]


def leftovers(place: Place) -> list[str]:
    """What only a run that is under way may have there: unfinished files, locks that are held."""
    found = [str(path) for path in (place.folder / "temporary").iterdir()]
    for root in ("output", "cache"):
        found += [str(path) for path in (place.folder / root).rglob(f"*{TEMPORARY}*")]
    for work in place.output.rglob(".work"):
        found += [str(path) for path in work.iterdir() if path.name != "locks"]
        found += [f"{path} is locked" for path in work.glob("locks/*") if is_locked(path)]
    return found


def is_locked(path: Path) -> bool:
    """Whether a process holds a lock."""
    with path.open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_for_a_moment(chance: random.Random, run: Started, place: Place, known: Undisturbed) -> str:
    """Let some of a run pass: any share of it, or until something is seen; says which."""
    kind = chance.choice(("any time", "any time", "temporary folder", "file"))
    delay = chance.choice((0, chance.uniform(0, 0.05), chance.uniform(0, 0.5)))
    seen = None
    if kind == "any time":
        delay = chance.uniform(0, known.seconds)
    elif kind == "file":
        kind = chance.choice([name for name in known.files if name not in place.before])
        seen = kind.replace("/", "-*/", 1) if place.command.has_page else kind
    else:
        seen = f"{chance.choice(('', '.work/', 'clips/*/', 'slides/'))}{TEMPORARY}*"
    if seen is not None:
        latest = time.monotonic() + known.seconds
        run.wait_until(lambda: time.monotonic() > latest or any(place.output.glob(seen)))
    end = time.monotonic() + delay
    run.wait_until(lambda: time.monotonic() > end)
    return kind


def kill(chance: random.Random, run: Started) -> tuple[signal.Signals, str] | None:
    """Kill a run, alone or with all of its group; None when it had ended by itself."""
    number, whom = chance.choice(SIGNALS), chance.choice(("alone", "group"))
    if run.process.poll() is not None:
        return None
    if whom == "alone":
        run.process.send_signal(number)
    else:
        with suppress(ProcessLookupError):
            os.killpg(run.process.pid, number)
    return number, whom


def disturb(number: int, seed: int, place: Place, known: Undisturbed) -> list[dict[str, object]]:
    """Kill a command a few times in a row, and run it again; what was done, a line a kill.

    Raises
    ------
    AssertionError
        When something is lost, broken or left.
    """
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - moments, not secrets
    done: list[dict[str, object]] = []
    place.clear()
    for _ in range(chance.randint(1, MOST_IN_A_ROW)):
        run = place.start()
        moment = wait_for_a_moment(chance, run, place, known)
        killed, told = kill(chance, run), time.monotonic()
        code, _, complaints = run.ended()
        run.seconds_to_vanish()
        seconds = time.monotonic() - told
        context = (number, place.command.name, moment, killed, code, complaints[-2000:])
        assert seconds < PATIENCE_SECONDS, context
        if killed is not None:
            # Before the program has told Python what to do with a signal it ends as any program.
            too_early = code == -killed[0] or "Fatal Python error: init" in complaints
            assert too_early or code in {0, 130, 143}, context
            assert too_early or "Traceback" not in complaints, context
        found = files_in(place.output)
        broken = known.differences(found, place.before)
        assert not broken, (broken, context)
        assert place.before <= set(found), (place.before - set(found), context)
        if killed is not None and code != 0:
            name = place.command.name
            line = {"number": number, "command": name, "voice": place.voice, "moment": moment}
            line |= {"signal": killed[0].name, "whom": killed[1], "code": code}
            done.append({**line, "seconds_to_vanish": round(seconds, 2)})
    place.finish()
    found, context = files_in(place.output), (number, place.command.name, done)
    assert set(found) == set(known.files), (set(found) ^ set(known.files), context)
    assert not known.differences(found, set()), (known.differences(found, set()), context)
    assert not leftovers(place), (leftovers(place), context)
    return done


def study(folder: Path, kills: int, seed: int, commands: list[str]) -> None:
    """Kill so often, and list it in the folder; a list that is there goes on."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "kills.jsonl"
    lines = log.read_text().splitlines() if log.exists() else []
    done = [json.loads(line) for line in lines]
    number = max((each["number"] for each in done), default=-1) + 1

    @functools.cache
    def undisturbed(name: str, voice: str) -> tuple[Place, Undisturbed]:
        place = Place(folder / f"{name}-{voice}", COMMANDS[name], voice)
        shutil.rmtree(place.folder, ignore_errors=True)
        return place, Undisturbed(place)

    while len(done) < kills:
        chance = random.Random(f"{seed} {number} which")  # noqa: S311
        command = COMMANDS[commands[number % len(commands)]]
        voice = chance.choice(("none", "default")) if command.speaks else "none"
        place, known = undisturbed(command.name, voice)
        killed = disturb(number, seed, place, known)
        with log.open("a") as lines_of_all:
            lines_of_all.writelines(f"{json.dumps(each)}\n" for each in killed)
        done += killed
        sys.stdout.write(f"{len(done)} of {kills} kills: {command.name}, {len(killed)} more\n")
        sys.stdout.flush()
        number += 1
    for what in ("command", "signal", "whom", "voice"):
        counted = collections.Counter(str(each[what]) for each in done)
        sys.stdout.write(f"{what}: {dict(counted)}\n")
    slowest = max(float(each["seconds_to_vanish"]) for each in done)
    sys.stdout.write(f"slowest end: {slowest:.2f} s\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--folder", type=Path, default=ROOT / "renders" / "kills")
    parser.add_argument("commands", nargs="*", choices=[*COMMANDS, []], default=[])
    given = parser.parse_args()
    study(given.folder.resolve(), given.kills, given.seed, given.commands or [*COMMANDS])
