# Feedwright: `make run` starts it, `make test` checks it. Both set up what they need, once.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$python; break; fi; done)
VENV := .venv
BIN := $(VENV)/bin
CONFIG ?= config.yaml
# The data that the quality floors are measured on; `make test DATA=folder` where there is some.
DATA ?=
PYTEST_ARGS ?= $(if $(DATA),--wcxb=$(DATA)/wcxb --news=$(DATA)/news)

# What an installation is made of: one of them changed, and it is made again.
SOURCES := pyproject.toml setup.py $(wildcard feeds/extract/*.py)
# Setuptools warns of every editable installation.
INSTALL = PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
# Also where Python may not write bytecode on its own: two fifths of a start is compiling it.
BYTECODE = $(BIN)/python -m compileall -q feeds
COMPILED = ls feeds/extract/compiled_*.so >/dev/null 2>&1 || { \
	echo "Nothing could be compiled, so that cleaning pages takes longer. Mostly a compiler misses:"; \
	echo "  apt install gcc python3-dev  (Debian, Ubuntu), and then  make clean"; }

.PHONY: help run test lint format soak clean

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.runs ## install, and start the daemon with config.yaml
	@$(BIN)/feeds --config $(CONFIG) run

test: $(VENV)/.tests lint ## check style, types and layers, and run the tests
	@echo "Running the tests…"
	@$(BIN)/pytest -q -n auto --cov --cov-report=term:skip-covered tests $(PYTEST_ARGS)
	@echo "Running those of the extractor again, on what was compiled…"
	@FEEDWRIGHT_COMPILED=1 $(BIN)/pytest -q -n auto tests/extract tests/test_sample.py $(PYTEST_ARGS)

lint: $(VENV)/.tests ## check style, types and layers only
	@echo "Checking style, types and layers…"
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.tests ## put the code in shape
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

soak: $(VENV)/.tests ## the long runs: kill loops, fuzzers
	@$(BIN)/pytest -q tests --soak $(PYTEST_ARGS)

clean: ## remove the virtual environment and what tests leave behind
	rm -rf $(VENV) .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache build *.egg-info feeds/extract/*.so

$(VENV)/.made:
	@test -n "$(PYTHON)" || { \
		echo "Feedwright needs Python 3.11 or newer, and found none."; \
		echo "Install one (Debian, Ubuntu: apt install python3 python3-venv), or name yours:"; \
		echo "  make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making a virtual environment in $(VENV) with $$($(PYTHON) --version)…"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python's venv module is incomplete. Debian, Ubuntu: apt install python3-venv"; \
		exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'
	@touch $@

$(VENV)/.runs: $(SOURCES) | $(VENV)/.made
	@echo "Installing Feedwright and what it needs (about three minutes the first time)…"
	@$(INSTALL) . || { echo "The installation failed; the lines above say why."; exit 1; }
	@$(BYTECODE)
	@$(COMPILED)
	@touch $@

$(VENV)/.tests: $(SOURCES) | $(VENV)/.made
	@echo "Installing Feedwright and what its tests need (about three minutes the first time)…"
	@$(INSTALL) '.[dev]' || { echo "The installation failed; the lines above say why."; exit 1; }
	@$(BYTECODE)
	@$(COMPILED)
	@touch $@ $(VENV)/.runs
