# What the CI does is what a contributor does: .ci/run calls `make test`.

SYSTEM_PACKAGES = python3 python3-venv python3-dev gcc pkg-config libcairo2-dev libpango1.0-dev
# For the tests in a real browser, for the pictures of pages, and for the tests of the pages' scripts.
TEST_PACKAGES = chromium nodejs
UV ?= uv
# Another Python, 3.11 or newer: make setup PYTHON=/usr/local/bin/python3.13
PYTHON ?=

BIN = .venv/bin
READY = .venv/.ready
READY_DEV = .venv/.ready-for-development
PIP_INSTALL = PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pip install \
	--disable-pip-version-check --no-input --progress-bar off
# pycairo, manimpango and srt have no wheels: they are built here, by the pinned build tools alone.
PIP_LOCKED = $(PIP_INSTALL) --require-hashes --no-build-isolation --use-pep517

# What the tools tell goes into a file; its end is shown where something fails.
LOG = .venv/setup.log
INTO_LOG = >>$(LOG) 2>&1 || { echo "That failed; the end of $(LOG):" >&2; tail -n 25 $(LOG) >&2; exit 1; }

LOCKS = requirements.lock requirements-build.lock requirements-dev.lock
# Where `make sbom` writes.
SBOM ?= renders
# OSV's interface; a company may have a mirror of it.
OSV_URL ?= https://api.osv.dev/v1/query
# Findings of `make audit` that do no harm here: each identifier with the reason in a line above it.
ARGUED =

# Some machines have MNIST beside the repository; elsewhere the user's own MNIST_DIR counts.
ifeq ($(MNIST_DIR),)
ifneq ($(wildcard ../shared/mnist),)
export MNIST_DIR := $(abspath ../shared/mnist)
endif
endif

.DEFAULT_GOAL := help
.PHONY: help film test test-all bench check coverage mutants kills fuzz audit sbom setup system-packages pictures words \
	playground lock clean

help:  ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

film: $(READY)  ## from a fresh machine to the finished film in renders/
	$(BIN)/neuroscenes film

# Some machines have Python keep nothing that it compiled: each of hundreds of programs that tests
# begin, and each process of tests, would compile everything again.
test test-all coverage: export PYTHONDONTWRITEBYTECODE =

test: $(READY_DEV)  ## from a fresh machine to a green test suite
	$(BIN)/python -m pytest -n auto

test-all: $(READY_DEV)  ## the slow tests too: real renders, a real training
	$(BIN)/python -m pytest -n auto -m "not bench"

bench: $(READY_DEV)  ## measure the speed beside manim's and scikit-learn's
	$(BIN)/python -m pytest -m bench -s tests/benchmarks

check: $(READY_DEV)  ## ruff, format and mypy
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

coverage: $(READY_DEV)  ## which branches of network, and how much of scenes, the tests run
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include "network/*" --fail-under 100
	$(BIN)/coverage report --include "scenes/*" --fail-under 95

mutants: $(READY_DEV)  ## change network in many small places and see that tests fail; goes on where it was
	nice $(BIN)/python tests/mutants/run.py

kills: $(READY_DEV)  ## kill commands at random moments, and see that the next run mends it; goes on where it was
	nice $(BIN)/python -m tests.kills.study_kills $(KILLS) $(COMMANDS)

fuzz: $(READY_DEV)  ## a hundred thousand odd inputs for all that reads; goes on where it was stopped
	nice $(BIN)/python -m tests.fuzz $(FUZZ)

audit: $(READY_DEV)  ## ask a database of vulnerabilities (OSV) about every pin
	@$(BIN)/pip-audit --vulnerability-service osv --osv-url $(OSV_URL) --disable-pip --progress-spinner off \
		$(foreach lock,$(LOCKS),--requirement $(lock)) $(addprefix --ignore-vuln ,$(ARGUED)) 2>.venv/audit.log \
	|| { code=$$?; tail -n 1 .venv/audit.log >&2; \
		grep -q ConnectionError .venv/audit.log && echo "Nothing was audited: $(OSV_URL) is out of reach." >&2; \
		exit $$code; }

