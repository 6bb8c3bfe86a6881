# make        set up .venv if need be, read seeds/ and write output/
# make test   set up .venv if need be and run the tests
# make test-office  the same for the workbook in LibreOffice, which must be installed (Debian: libreoffice-calc-nogui)
# make test-browser  test the reading page in chromium (apt-get install chromium); npm brings axe-core
# make gains  what the working tree wins and loses beside main over tests/gold, or BASE=HEAD~3 GOLD="tests/gold ../letters"
# make lint   ruff and mypy --strict
# make bench  how fast it is, as ratios within one run
# make clean  remove .venv and caches; output/ stays

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AXE := 4.14.1
BASE := main
GOLD := tests/gold
READY := $(VENV)/.ready

.PHONY: build setup test test-office test-browser gains lint bench clean

build: $(READY)
	$(BIN)/figures build seeds --output output

setup: $(READY)

# The stamp is younger than what decides what is installed, or everything is installed again.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "figures needs Python 3.11 or later; say which: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $(READY)

test: $(READY)
	$(BIN)/pytest -q -n auto

test-office: $(READY)
	@command -v soffice >/dev/null || { echo "LibreOffice is not installed: apt-get install libreoffice-calc-nogui" >&2; exit 1; }
	$(BIN)/pytest -q tests/office

# --ignore in pyproject.toml keeps these out of `make test`; here it is taken back.
test-browser: $(READY) .browser/node_modules/axe-core/axe.min.js
	$(BIN)/pytest -q -o addopts= tests/browser

.browser/node_modules/axe-core/axe.min.js: Makefile
	npm install --silent --no-save --no-audit --no-fund --prefix .browser axe-core@$(AXE)
	@touch $@

gains: $(READY)
	@$(BIN)/python tests/gains.py --base "$(BASE)" $(GOLD)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python tests/benchmarks/ratios.py

clean:
	rm -rf $(VENV) .browser .mypy_cache .pytest_cache .ruff_cache .hypothesis
