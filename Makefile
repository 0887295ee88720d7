# Each target works alone on a machine that has Python 3.11 or newer, pip, make and a package registry.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/pip-compile --quiet --upgrade --strip-extras --no-annotate --no-header \
  --no-emit-options --no-emit-find-links --no-emit-index-url --no-emit-trusted-host
DEV_EXTRAS := --extra gambit --extra plot --extra table --extra sweep --extra explorer --extra dev
WORKERS ?= 2

.PHONY: run site engine formulas test test-all test-newest test-oldest lint types browser bench bench-all docs docs-reference documents notebook gallery lock mutation package clean
.DELETE_ON_ERROR:

run: $(VENV)/.run
	$(BIN)/oraclegames solve examples/chicken.nfg
	$(BIN)/oraclegames reproduce --quick

test: lint types browser engine
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-all: lint types browser engine
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "slow or not slow"

# The lock files pin one release of everything. These two take the newest ones that pyproject.toml
# allows, and the oldest: the command line, and whatever leans on the inside of another package.
BESIDE_LOCK := tests/cli tests/exact/test_highs.py tests/exact/test_simplex.py tests/plots/test_files.py \
  tests/conditional/two_by_two/test_spohn_curve.py tests/reflective/oracles/test_polynomial_systems.py

test-newest test-oldest: test-%: tools/bounds.py pyproject.toml
	$(PYTHON) -m venv $(VENV)-$*
	$(PYTHON) tools/bounds.py $* > $(VENV)-$*/requirements.txt
	$(VENV)-$*/bin/python -m pip --disable-pip-version-check --quiet install --no-compile --upgrade \
	  -r $(VENV)-$*/requirements.txt
	$(VENV)-$*/bin/python -m pip --disable-pip-version-check --quiet install --no-deps -e .
	@echo "the $* releases: $$($(VENV)-$*/bin/python -m pip --disable-pip-version-check freeze | tr '\n' ' ')"
	$(VENV)-$*/bin/python -m pytest -n $(WORKERS) -W default $(BESIDE_LOCK)

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev
	$(BIN)/mypy

# Tests of pages and pictures drive Debian's chromium; it is installed where that is possible, and so is
# axe-core, by its lock file.
browser:
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || \
	  { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get -qq update && \
	    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium chromium-driver; } || \
	  echo "chromium is not installed: tests that need a browser will be skipped"
	@{ command -v npm >/dev/null && cd tests/explorer && npm ci --silent --ignore-scripts; } || \
	  echo "axe-core is not installed: the tests that nobody is kept out will be skipped"

# The explorer as static files, in build/explore: Python and FLINT in WebAssembly by npm and pip, both
# pinned. WHEELS=folder adds more wheels for that Python, so that the page can answer more.
build/explore/keep.js: $(shell find src/oraclegames site tools/site.py -type f \
  -not -path '*/node_modules/*' -not -name '*.pyc') build/wheels/brought | $(VENV)/.dev
	$(BIN)/python tools/site.py build/explore --flint build/wheels $(addprefix --wheels ,$(WHEELS))

build/wheels/brought: site/package-lock.json site/requirements.txt | $(VENV)/.dev
	cd site && npm ci --silent --ignore-scripts
	$(PIP) download --require-hashes -r site/requirements.txt --only-binary=:all: --no-deps \
	  --implementation cp --python-version 314 --platform pyemscripten_2026_0_wasm32 -d build/wheels
	touch $@

# What cannot be brought is no fault of the engine; one that is too heavy, or does not compile, is.
engine:
	@if command -v npm >/dev/null && $(MAKE) --no-print-directory build/wheels/brought; \
	then $(MAKE) --no-print-directory build/explore/keep.js; \
	else echo "npm or its registry is not there: tests of the engine in the browser will be skipped"; fi

# The documentation with the explorer: static files for any web server, which need no network. Its blocks
# of Python can be run and changed.
site: docs build/explore/keep.js
	rm -rf build/site/explore && cp -R build/explore build/site/explore
	$(BIN)/python tools/try_it.py build/site

# The wheel and the source archive, checked, and installed in empty environments with each extra.
package:
	$(PYTHON) tools/package.py build/package

# One table with the goals, on the page "Performance"; bench-all runs each benchmark many times.
bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks.table docs/performance.md

bench-all: $(VENV)/.bench
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=median,iqr,rounds

# How many small changes to the verifier a test sees, of a sample; PACKAGE, SAMPLE and SEED choose others.
# The first run takes as long as the tests, to see what each of them reaches.
PACKAGE ?= certificates
SAMPLE ?= 300
SEED ?= 0
mutation: $(VENV)/.dev
	$(PIP) install mutmut==3.8.1
	$(BIN)/python -m tools.mutation $(PACKAGE) --sample $(SAMPLE) --seed $(SEED)

# The site is written to build/site and works without a network, from a folder too; a broken link stops
# the build. Every block of code runs. npm brings KaTeX; without it formulas stay in TeX.
docs: $(VENV)/.dev $(VENV)/.docs formulas
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

formulas:
	@if command -v npm >/dev/null; then cd tools/pages && npm ci --silent --ignore-scripts; \
	else echo "npm is not installed: formulas stay in TeX"; fi

docs-reference: $(VENV)/.run
	$(BIN)/python -m typer oraclegames.cli.main utils docs --name oraclegames \
	  --title "Command line" --output docs/reference/command-line.md

# The JSON Schemas in the package, and the page that describes every document; the glossary's page.
documents: $(VENV)/.run
	$(BIN)/python -m tools.schemas
	$(BIN)/python tools/small_pictures.py docs/glossary
	$(BIN)/python tools/glossary.py docs/glossary.md

# The tutorial's notebook is made from its page, and run.
notebook: $(VENV)/.dev
	$(BIN)/python -m tools.notebook docs/tutorial.md docs/tutorial.ipynb

gallery: $(VENV)/.dev
	$(BIN)/python tools/gallery.py docs

# The lock files pin every package that a fresh install gets; run this to take newer ones.
lock: | $(BIN)/python
	$(PIP) install pip-tools
	$(COMPILE) -o requirements/run.txt pyproject.toml
	$(COMPILE) $(DEV_EXTRAS) -o requirements/dev.txt pyproject.toml
	$(COMPILE) $(DEV_EXTRAS) --extra bench -o requirements/bench.txt pyproject.toml
	$(COMPILE) --extra docs -o requirements/docs.txt pyproject.toml

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.%: requirements/%.txt pyproject.toml | $(BIN)/python
	$(PIP) install --no-compile -r requirements/$*.txt
	$(PIP) install --no-deps -e .
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-newest $(VENV)-oldest build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
