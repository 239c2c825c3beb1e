# One way in. Every target works as the first command on a fresh clone of a machine that has Python >= 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
JOBS ?= 2
CAMPAIGNS ?= 50
AGAINST ?= HEAD

.PHONY: setup demo test check format script campaigns same house clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt constraints-agpl.txt hatch_build.py $(wildcard src/surveykit/words/catalogues/*/*.po) $(wildcard tests/js/package.json)
	$(PYTHON) -c 'import sys; sys.exit("surveykit needs Python 3.11 or later: make setup PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --constraint constraints-agpl.txt --editable ".[all]" --group dev --group agpl
	$(BIN)/python -m compileall -q src renderers surveys
	@if [ -f tests/js/package.json ] && command -v npm >/dev/null; then npm install --prefix tests/js --no-package-lock --ignore-scripts --no-audit --no-fund --silent \
	  || echo "the JavaScript packages of the tests could not be installed: the tests that need them are left out"; fi
	@touch $@

demo: $(READY)
	$(BIN)/surveykit demo -o demo

# The suite.
test: $(READY)
	$(BIN)/python -m pytest -n $(JOBS)

# What is known without running anything: style, types, layers. With `make test`, all that a change must pass.
check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

script: $(READY)
	node tests/js/script.mjs

campaigns: $(READY)
	$(BIN)/python tests/helpers/campaigns.py $(CAMPAIGNS)

# Whether the demonstration's files are the same, to the byte, as at an earlier commit: make same AGAINST=COMMIT.
same: $(READY)
	$(BIN)/python tests/helpers/same_demo.py $(AGAINST)

# The measures of the sources, beside those of other libraries; docs/measurements.md has the table.
house: $(READY)
	$(BIN)/python tests/helpers/house.py

clean:
	rm -rf $(VENV) build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
