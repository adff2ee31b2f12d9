# Two commands matter: `make demo` and `make test`. Both install what they need into .venv, by hash.
PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: demo test bench soak law pytest frontend lock clean

demo: .venv/installed                ## an office with sample staff on this machine
	@$(BIN)/affiant demo

test: law frontend pytest            ## everything, as the build machine runs it

bench: .venv/installed gateway/frontend/node_modules/.installed   ## the figures, as ratios in one run
	$(BIN)/python -m tests.bench

soak: .venv/installed gateway/frontend/node_modules/.installed    ## the long forms
	AFFIANT_SOAK=1 $(BIN)/pytest -m soak --timeout 3600 -p no:cacheprovider

law: .venv/installed                 ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

frontend: gateway/frontend/node_modules/.installed   ## tsc, ESLint, vitest
	cd gateway/frontend && npm run --silent check && npm test --silent

# The four rooms on which everything rests are covered whole, every branch.
COVERED := tests/storage/sealing tests/storage/custody tests/bot/interview tests/bot/conversation

pytest: .venv/installed gateway/frontend/node_modules/.installed
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 -q $(COVERED)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report
	$(BIN)/python -m pytest -n 2 -q tests $(addprefix --ignore=,$(COVERED))

.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Affiant needs Python 3.11 or newer: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (by hash; a minute or two) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

gateway/frontend/node_modules/.installed: gateway/frontend/package-lock.json .venv/installed
	cd gateway/frontend && npm ci --silent --no-audit --no-fund
	@touch $@

lock:                                ## resolve again; needs uv on the path
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade --output-file requirements.lock

clean:
	rm -rf .venv build gateway/frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
