"""Pages of the playground as files: each carries all that it needs, and asks nobody."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from network.analysis.hero import hero_neuron
from network.atomic_write import atomic_write_text
from network.bounds.json_text import dump_json
from network.digits.datasets import own_test_strokes
from network.digits.drawn_digits import drawn_digit, hands, rasterize
from network.digits.image_format import image_format_of
from network.errors import OptionError
from network.forward import forward
from scenes.catalog import CATALOG
from scenes.playground.bundles import SOURCES, read_bundle
from scenes.playground.network_json import network_json
from scenes.playground.pages import PAGES
from scenes.stage import theme
from scenes.stage.theme import PALETTES
from scenes.subject.languages import N_
from scenes.subject.settings import DEFAULT_DIGIT, using
from scenes.subject.subject import model_of
from scenes.subject.words import _, language

if TYPE_CHECKING:
    from pathlib import Path

    from network.mlp import MLP
    from scenes.playground.pages import PlaygroundPage
    from scenes.stage.theme import Palette
    from scenes.subject.settings import Settings

INDEX = "index.html"
TITLE = N_("Playground")
QUESTION = N_("What happens when you take the network into your own hands?")
ALONE = "default-src 'none'; img-src data: blob:; base-uri 'none'; form-action 'none'"
"""What a page may do besides running its own script: nothing, and no request."""


@dataclass(frozen=True)
class Surroundings:
    """What lies around the pages, to which they lead.

    Attributes
    ----------
    home
        Where the name of the project leads.
    scenes
        Address of the page of a scene, by its name.
    links
        Further ones in the navigation: address and text.
    filming
        What the drawing page may order from a server, by which it is told; None without one.
    policy
        What a page may do besides running its own script.
    """

    home: str = INDEX
    scenes: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[tuple[str, str]] = ()
    filming: Mapping[str, Any] | None = None
    policy: str = ALONE


@dataclass(frozen=True)
class WrittenPage:
    """A page, and the policy that its own head tells the browser."""

    html: str
    policy: str


def write_playground(
    folder: Path, settings: Settings, surroundings: Surroundings | None = None
) -> Path:
    """Write all pages into a folder.

    Returns
    -------
    The page that lists them.

    Raises
    ------
    NeuroscenesError
        When the network can't be read, or reads no square pictures.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in playground_pages(settings, surroundings or Surroundings()).items():
        atomic_write_text(folder / name, page.html)
    return folder / INDEX


def surroundings_of(folder: Path) -> Surroundings:
    """What a site says that holds the folder, if there is one."""
    scenes = sorted((folder.parent / "scenes").glob("*.html"))
    if not (folder.parent / INDEX).is_file() or not scenes:
        return Surroundings()
    return Surroundings(
        home=f"../{INDEX}", scenes={path.stem: f"../scenes/{path.name}" for path in scenes}
    )


def playground_pages(settings: Settings, surroundings: Surroundings) -> dict[str, WrittenPage]:
    """All pages by the names of their files, the one that lists them too.

    Raises
    ------
    NeuroscenesError
        When the network can't be read, or reads no square pictures.
    """
    model = model_of(settings)
    with using(settings):
        try:
            carried = _carried(model, settings, surroundings)
        except OptionError as error:
            raise OptionError(f"play: {error}") from error
        pages = {page.file: _page(page, carried, surroundings) for page in PAGES.values()}
        pages[INDEX] = _rendered(
            "index.html", {"name": "", "title": _(TITLE), "question": _(QUESTION)}, "", surroundings
        )
    return pages


def _page(
    page: PlaygroundPage, carried: Mapping[str, Any], surroundings: Surroundings
) -> WrittenPage:
    head, script = read_bundle(page.name)
    words = {word: _(word) for word in head.words}
    tests = {"tests": _tests_json()} if page.carries_tests else {}
    shown = {
        "name": page.name,
        "title": _(page.title),
        "question": _(page.question),
        "scene": _scene_of(page, surroundings),
        "carried": _as_script({**carried, **tests, "words": words}),
    }
    own = SOURCES / "pages" / page.name / "style.css"
    style = own.read_text(encoding="utf-8") if own.exists() else ""
    return _rendered(f"pages/{page.name}/page.html", shown, script, surroundings, style)


