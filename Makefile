# Each target is a script in scripts/; read on there.
.PHONY: help setup run test check-all fuzz-api bench lock texts clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set everything up, write a plan for the invented example factory, open the platform
	@bash scripts/run.sh

test: ## Set everything up and run every check: format, lint, types, imports, tests
	@bash scripts/test.sh

setup: ## Set up for development, without running anything
	@bash scripts/setup.sh dev

check-all: ## Everything in test, and what takes longer: coverage, sweeps
	@bash scripts/check_all.sh

fuzz-api: ## Ask the API what nobody would ask
	@bash scripts/fuzz_api.sh

bench: ## Measure speed
	@bash scripts/bench.sh

lock: ## Re-make the hash-pinned lock files after a change in pyproject.toml
	@bash scripts/lock.sh

texts: ## Compile the Swedish texts
	@.venv/bin/python scripts/compile_texts.py

clean: ## Remove everything that the other targets made
	rm -rf .venv .tools .cache build dist example/out data/demo .coverage .hypothesis
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache src/simmitt/texts/sv
