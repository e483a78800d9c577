"""What keeps README true."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path

import click
import numpy as np
import pytest
from safetensors.numpy import save_file

from scenes.cli.program import COMMANDS, program
from scenes.cli.readme_pictures import LAST_FRAMES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SHELL = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def command_named(name: str) -> click.Command:
    return program.get_command(click.Context(program), name)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_chapter(name):
    assert re.search(rf"^### `neuroscenes {name}\b", README, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name):
    options = [
        long
        for parameter in command_named(name).params
        if isinstance(parameter, click.Option)
        for long in parameter.opts
        if long.startswith("--")
    ]
    assert [option for option in options if not re.search(rf"`{option}\b", README)] == []


def test_every_option_described_is_one():
    real = {
        long
        for name in COMMANDS
        for parameter in command_named(name).params
        for long in parameter.opts
    }
    described = set(re.findall(r"`(--[a-z-]+)", README))
    assert described - real - {"--debug"} == set()


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("neuroscenes")])
def test_every_command_line_can_be_typed(line):
    _, name, *arguments = shlex.split(line)
    command_named(name).make_context(name, arguments)


def test_there_are_command_lines_to_check():
    assert len([line for line in SHELL if line.startswith("neuroscenes")]) > 10


@pytest.mark.parametrize(
    "target",
    sorted(
        set(
            re.findall(
                r"\bmake ([a-z-]+)",
                " ".join(re.findall(r"`[^`]+`|^make .*$", README, re.MULTILINE)),
            )
        )
    ),
)
def test_every_make_target_exists(target):
    assert re.search(rf"^{target}:.* ## ", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("name", re.findall(r"\]\(([^):]+)\)", README))
def test_every_link_leads_to_a_file(name):
    assert (ROOT / name).is_file()


def test_pictures_are_frames_of_scenes_and_light():
    pictures = re.findall(r"\((assets/readme/[^)]+)\)", README)
    assert pictures == [f"assets/readme/{name}.webp" for name in LAST_FRAMES]
    assert all((ROOT / name).stat().st_size < 300_000 for name in pictures)


def test_the_example_in_python_gives_what_it_says():
    (example,) = [code for code in PYTHON if "trace.answer" in code]
    names = {}
    exec(example, names)  # noqa: S102 - it is our own README
    assert names["trace"].answer == 3


@pytest.fixture(scope="module")
def digits_of_scikit_learn(tmp_path_factory):
    """The folder in which README's example of scikit-learn was run."""
    folder = tmp_path_factory.mktemp("guide")
    (example,) = [code for code in PYTHON if "load_digits" in code]
    with contextlib.chdir(folder):
        exec(example, {})  # noqa: S102 - it is our own README
    return folder


@pytest.mark.parametrize(
    "line", [line for line in SHELL if line.startswith("neuroscenes") and "digits.safet" in line]
)
@pytest.mark.xdist_group("scikit-learn")
def test_the_lines_about_scikit_learn_do_what_they_say(
    line, digits_of_scikit_learn, monkeypatch, capsys
):
    from scenes.cli import main

    monkeypatch.chdir(digits_of_scikit_learn)
    _, *arguments = shlex.split(line.replace(" my-digit.png", ""))
    if arguments[0] == "render":  # as a rehearsal: test_rendering renders real files
        arguments = ["values", *arguments[1:-2]]
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    assert (ended.value.code, captured.err) == (0, "")
    expected = {
        "evaluate": "layers 64-32-10, relu, softmax, 2,410 parameters",
        "classify": "digit 3: 3 ",
        "values": "model.layer_sizes[0]",
    }
    assert expected[arguments[0]] in captured.out


def test_the_line_about_pytorch_reads_what_pytorch_saves(tmp_path, monkeypatch, capsys, mnist_dir):
    # What `save_file` of `safetensors.torch` writes of README's nn.Sequential.
    rng = np.random.default_rng(0)
    shapes = {"0.weight": (32, 784), "0.bias": (32,), "2.weight": (10, 32), "2.bias": (10,)}
    tensors = {name: rng.normal(size=s).astype(np.float32) for name, s in shapes.items()}
    save_file(tensors, tmp_path / "torch.safetensors")
    monkeypatch.chdir(tmp_path)
    from scenes.cli import main

    (line,) = [line for line in SHELL if line.startswith("neuroscenes evaluate --model torch.")]
    with pytest.raises(SystemExit) as ended:
        main([*shlex.split(line)[1:], "--mnist-dir", str(mnist_dir)])
    captured = capsys.readouterr()
    assert (ended.value.code, captured.err) == (0, "")
    assert "layers 784-32-10, relu, softmax, 25,450 parameters" in captured.out


@pytest.mark.parametrize("code", [code for code in PYTHON if "torch" not in code])
def test_every_example_in_python_imports_what_exists(code):
    for line in code.splitlines():
        if line.startswith("from "):
            exec(line, {})  # noqa: S102 - it is our own README


def test_plain_manim_is_told_a_scene_that_exists():
    (line,) = [line for line in SHELL if line.startswith("manim render")]
    file, name = line.split()[-2:]
    assert f"class {name}(" in (ROOT / file).read_text(encoding="utf-8")
