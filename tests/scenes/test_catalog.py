from pathlib import Path

import pytest

from scenes.catalog import CATALOG, entry
from scenes.subject.settings import Settings, using

IMAGE = Path("assets/examples/seven.jpg")


@pytest.mark.parametrize(
    ("settings", "title"),
    [
        (Settings(), "This is a three"),
        (Settings(digit=8), "This is an eight"),
        (Settings(digit=7, language="de"), "Das ist eine Sieben"),
        (Settings(image=IMAGE), "This is a digit"),
        (Settings(mnist=7, language="de"), "Das ist eine Ziffer"),
    ],
)
def test_the_title_of_the_first_scene_says_what_is_shown(settings, title):
    with using(settings):
        assert entry("ThisIsAThree").title == title


def test_no_title_keeps_a_slot():
    assert not any("{" in scene.title for scene in CATALOG)
