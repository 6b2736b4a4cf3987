# The two commands of the README: `make run` and `make test`. Everything is prepared in .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKSPACE ?= demo

.PHONY: run test setup check bench soak pictures clean

run: setup
	@$(BIN)/metroapp demo --window --workspace $(WORKSPACE)

# The types are checked on one core while the tests are compiled and begin on the other; what they say comes last.
# Compiled once, and not again by each process.
test: export PYTHONDONTWRITEBYTECODE :=
test: setup
	@$(BIN)/ruff check .
	@$(BIN)/mypy >$(VENV)/.types 2>&1 & types=$$!; \
	$(BIN)/python -m pytest --collect-only --quiet >/dev/null 2>&1; \
	$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=worksteal --durations=15; tests=$$?; \
	wait $$types; types=$$?; cat $(VENV)/.types; [ $$types -eq 0 ] && exit $$tests

setup:
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh tools/setup.sh

check: setup
	@$(BIN)/ruff check . && $(BIN)/mypy

bench: setup
	@$(BIN)/python benchmarks/reading_to_commit.py
	@$(BIN)/python benchmarks/cold_start.py
	@$(BIN)/python benchmarks/part_sheet.py
	@$(BIN)/python benchmarks/measuring_page.py
	@$(BIN)/python -m benchmarks.typed_keys
	@$(BIN)/python -m benchmarks.full_archive
	@$(BIN)/python -m benchmarks.archive_search
	@$(BIN)/python -m benchmarks.nonconformities
	@$(BIN)/python -m benchmarks.pdf_table
	@$(BIN)/python -m benchmarks.sample_figures
	@$(BIN)/python -m benchmarks.chart_of_100000
	@$(BIN)/python -m benchmarks.workbook
	@$(BIN)/python -m benchmarks.bulk_export
	@$(BIN)/python -m benchmarks.bench_latency
	@$(BIN)/python -m benchmarks.forwarding
	@$(BIN)/python -m benchmarks.server_search

soak: setup
	@$(BIN)/python -m pytest tests -m soak
	@METROAPP_TIMES_MORE_EXAMPLES=5 $(BIN)/python -m pytest -m hypothesis --numprocesses=auto

pictures: setup
	@$(BIN)/python -m tools.take_pictures

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
