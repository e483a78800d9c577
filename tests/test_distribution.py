"""Tests that share what takes long to make run in one process, when there are several."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.skipif(
    "PYTEST_XDIST_WORKER" not in os.environ, reason="all tests run in one process"
)


@pytest.fixture(scope="module")
def process():
    return os.getpid()


@pytest.mark.xdist_group("marked")
def test_marked_tests_go_by_the_name_of_their_group(request):
    # Where they don't, xdist deals them out one by one, and says nothing.
    assert request.node.nodeid.endswith("@marked")


def test_tests_with_a_fixture_for_the_module_are_a_group(request, process):
    assert process == os.getpid()
    assert request.node.nodeid.endswith("@tests/test_distribution.py")