def _rendered(
    template: str,
    shown: Mapping[str, Any],
    script: str,
    surroundings: Surroundings,
    own_style: str = "",
) -> WrittenPage:
    style = (SOURCES / "style.css").read_text(encoding="utf-8") + own_style
    policy = f"{surroundings.policy}; style-src {_checksum(style)}"
    if script:
        policy += f"; script-src {_checksum(script)}"
    pages = [
        {"name": page.name, "file": page.file, "title": _(page.title), "question": _(page.question)}
        for page in PAGES.values()
    ]
    html = (
        _environment()
        .get_template(template)
        .render(
            language=language().code,
            policy=policy,
            icon=_icon(),
            style=Markup(style),  # noqa: S704 - our own files
            bundle=Markup(script),  # noqa: S704 - the same
            pages=pages,
            home=surroundings.home,
            links=[{"href": href, "text": text} for href, text in surroundings.links],
            filming=surroundings.filming,
            **{"scene": None, "carried": "", **shown},
        )
    )
    return WrittenPage(html, policy)


def _scene_of(page: PlaygroundPage, surroundings: Surroundings) -> dict[str, str] | None:
    """The first scene of the page's that has a page."""
    titles = {scene.name: scene.title_about(None) for scene in CATALOG}
    found = next((name for name in page.scenes if name in surroundings.scenes), None)
    return found and {"href": surroundings.scenes[found], "title": titles[found]}  # type: ignore[return-value]


def _carried(model: MLP, settings: Settings, surroundings: Surroundings) -> dict[str, Any]:
    """What a page's script finds in it."""
    digit = DEFAULT_DIGIT if settings.known_digit is None else settings.known_digit
    ink = rasterize(drawn_digit(digit), image_format_of(model.layer_sizes[0]))
    return {
        "network": network_json(model),
        "decimal_mark": language().decimal_mark,
        "palette": settings.palette,
        "palettes": {name: _palette_json(each) for name, each in PALETTES.items()},
        "digits": [_digits_json(hand) for hand in hands()],
        "digit": digit,
        "outputs": [model.output_of_digit(digit) for digit in range(10)],
        "hero": hero_neuron(model, forward(model, ink)),
        "filming": surroundings.filming,
    }


def _palette_json(palette: Palette) -> dict[str, Any]:
    """Colors that the scripts paint with, and the names of the two signs."""
    return {
        "signs": [_(palette.positive_name), _(palette.negative_name)],
        "colors": {
            "panel": theme.PANEL,
            "rule": theme.RULE,
            "positive": palette.positive,
            "negative": palette.negative,
            "signal": palette.signal,
            "bias": palette.bias,
            "function": palette.function,
            "other": palette.other_function,
        },
    }


def _digits_json(hand: int) -> list[list[list[list[float]]]]:
    """The control points of a hand's digits, from 0 to 9."""
    digits = [drawn_digit(label, hand) for label in range(10)]
    return [[stroke.points.tolist() for stroke in digit.strokes] for digit in digits]


def _tests_json() -> list[dict[str, Any]]:
    """The digits on which a page tests the network: their labels and control points."""
    return [
        {"label": label, "strokes": [stroke.points.tolist() for stroke in strokes]}
        for label, strokes in own_test_strokes()
    ]


def _as_script(found: Mapping[str, Any]) -> Markup:
    """JSON that nothing ends but the end of its element."""
    text = dump_json(found, ensure_ascii=False, separators=(",", ":"))
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(escaped)  # noqa: S704 - escaped right here


def _checksum(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _icon() -> str:
    icon = (SOURCES / "icon.svg").read_bytes()
    return f"data:image/svg+xml;base64,{base64.b64encode(icon).decode()}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(SOURCES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_)
    return environment
