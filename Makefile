# Everything that is done to this project is done by one of these targets, here and in CI alike.
# Only Python 3.11 or later and make are needed; the rest is installed into .venv from the lock files.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE := tests/node/node_modules
# The time that built files carry: the last commit's, so that two builds of one commit are the same to the byte.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)
# Material announces the end of its support on every build; the notice names this way to silence it.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check diff links hooks test test-fast fuzz golden bench pictures audit lint fmt schemas add lock clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 20

site: $(VENV)/site.stamp ## check every fact and write the site into site/
	$(BIN)/brief build

serve: $(VENV)/site.stamp ## show the site at http://127.0.0.1:8000 and follow every edit
	$(BIN)/mkdocs serve

check: $(VENV)/site.stamp ## check every fact against the words of its document; FORMAT=sarif TO=FILE for programs
	$(BIN)/brief check$(if $(FORMAT), --format "$(FORMAT)")$(if $(TO), > "$(TO)")

diff: $(VENV)/site.stamp ## say what a change does to the facts: make diff REV=main, with TO=FILE to add it to a file
	$(BIN)/brief diff "$(or $(REV),main)"$(if $(TO), >> "$(TO)")

links: $(VENV)/site.stamp ## ask the web whether the sources' addresses still lead somewhere
	$(BIN)/brief links

hooks: $(VENV)/test.stamp ## have git check the facts and the code before each commit
	$(BIN)/pre-commit install

test: $(VENV)/test.stamp $(NODE)/.stamp lint ## run all tests, in a real build and a real browser
	$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile

test-fast: $(VENV)/test.stamp ## run the tests that need no build and no browser
	$(BIN)/python -m pytest tests/unit tests/cases

fuzz: $(VENV)/test.stamp ## try tens of thousands of generated inputs, and hostile files that take long
	$(BIN)/python -m tests.guard.fuzz
	GUARD_LONG=1 $(BIN)/python -m pytest tests/guard/test_abuse.py

golden: $(VENV)/test.stamp ## write the expected findings of tests/cases anew, to be reviewed as a diff
	$(BIN)/python -m tests.cases.golden

bench: $(VENV)/test.stamp ## hold the time of a check of 10,000 citations to that of plain MkDocs, some minutes
	$(BIN)/python -m tests.bench

pictures: $(VENV)/test.stamp ## photograph every kind of page into build/pictures
	$(BIN)/python -m tests.pictures

audit: $(VENV)/test.stamp $(NODE)/.stamp ## grade the pages by Lighthouse, weigh them, and write tests/AUDIT.md
	$(BIN)/python -m tests.audit

lint: $(VENV)/test.stamp ## look for faults in the form of code and data
	$(BIN)/ruff check macros tests
	$(BIN)/ruff format --check macros tests
	$(BIN)/brief fmt --check

fmt: $(VENV)/test.stamp schemas ## bring code and data into form
	$(BIN)/ruff check --fix macros tests
	$(BIN)/ruff format macros tests

schemas: $(VENV)/site.stamp ## bring data/ into form, its schemas and data dictionary up to date
	$(BIN)/brief fmt
	$(BIN)/brief dictionary > data/README.md

add: $(VENV)/add.stamp ## install what `brief add-source` needs to read HTML and PDF

lock: $(VENV)/dev.stamp ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --extra build $(LOCK) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra add $(LOCK) -o requirements-add.txt
	$(BIN)/uv pip compile pyproject.toml --extra build --extra add --extra test $(LOCK) -o requirements-test.txt

LOCK := --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

clean: ## remove the environment and everything that was built
	rm -rf $(VENV) $(NODE) site .site-* build .pytest_cache .ruff_cache *.egg-info
	find macros tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-index --no-build-isolation --editable .
	touch $@

$(VENV)/add.stamp: requirements-add.txt $(VENV)/site.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-add.txt
	touch $@

$(VENV)/test.stamp: requirements-test.txt $(VENV)/site.stamp
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.txt
	touch $@

$(NODE)/.stamp: tests/node/package-lock.json | $(VENV)/test.stamp
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --prefix tests/node
	touch $@

$(VENV)/dev.stamp: $(VENV)/site.stamp
	$(BIN)/python -m pip install --quiet uv==0.13.9
	touch $@
