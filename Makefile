# Each target works alone on a machine that has Python 3.11 or newer, pip, make and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2

.PHONY: run test test-all lint types bench lock clean
.DELETE_ON_ERROR:

run: $(VENV)/.run
	$(BIN)/oraclegames solve examples/chicken.nfg

test: lint types
	$(BIN)/python -m pytest -n $(WORKERS)

test-all: lint types
	$(BIN)/python -m pytest -n $(WORKERS) -m "slow or not slow"

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev
	$(BIN)/mypy

bench: $(VENV)/.bench
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=median,iqr,rounds

# The lock files pin every package that a fresh install gets.
lock: $(VENV)/.dev
	$(PIP) install pip-tools
	for set in run dev bench; do \
	  extras=$$(test $$set = run || echo --extra $$set); \
	  $(BIN)/pip-compile --quiet --strip-extras --no-annotate --no-header --no-emit-options \
	    --no-emit-find-links --no-emit-index-url $$extras -o requirements/$$set.txt pyproject.toml; \
	done

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.%: requirements/%.txt pyproject.toml | $(BIN)/python
	$(PIP) install --no-compile -r requirements/$*.txt
	$(PIP) install --no-deps -e .
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
