# What one does with Torg. Each target first installs what is missing; a fresh machine needs
# only Python 3.11 or newer with venv, git and make.

.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
RELEASE := build/release/bin
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header
# npm and node: the machine's own, or the Python wheel's; `.make/node` says where they are.
NPM = PATH="$$(cat .make/node):$$PATH" npm --prefix web
CLIENT := $(shell find web src/torg/locales -type f -not -path '*/node_modules/*' \
	-not -path 'web/coverage/*' -not -name '*.test.ts' 2>/dev/null)

# uv follows what the machine's owner has told pip.
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif
ifdef PIP_CERT
export SSL_CERT_FILE ?= $(PIP_CERT)
endif

.PHONY: help run test test-postgresql check journeys bench soak test-unit web materials advisories lock

help: ## say what each target does
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 28

run: .make/run .make/web ## start Torg with the demo community at http://localhost:8000
	@$(BIN)/torg serve --demo

# What uses a database, but no browser and no clock of its own, may run side by side.
ROWS := database and not slow and not browser and not system

test: .make/dev .make/web ## prove the program: unit, property, journeys in browsers; on both databases
	@$(BIN)/python -m tools.system
	$(BIN)/pytest --numprocesses 3 -m "$(ROWS)"
	$(BIN)/pytest --numprocesses 3 -m "$(ROWS)" --database postgresql
	$(BIN)/pytest -m "not slow and not ($(ROWS))"

test-postgresql: .make/dev .make/web ## all that uses a database, journeys too, on a PostgreSQL that it starts itself
	@$(BIN)/python -m tools.system
	$(BIN)/pytest --numprocesses 3 -m "$(ROWS)" --database postgresql
	$(BIN)/pytest -m "database and not slow and not ($(ROWS))" --database postgresql

check: .make/dev .make/npm ## format, lint, types, import rules, client checks
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/python -m tools.sizes
	$(BIN)/python -m tools.words
	$(BIN)/python -m tools.openapi --check
	$(BIN)/python -m tools.settings_doc --check
	$(BIN)/python -m tools.locks
	$(NPM) run --silent check

journeys: .make/dev .make/web ## only the journeys in real browsers, one line each
	@$(BIN)/python -m tools.system
	@$(BIN)/pytest tests/e2e --quiet --no-header

bench: .make/dev ## figures: a forwarded packet, joins, delay; an instance of 20,000 members
	$(BIN)/python -m bench
	$(BIN)/python -m bench.instance

soak: .make/dev .make/web ## what takes long: ten minutes of joins and leaves, lossy networks
	@$(BIN)/python -m tools.system
	$(BIN)/pytest --quiet -m slow --timeout 1500
	$(BIN)/python -m bench.soak

test-unit: .make/dev ## the tests that need no browser and no Debian package
	$(BIN)/pytest -m "not browser and not system and not slow"

web: .make/web ## build the client

materials: .make/release .make/npm ## list what a release is made of (CycloneDX), in build/materials
	@mkdir -p build/materials
	$(RELEASE)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --validate -o build/materials/torg.cdx.json
	$(NPM) sbom --package-lock-only --omit dev --sbom-format cyclonedx > build/materials/client.cdx.json
	@ls build/materials/*.cdx.json

advisories: .make/release .make/npm ## read what is known against the locked packages; before each release
	$(RELEASE)/pip-audit --strict --disable-pip --requirement requirements.lock
	$(NPM) audit --omit dev

lock: .make/dev .make/node ## resolve all dependencies anew and write the lock files
	$(COMPILE) pyproject.toml --all-extras --group dev -o requirements-dev.lock --upgrade
	$(COMPILE) pyproject.toml --all-extras -c requirements-dev.lock -o requirements.lock --upgrade
	printf 'hatchling\nuv\n' | $(COMPILE) --no-annotate - -c requirements-dev.lock -o requirements-build.lock --upgrade
	$(COMPILE) --group node -o requirements-node.lock --upgrade
	$(COMPILE) --group release -o requirements-release.lock --upgrade
	$(NPM) install --package-lock-only
	rm -rf build/lock && mkdir -p build/lock
	cp web/package.json web/package-lock.json web/.npmrc build/lock/
	PATH="$$(cat .make/node):$$PATH" npm --prefix build/lock ci
	rm -rf build/lock
	$(BIN)/python -m tools.locks

# What is installed, each remembered by a stamp that is older than what it was made from.

.make/uv: requirements-build.lock
	@mkdir -p .make
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Torg needs Python 3.11 or newer; say which with: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements-build.lock
	@touch $@

.make/run: .make/uv requirements.lock pyproject.toml
	$(UV) pip install --quiet --require-hashes -r requirements.lock
	$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.make/dev: .make/run requirements-dev.lock
	$(UV) pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.make/release: .make/uv requirements-release.lock
	$(PYTHON) -m venv build/release
	$(UV) pip install --quiet --python $(RELEASE)/python --require-hashes -r requirements-release.lock
	@touch $@

.make/node: .make/uv requirements-node.lock tools/node.py
	$(BIN)/python -m tools.node > $@

.make/npm: .make/node web/package.json web/package-lock.json
	$(NPM) ci --no-fund --no-audit --loglevel=error
	@touch $@

.make/web: .make/npm $(CLIENT)
	$(NPM) run --silent build
	@touch $@