sbom: $(READY_DEV)  ## a software bill of materials (CycloneDX) for each lock, in renders/
	@set -e; for lock in $(LOCKS); do \
		$(BIN)/cyclonedx-py requirements --no-validate --output-reproducible --pyproject pyproject.toml \
			--output-file $(SBOM)/$${lock%.lock}.cdx.json $$lock; \
		echo $(SBOM)/$${lock%.lock}.cdx.json; \
	done

setup: $(READY)  ## system packages, then .venv from the lock
	@echo "Set up: .venv holds what requirements.lock pins. Next: source .venv/bin/activate"

$(READY): requirements-build.lock requirements.lock pyproject.toml
	@echo "Setting up: some minutes, most of them downloads; up to 1.5 GB of disk. Details: $(LOG)"
	@$(MAKE) --no-print-directory system-packages
	@set -e; \
	python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
		python=/usr/bin/python3; \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || python=python3; \
	fi; \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$$python is no Python 3.11 or newer; name one: make setup PYTHON=..." >&2; exit 1; }; \
	echo "Making .venv with $$python"; \
	$$python -m venv .venv
	@echo "Installing $$(grep -c '==' requirements-build.lock) build tools and" \
		"$$(grep -c '==' requirements.lock) packages, each pinned by its hash: a minute or two, 0.9 GB"
	@$(PIP_INSTALL) --require-hashes -r requirements-build.lock $(INTO_LOG)
	@$(PIP_LOCKED) -r requirements.lock $(INTO_LOG)
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable . $(INTO_LOG)
	@touch $@

$(READY_DEV): $(READY) requirements-dev.lock
	@$(MAKE) --no-print-directory system-packages SYSTEM_PACKAGES="$(TEST_PACKAGES)"
	@echo "Installing what tests and checks need as well (requirements-dev.lock): another minute"
	@$(PIP_LOCKED) -r requirements-dev.lock $(INTO_LOG)
	@touch $@

system-packages:  ## the Debian packages that are missing: Python, a compiler, cairo, pango
	@set -e; \
	if ! command -v apt-get >/dev/null; then \
		echo "No apt-get here. Needed: Python 3.11+ with headers, a C compiler, pkg-config, cairo, pango (with headers);"; \
		echo "for the tests in a browser Chromium as well."; \
		exit 0; \
	fi; \
	missing=""; \
	for package in $(SYSTEM_PACKAGES); do \
		dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then echo "System packages: all there."; exit 0; fi; \
	install="apt-get install -y --no-install-recommends$$missing"; \
	as_root=""; \
	if [ "$$(id -u)" != 0 ]; then \
		as_root=sudo; \
		if ! { command -v sudo && sudo -v; } >/dev/null 2>&1; then \
			echo "You may not install system packages here. Ask an administrator to type" >&2; \
			echo "  $$install" >&2; \
			echo "and then begin again." >&2; exit 1; \
		fi; \
	fi; \
	echo "Installing system packages (a minute or two):$$missing"; \
	mkdir -p .venv; \
	{ $$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q && \
	$$as_root env DEBIAN_FRONTEND=noninteractive $$install; } $(INTO_LOG)

COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-header

pictures: $(READY_DEV)  ## draw the pictures of README and guide, and note the lengths of the scenes anew
	$(BIN)/neuroscenes list --refresh
	$(BIN)/python -m scenes.cli.readme_pictures

words: $(READY_DEV)  ## find the words of the film, bring them into the catalogs, compile these
	$(BIN)/python -m scenes.cli.word_catalogs

playground: $(READY_DEV)  ## bundle the scripts of the playground's pages anew (needs npm on PATH)
	npm ci --ignore-scripts --no-audit --no-fund
	$(BIN)/python -m scenes.cli.playground_bundles

lock:  ## pin the newest allowed versions anew (needs uv on PATH)
	$(COMPILE) --upgrade --extra voice --output-file requirements.lock pyproject.toml
	$(COMPILE) --upgrade --constraint requirements.lock --group pyproject.toml:build \
		--output-file requirements-build.lock
	$(COMPILE) --upgrade --extra voice --constraint requirements.lock --group pyproject.toml:dev \
		--output-file requirements-dev.lock pyproject.toml

clean:  ## remove the environment and the caches; renders/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache *.egg-info
