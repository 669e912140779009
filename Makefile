# Two words are enough: `make map` maps the example article, `make test` runs the tests. Each makes its own environment first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOWEST := .venv-lowest
EXAMPLES := mapper/examples

.PHONY: map map-es test lint check test-lowest layers-check script clean

map: $(VENV)/.installed
	$(BIN)/mapper map $(EXAMPLES)/border-week.en.txt --published 2026-03-14

map-es: $(VENV)/.installed
	$(BIN)/mapper map $(EXAMPLES)/border-week.es.txt --published 2026-03-14 -o output/mapa.html --overwrite

test: $(VENV)/.tested
	$(BIN)/python -m pytest

lint: $(VENV)/.tested
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy

check: lint test

# The oldest releases that pyproject.toml allows, all at once.
test-lowest: $(LOWEST)/.installed
	$(LOWEST)/bin/python -m pytest -m "not browser"

# What is built and committed: the layers from their tables, the map's script from its modules.
layers-check: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group layers
	$(BIN)/python layers/build.py --check

script:
	npm ci --silent --no-audit --no-fund --prefix mapper/maps/script
	npm run --silent build --prefix mapper/maps/script

clean:
	rm -rf $(VENV) $(LOWEST) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer; say which: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test --group lint
	@touch $@

$(LOWEST)/.installed: pyproject.toml tests/lowest.py
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(LOWEST)/bin/python tests/lowest.py > $(LOWEST)/constraints.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[parquet]' --group test --constraint $(LOWEST)/constraints.txt
	@touch $@
