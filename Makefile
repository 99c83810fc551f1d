# make run: set up and start the dashboard.  make test: set up and pass every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-duckdb2 lock

run: $(VENV)/ready
	$(BIN)/tracker serve

test: $(VENV)/ready-dev
	@if [ -n "$$CI" ] && ! command -v chromium >/dev/null; then \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; fi
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses 2

# By hand, too: .venv/bin/pytest -m by_hand, the tests that take too long for every run.

# By hand: the store and everything below it on DuckDB 2.x, in an environment of its own.
test-duckdb2:
	$(PYTHON) -m venv .venv-duckdb2
	.venv-duckdb2/bin/pip install --quiet --require-hashes -r requirements-dev.lock
	.venv-duckdb2/bin/pip install --quiet --no-deps --editable . 'duckdb>=2,<3'
	.venv-duckdb2/bin/pytest tests -m 'not browser and not page'

# After a change of dependencies in pyproject.toml (needs uv; names no index).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    -q pyproject.toml --extra build --extra export --extra login -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    -q pyproject.toml --extra build --extra export --extra login --extra dev -c requirements.lock -o requirements-dev.lock

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@
