# Two commands: `make run` and `make test`. The rest is for who works on it.
# `make run ARGS="--port 8080"` passes arguments; `make PYTHON=python3.12 run` takes another Python.
PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
PIP_COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m piptools compile --quiet \
	--generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
WEB := bot/playground/web
BENCHMARKS = $(shell grep -ls -e --smoke tests/benchmarks/*.py)

.PHONY: run test lint bench bench-smoke lock web clean

run: $(VENV)/.ready
	@$(BIN)/python -m bot run $(ARGS)

# A file stays on one worker, which has a PostgreSQL database of its own; the slowest files go first,
# as tests/conftest.py puts them.
test: lint
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: $(VENV)/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# Every file in tests/benchmarks that knows --smoke is a benchmark.
bench: $(VENV)/.ready-dev
	@set -e; for file in $(BENCHMARKS:.py=); do \
		$(BIN)/python -m $$(echo $$file | tr / .) $(ARGS); done

bench-smoke: $(VENV)/.ready-dev
	@$(MAKE) --no-print-directory bench ARGS=--smoke

# Pins again from pyproject.toml; `make lock ARGS=--upgrade` takes the newest that fit.
lock: $(VENV)/.ready-dev
	$(PIP_COMPILE) $(ARGS) --output-file requirements.txt pyproject.toml
	$(PIP_COMPILE) $(ARGS) --extra dev --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml

# Builds the page of the local workspace; only who changes it needs Node.js, for what it makes is kept.
web:
	cd $(WEB) && npm ci --no-audit --no-fund && npm run check && npm run build

$(VENV)/.ready: requirements.txt | $(BIN)/python
	@echo "Installing what Inkoopmaatje needs in $(VENV); the first time this takes a minute."
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installing what the tests need in $(VENV); the first time this takes a minute."
	@$(INSTALL) -r requirements-dev.txt
	@touch $(VENV)/.ready $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; name it like this: make PYTHON=python3.12 run")'
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "Python's venv is missing; install it first (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find bot dialogs knowledge tests -name __pycache__ -prune -exec rm -rf {} +
