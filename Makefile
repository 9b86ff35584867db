# The few commands of this project; each installs what it needs into .venv first.
PYTHON ?= python3
BIN := .venv/bin
DATA ?=
ROWS ?=
# Commands that tests start would compile the program each time anew.
export PYTHONDONTWRITEBYTECODE :=
PYTEST ?= --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: install run test check bench faults clean

install: .venv/.installed

.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Copydesk needs Python 3.11 or newer; name one with make PYTHON=...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	touch $@

run: install
	@$(BIN)/python -m tests.site.demo

test: install
	$(BIN)/python -m pytest $(PYTEST)

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(PYTEST)

bench: install
	@test -n "$(DATA)" || { echo "usage: make bench DATA=folder-of-benchmark-sets"; exit 64; }
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m quality.evaluate "$(DATA)" build/bench/trafilatura --cleaner trafilatura
	$(BIN)/python -m quality.floors show "$(DATA)" build/bench/trafilatura
	$(BIN)/python -m quality.train "$(DATA)" build/bench/copydesk --cross-validate --only pages
	$(BIN)/python -m quality.bench "$(DATA)" --out build/bench/copydesk/speed.json
	$(BIN)/python -m quality.floors check "$(DATA)" build/bench/copydesk

faults: install
	$(BIN)/python -m quality.faults $(ROWS)

clean:
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache
