# One word per task. `make` alone prints them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run demo test check format schema bench chaos lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run ## set everything up and serve: OTLP on 4317 and 4318, SQL on 8123
	@$(BIN)/agentops-processor serve

demo: $(VENV)/run ## replay a recorded multi-agent run and ask five questions in SQL
	@$(BIN)/agentops-processor demo

test: $(VENV)/dev ## run all tests
	@$(BIN)/python -m pytest

check: $(VENV)/dev ## lint, types, generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python semconv/tools --check

format: $(VENV)/dev ## format the code and fix what can be fixed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only .

schema: $(VENV)/dev ## regenerate schema/, the constants, the columns and the plan from semconv/
	@$(BIN)/python semconv/tools

bench: $(VENV)/dev ## measure the engine, the spool and the way from ack to SQL
	@for bench in tests/bench/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

chaos: $(VENV)/dev ## kill the processor 60 times under load, then look for every span
	@AGENTOPS_CHAOS_KILLS=60 $(BIN)/python -m pytest tests/chaos -s

lock: $(VENV)/dev ## pin the newest versions of all dependencies, with hashes
	@$(BIN)/uv pip compile $(LOCK) --extra embedded -o requirements/run.txt pyproject.toml
	@$(BIN)/uv pip compile $(LOCK) --extra embedded --group dev -c requirements/run.txt -o requirements/dev.txt pyproject.toml

clean: ## remove the virtual environment and caches, not the data
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The environment: pinned with hashes, then both packages as they lie here. The file that names a stage is its receipt.
PACKAGES := pyproject.toml semconv/pyproject.toml
INSTALL   = $(BIN)/python -m pip install -q --require-hashes -r $< && $(BIN)/python -m pip install -q --no-deps -e ./semconv -e . && touch $@
LOCK     := -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
            --no-emit-package agentops-semconv

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, $(PYTHON) is older: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements/run.txt $(BIN)/python $(PACKAGES)
	@echo "Setting up $(VENV): about 300 MB to download, once."
	@$(INSTALL)

$(VENV)/dev: requirements/dev.txt $(BIN)/python $(PACKAGES)
	@echo "Setting up $(VENV) for development: about 350 MB to download, once."
	@$(INSTALL) && touch $(VENV)/run
