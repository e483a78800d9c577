"""What keeps README, the guide and CONTRIBUTING true."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path

import click
import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import save_file

from scenes.catalog import CATALOG, entry
from scenes.cli.program import COMMANDS, program
from scenes.cli.readme_pictures import FOLDER, LAST_FRAMES, MOVING

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
GUIDE = sorted((ROOT / "assets" / "guide").glob("*.md"))
PAGES = {page: page.read_text(encoding="utf-8") for page in (README, *GUIDE)}
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
TEXT = "\n".join(PAGES.values())
ALL_PAGES = PAGES | {CONTRIBUTING: CONTRIBUTING.read_text(encoding="utf-8")}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def code(language: str, text: str = TEXT) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


SHELL = [line for block in code("sh") for line in block.splitlines()]
INLINE = re.findall(r"`(neuroscenes [^`]*)`", TEXT)
PYTHON = code("python")
LINKS = [
    (page, link)
    for page, text in ALL_PAGES.items()
    for link in re.findall(r"\]\(([^)]+)\)", text)
    if "://" not in link
]


def command_named(name: str) -> click.Command:
    return program.get_command(click.Context(program), name)


def run(arguments: list[str], capsys, told: str = "") -> str:
    """Run a command that has to succeed and to tell only this (a pattern); what it prints."""
    from scenes.cli import main

    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    assert ended.value.code == 0
    assert re.fullmatch(told, captured.err), captured.err
    return captured.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_chapter(name):
    assert re.search(rf"^#+ `neuroscenes {name}\b", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name):
    options = [
        long
        for parameter in command_named(name).params
        if isinstance(parameter, click.Option)
        for long in parameter.opts
        if long.startswith("--")
    ]
    assert [option for option in options if not re.search(rf"`{option}\b", TEXT)] == []


def test_every_option_described_is_one():
    real = {
        long
        for name in COMMANDS
        for parameter in command_named(name).params
        for long in parameter.opts
    }
    described = set(re.findall(r"`(--[a-z-]+)", TEXT))
    assert described - real - {"--debug"} == set()


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("neuroscenes")])
def test_every_command_line_can_be_typed(line):
    _, name, *arguments = shlex.split(line)
    with program.make_context("neuroscenes", []) as parent:
        command_named(name).make_context(name, arguments, parent=parent)


@pytest.mark.parametrize("text", sorted({text for text in INLINE if " --" in text}))
def test_every_option_named_with_its_command_belongs_to_it(text):
    _, name, *arguments = text.split()
    known = {long for parameter in command_named(name).params for long in parameter.opts}
    assert {each for each in arguments if each.startswith("--")} <= known | {"--help"}


TAKERS = re.compile(r"(`[a-z]+`(?:, `[a-z]+`)* and `[a-z]+`) take (it|these)\b")


@pytest.mark.parametrize("found", list(TAKERS.finditer(TEXT)), ids=lambda found: found[0])
def test_the_commands_said_to_take_options_are_those_that_do(found):
    if found[2] == "these":  # the table that follows
        table = TEXT[found.end() :].partition("\n\n")[2].partition("\n\n")[0]
        options = set(re.findall(r"^\| [^|]*?`(--[a-z-]+)", table, re.MULTILINE))
    else:  # the one that was named last
        options = {re.findall(r"`(--[a-z-]+)", TEXT[: found.start()])[-1]}
    takers = {
        name
        for name in COMMANDS
        if options <= {o for each in command_named(name).params for o in each.opts}
    }
    assert set(re.findall(r"`([a-z]+)`", found[1])) == takers


def test_there_are_command_lines_to_check():
    assert len([line for line in SHELL if line.startswith("neuroscenes")]) > 30


@pytest.mark.parametrize(
    "target",
    sorted(
        set(
            re.findall(
                r"(?:^|`)(?:[A-Z_]+=\S+ )*make ([a-z-]+)",
                "\n".join(ALL_PAGES.values()),
                re.MULTILINE,
            )
        )
    ),
)
def test_every_make_target_exists(target):
    assert re.search(rf"^{target}:.* ## ", MAKEFILE, re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The addresses of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize(
    ("page", "link"), LINKS, ids=[f"{page.name}: {link}" for page, link in LINKS]
)
def test_every_link_leads_to_a_file_and_its_heading(page, link):
    name, _, heading = link.partition("#")
    file = (page.parent / name).resolve() if name else page
    assert file.is_file()
    assert not heading or heading in anchors(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.name)
def test_every_page_of_the_guide_is_one_link_from_readme(page):
    assert f"](assets/guide/{page.name})" in PAGES[README]
    assert "(../../README.md)" in PAGES[page]


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_every_file_and_folder_named_exists(page):
    named = re.findall(r"`((?:network|scenes|assets|tests)/[^`]*)`", ALL_PAGES[page])
    made = re.findall(r"^New file `(.+)`:$", ALL_PAGES[page], re.MULTILINE)
    here = [name for name in {*named} - {*made} if not re.search(r"[A-Z*]{4}", name)]
    assert [name for name in here if not (ROOT / name).exists()] == []


BEATS = (
    r"clips/([A-Z]\w+)/(\d\d)-([a-z-]+)",
    r"neuroscenes sheet ([A-Z]\w+)( )--section ([a-z-]+)",
    r"([A-Z][a-z]\w+)(-)([a-z]+(?:-[a-z]+)*)-\d",
)
"""Where a scene and one of its beats are named; in an address its clip's number stands between."""


