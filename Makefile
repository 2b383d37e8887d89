# The shop's commands; `make help` lists them. Needs Python 3.11 or newer, nothing else.

SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PRODUCTS ?= 10000
SIZES ?= 120 10000
COPIES ?= 0
UV := 0.13.9

BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
# The stamps bear the checksum of what they stand for and are written last: an
# interrupted installation goes on, an unchanged one is passed over.
SUM = $(firstword $(shell cksum < $(1)))
RUNTIME := $(VENV)/.runtime-$(call SUM,requirements.txt)
TOOLS := $(VENV)/.tools-$(call SUM,requirements.txt)-$(call SUM,pyproject.toml)

# Compiled modules are kept whatever the surroundings say: without them each start
# compiles 3,000 files anew, which takes longer than all else that it does.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install tools run seed demo bench bench-search relevance reindex check lint format types imports test test-rest test-services test-pg test-es \
	test-browser validate lighthouse judges messages

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

install: $(RUNTIME) ## create the virtual environment from the pinned packages

run: install ## load the demo the first time, then serve it (PORT=8000)
	@$(MANAGE) dev --port $(PORT)

seed: install ## load what is missing of the demo into the database
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed

demo: install ## add a synthetic catalogue for measuring (PRODUCTS=10000)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) synthesize --products $(PRODUCTS)

bench: install ## measure the pages at 120 and 10,000 products (SQLite, or DATABASE_URL)
	@DATABASE_URL=$${DATABASE_URL:-sqlite:///$(CURDIR)/var/bench.sqlite3} \
		CACHE_URL=$${CACHE_URL:-file://$(CURDIR)/var/bench-cache} $(MANAGE) bench

# With a server of their own where one can be had; else of the database alone.
relevance: install ## ask the set of real queries what the search puts first
	@SEARCH_ENGINE=elasticsearch ELASTICSEARCH_SECONDS=20 tests/services/elasticsearch.sh \
		sh -c "$(MANAGE) reindex && $(MANAGE) relevance"; code=$$?; \
	if [ $$code = 77 ]; then $(MANAGE) relevance; code=$$?; fi; exit $$code

bench-search: install ## measure the search (SIZES="120 10000" COPIES=0; SQLite, or DATABASE_URL)
	@export DATABASE_URL=$${DATABASE_URL:-sqlite:///$(CURDIR)/var/bench-search.sqlite3} \
		CACHE_URL=$${CACHE_URL:-locmem://} ELASTICSEARCH_SECONDS=20; \
	SEARCH_ENGINE=elasticsearch ELASTICSEARCH_HEAP=1g tests/services/elasticsearch.sh \
		$(MANAGE) bench_search --sizes $(SIZES) --copies $(COPIES); code=$$?; \
	if [ $$code = 77 ]; then $(MANAGE) bench_search --sizes $(SIZES); code=$$?; fi; exit $$code

reindex: install ## write the search indexes anew
	@$(MANAGE) reindex

check: lint types imports ## everything but the tests
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	set -a && . ./.env.example && set +a && \
		$(MANAGE) check --deploy --fail-level WARNING \
		--settings storefront.settings.production

lint: tools ## look for mistakes in code and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet catalog cms media search showrooms storefront

format: tools ## write code the way the house does
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: tools ## check the types, strictly
	$(BIN)/mypy

imports: tools ## check who imports whom
	$(BIN)/lint-imports

test: tools ## run the tests; those without their service are named as skipped
	$(MAKE) --no-print-directory -j 2 --output-sync=line test-rest test-services
	$(MAKE) --no-print-directory test-browser

test-rest: tools
	$(BIN)/pytest -n 2 --dist worksteal -rs -m "not postgresql and not browser and not elasticsearch and not validator"

# One after the other: each brings a server.
test-services: tools
	$(MAKE) --no-print-directory test-pg
	$(MAKE) --no-print-directory test-es

test-pg: tools ## run the tests that need PostgreSQL, on one of their own
	@tests/services/postgresql.sh $(BIN)/pytest -rs -m postgresql; code=$$?; \
	if [ $$code = 77 ] && [ "$$REQUIRE_SERVICES" != 1 ]; then \
		$(BIN)/pytest -rs -m postgresql; code=$$?; \
	fi; exit $$code

test-es: tools ## run the tests that need Elasticsearch, on one of their own
	@tests/services/elasticsearch.sh $(BIN)/pytest -rs -m elasticsearch; code=$$?; \
	if [ $$code = 77 ] && [ "$$REQUIRE_SERVICES" != 1 ]; then \
		$(BIN)/pytest -rs -m elasticsearch; code=$$?; \
	fi; exit $$code

test-browser: tools ## run the tests that need Chromium
	$(BIN)/pytest -rs -m browser

validate: tools judges ## judge the HTML by checkers that others wrote (needs Node, one of them Java)
	$(BIN)/pytest -rs -m validator

lighthouse: tools seed judges ## measure the pages on a phone, as in production (needs Node, Chromium)
	$(BIN)/python tests/validators/lighthouse.py

# Node is needed by these two alone; without it they say so and go on.
judges:
	@if command -v npm >/dev/null; then \
		cd tests/validators && { [ node_modules -nt package-lock.json ] || \
		PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel error; }; \
	else echo "Node is not here: what needs it is skipped."; fi

messages: tools ## collect the strings of the interface, and build the catalogues (needs gettext)
	$(MANAGE) makemessages --locale en --no-obsolete --add-location file --no-wrap \
		--ignore .venv --ignore var --ignore tests
	$(MANAGE) compilemessages --ignore .venv --ignore var

tools: $(TOOLS)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# uv installs several times faster than pip; where there is no wheel of it, pip will do.
$(RUNTIME): | $(BIN)/python
	@echo "Installing the packages of requirements.txt into $(VENV) …"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV) || echo "Without uv, with pip: slower."
	@if [ -x $(BIN)/uv ]; then \
		$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.txt; \
	else \
		$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt; \
	fi
	@rm -f $(VENV)/.runtime-* $(VENV)/.tools-*
	@touch $@

$(TOOLS): $(RUNTIME)
	@echo "Installing the tools of pyproject.toml into $(VENV) …"
	@if [ -x $(BIN)/uv ]; then \
		$(BIN)/uv pip install --quiet --python $(BIN)/python --constraint requirements.txt --group dev; \
	else \
		$(BIN)/python -m pip install --quiet --group dev; \
	fi
	@touch $@
