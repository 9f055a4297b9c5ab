# The maintainer's commands. `make generate` and `make test` need Python 3.11+, make and git; nothing else first.

PYTHON ?= $(if $(filter Windows_NT,$(OS)),python,python3)
SPEC   := --config spec/sdk.toml
OUT    := generated

VENV     := .venv
BIN      := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PIP      := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
SDKPRESS := $(BIN)/sdkpress
LOCKED   := $(VENV)/.locked
READY    := $(VENV)/.ready
SDK      := $(VENV)/.sdk
MADE_BY  := $(VENV)/.python
WHICH    := import os, sys; print(os.path.realpath(sys.base_prefix), sys.version)

.DELETE_ON_ERROR:
.PHONY: FORCE help generate diff release test check fuzz mutants proof conformance moving bench lint house settings build publish lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

generate: $(READY) ## press spec/ into generated/
	@$(SDKPRESS) generate $(SPEC) --out $(OUT) --cache $(VENV)/.sdkpress
	@$(MAKE) --no-print-directory --silent $(SDK)

check: $(READY) ## fail, with a diff, when generated/ is not what spec/ and templates/ give
	@$(SDKPRESS) check $(SPEC) --out $(OUT)

test: check lint $(SDK) ## everything that must hold
	$(BIN)/basedpyright --pythonpath $(BIN)/python
	$(BIN)/pytest -n 4 --dist worksteal

fuzz: $(READY) ## press mutated descriptions: make fuzz SECONDS=600 SEED=1
	PYTHONPATH=tests $(BIN)/python -m support.fuzz --seconds $(or $(SECONDS),60) --seed $(or $(SEED),0)

mutants: $(READY) ## change the sources in small ways: make mutants [AREA=call|auth|paging|schemas|shapes] [ONLY=pattern] [SAMPLE=n]
	PYTHONPATH=tests $(BIN)/python -m support.mutants $(if $(ONLY),--only '$(ONLY)') $(if $(SAMPLE),--sample $(SAMPLE)) $(AREA)

proof: $(READY) ## prove that changes break programs, or do not, as their rules say: make proof [PAIRS=pattern]
	PYTHONPATH=tests $(BIN)/python -m changes.prove $(if $(PAIRS),'$(PAIRS)')

conformance: $(READY) ## call every operation of real descriptions: make conformance [CORPUS=…] [OPERATION=id] [MODELS=msgspec]
	PYTHONPATH=tests $(BIN)/python -m conformance $(if $(OPERATION),--operation '$(OPERATION)') $(if $(MODELS),--models $(MODELS)) $(CORPUS)

moving: $(READY) ## old SDKs' own tests against ours: make moving SUITES=dir [ONLY=name]
	PYTHONPATH=tests $(BIN)/python -m suites $(SUITES) $(if $(ONLY),--only '$(ONLY)')

bench: $(READY) ## measure us beside the peers: make bench [SPEC=path] [ONLY=figure] [RUNS=n]
	$(BIN)/python -m bench $(if $(filter file,$(origin SPEC)),,--spec '$(SPEC)') $(if $(ONLY),--only $(ONLY)) $(if $(RUNS),--runs $(RUNS))

lint: $(SDK) ## style of everything written by hand, and which module imports which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	PYTHONPATH=templates $(BIN)/lint-imports --no-cache --no-logo

house: $(READY) ## draw docs/house.svg out of the import contracts in pyproject.toml
	@$(BIN)/python docs/house.py

settings: $(READY) ## write docs/settings.md: the keys of sdk.toml
	@$(BIN)/python docs/settings.py

build: $(READY) ## wheel and sdist of the generated package, in generated/dist/
	@rm -rf $(OUT)/dist
	$(BIN)/python -m build --no-isolation $(OUT)

diff: $(READY) ## what spec/ changes for users of the last release: make diff [SINCE=git:v1.2.0] [FORMAT=markdown]
	@$(SDKPRESS) diff "$(or $(SINCE),last)" spec/sdk.toml $(SPEC) $(if $(FORMAT),--format $(FORMAT))

release: $(READY) ## the next version, changelog, migration guide: make release [PRE=rc] [NEXT=1.0.0] [SINCE=…]
	@$(SDKPRESS) release $(SPEC) --out $(OUT) $(if $(SINCE),--since "$(SINCE)") $(if $(PRE),--pre $(PRE)) $(if $(NEXT),--as "$(NEXT)")
	@$(MAKE) --no-print-directory --silent generate

publish: ## upload them: make publish INDEX=<upload URL> [SIMPLE=<its Simple API>], with TWINE_USERNAME and TWINE_PASSWORD
	@test -n "$(INDEX)" || { echo 'make publish: say where to, as in: make publish INDEX=https://index.example/legacy/' >&2; exit 2; }
	@$(MAKE) --no-print-directory --silent check build
	$(SDKPRESS) upload $(SPEC) --out $(OUT) --index "$(INDEX)" $(if $(SIMPLE),--simple "$(SIMPLE)")

lock: $(READY) ## pin the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile pyproject.toml --group dev --upgrade --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock
	@! grep -nE '[a-z]+://|^-' requirements.lock || { echo 'requirements.lock must not name an index' >&2; exit 1; }

clean: ## remove what was made on this machine
	rm -rf $(VENV) $(OUT)/dist .pytest_cache .ruff_cache .hypothesis .conformance .bench .mutants .moving

# The environment: made once, and again when the lock changes, or another Python is asked for.
$(LOCKED): requirements.lock $(if $(filter file,$(origin PYTHON)),,$(MADE_BY))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'sdkpress needs Python 3.11 or newer; $(PYTHON) is' "$$($(PYTHON) --version 2>&1)." >&2; \
	  echo 'Name another one: make $(MAKECMDGOALS) PYTHON=python3.13' >&2; exit 1; }
	@echo 'setting up $(VENV) from requirements.lock'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PYTHON) -c '$(WHICH)' > $(MADE_BY)
	@$(PIP) install --no-compile --require-hashes --requirement requirements.lock
	@touch $@

$(MADE_BY): FORCE
	@asked="$$($(PYTHON) -c '$(WHICH)' 2>&1)"; \
	  test ! -d $(VENV) || test "$$asked" = "$$(cat $@ 2>/dev/null)" || echo "$$asked" > $@

FORCE:

$(READY): $(LOCKED) pyproject.toml
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# The generated package, editable: a new version or dependency is seen, new modules need nothing.
$(SDK): $(READY) $(OUT)/pyproject.toml
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable $(OUT)
	@touch $@

$(OUT)/pyproject.toml:
	@$(MAKE) --no-print-directory --silent generate