def test_every_beat_named_exists():
    named = [found for form in BEATS for found in re.findall(form, TEXT)]
    assert len({(scene, beat) for scene, _, beat in named}) >= 3
    for scene, number, beat in named:
        beats = list(entry(scene).load().beats)
        assert beat in beats
        assert not number.isdigit() or int(number) == beats.index(beat) + 1


def test_the_number_of_clips_is_about_right():
    (told,) = re.findall(r"there are about (\d+)", PAGES[README])
    clips = sum(len(each.load().beats) for each in CATALOG)
    assert clips == pytest.approx(int(told), abs=5)


def test_pictures_are_frames_of_scenes_and_pages_and_light():
    shown = set(re.findall(r"readme/([\w-]+)\.webp", TEXT))
    assert shown == {*LAST_FRAMES, "moving", "site", "drawing-page"}
    assert {path.stem for path in FOLDER.iterdir()} == shown
    sizes = {path.stem: path.stat().st_size for path in FOLDER.iterdir()}
    assert sizes.pop("moving") < 2_000_000
    assert max(sizes.values()) < 300_000


def test_the_moving_picture_moves_for_ever():
    with Image.open(FOLDER / "moving.webp") as picture:
        assert picture.n_frames > 50
        assert picture.info["loop"] == 0


def test_the_moving_picture_shows_beats_that_exist():

    scene, *sections = MOVING
    beats = [beat.name for beat in entry(scene).load().beats.values()]
    assert set(sections) <= set(beats)


def first_steps() -> list[str]:
    (block,) = [block for block in code("sh", PAGES[README]) if "seven.jpg" in block]
    return [line for line in block.splitlines() if line.startswith("neuroscenes")]


@pytest.mark.parametrize("line", first_steps())
def test_each_line_of_the_first_steps_runs_as_it_stands(line, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    _, *arguments = shlex.split(line)
    told = ""
    if arguments[0] == "render":
        arguments += ["--output", str(tmp_path), "--jobs", "1"]
        told = r"rendered ForwardPass \(1 of 1\)\n"
    printed = run(arguments, capsys, told)
    expected = {
        "list": "ForwardPass",
        "classify": "assets/examples/seven.jpg: 7 ",
        "values": "trace.layers[0].contributions",
        "render": str(tmp_path / "ForwardPass.mp4"),
    }
    assert expected[arguments[0]] in printed


def test_the_example_in_python_gives_what_it_says():
    (example,) = [code for code in PYTHON if "trace.answer" in code]
    names = {}
    exec(example, names)  # noqa: S102 - it is our own guide
    assert names["trace"].answer == 3


@pytest.fixture(scope="module")
def digits_of_scikit_learn(tmp_path_factory):
    """The folder in which the guide's example of scikit-learn was run."""
    folder = tmp_path_factory.mktemp("guide")
    (example,) = [code for code in PYTHON if "load_digits" in code]
    with contextlib.chdir(folder):
        exec(example, {})  # noqa: S102 - it is our own guide
    return folder


@pytest.mark.parametrize(
    "line", [line for line in SHELL if line.startswith("neuroscenes") and "digits.safet" in line]
)
@pytest.mark.xdist_group("scikit-learn")
def test_the_lines_about_scikit_learn_do_what_they_say(
    line, digits_of_scikit_learn, monkeypatch, capsys
):
    monkeypatch.chdir(digits_of_scikit_learn)
    _, *arguments = shlex.split(line)
    if arguments[0] == "render":  # as a dry run: test_rendering renders real files
        arguments = ["values", *arguments[1:-2]]
    expected = {
        "evaluate": "layers 64-32-10, relu, softmax, 2,410 parameters",
        "classify": "digit 3: 3 ",
        "values": "model.layer_sizes[0]",
    }
    assert expected[arguments[0]] in run(arguments, capsys)


def save_as_pytorch_does(path: Path) -> dict[str, np.ndarray]:
    """What `save_file` of `safetensors.torch` writes of the guide's nn.Sequential."""
    rng = np.random.default_rng(0)
    shapes = {"0.weight": (32, 784), "0.bias": (32,), "2.weight": (10, 32), "2.bias": (10,)}
    tensors = {name: rng.normal(size=s).astype(np.float32) for name, s in shapes.items()}
    save_file(tensors, path)
    return tensors


def test_the_line_about_pytorch_reads_what_pytorch_saves(tmp_path, monkeypatch, capsys, mnist_dir):
    save_as_pytorch_does(tmp_path / "torch.safetensors")
    monkeypatch.chdir(tmp_path)
    (line,) = [line for line in SHELL if line.startswith("neuroscenes evaluate --model torch.")]
    arguments = [*shlex.split(line)[1:], "--mnist-dir", str(mnist_dir)]
    printed = run(arguments, capsys, r"torch\.safetensors reads only .*\n")  # it is not trained
    assert "layers 784-32-10, relu, softmax, 25,450 parameters" in printed


@pytest.mark.parametrize("code", [code for code in PYTHON if "torch" not in code])
def test_every_example_in_python_imports_what_exists(code):
    for line in code.splitlines():
        if line.startswith("from "):
            exec(line, {})  # noqa: S102 - it is our own guide


def test_plain_manim_is_told_a_scene_that_exists():
    (line,) = [line for line in SHELL if line.startswith("manim render")]
    file, name = line.split()[-2:]
    assert f"class {name}(" in (ROOT / file).read_text(encoding="utf-8")
