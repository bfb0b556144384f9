# make demo   the main job on real input        make test   lint, types, tests, docs
# make docs   the site, into site/              make bench  speed and memory, beside peers
# make fuzz   odd programs for migrate and check    make matrix every supported release
# make mutation  broken lines that tests should notice    make release  build and check a release
# PYTHON=python3.12 chooses the interpreter (3.10 to 3.13), VENV=folder the virtual environment.

VENV ?= .venv
BIN := $(VENV)/bin
ifdef PYTHON
export PYTHON_CHOSEN := 1
else
fits := -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python3.10 python; do $$p $(fits) && echo $$p && exit; done; echo python3)
endif
found = command -v $(firstword $(PYTHON)) >/dev/null || { echo 'PYTHON=$(PYTHON) is no command here; name a Python 3.10 to 3.13, e.g. PYTHON=python3.12' >&2; exit 2; }
prepare = @$(found); $(PYTHON) .ci/environment.py $(VENV) tensorflow-cpu

# Start-up notices of TensorFlow and of the site's theme, which say nothing about us; errors stay.
export TF_CPP_MIN_LOG_LEVEL ?= 2
export TF_ENABLE_ONEDNN_OPTS ?= 0
export NO_MKDOCS_2_WARNING ?= 1

.PHONY: demo test lint types tests docs bench bench-quick corpus fuzz mutation matrix floor release clean help
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# //p' Makefile | head -5

demo:
	$(prepare) demo
	@$(BIN)/tfcompat demo

test:
	$(prepare) demo docs dev
	@$(MAKE) --no-print-directory VENV=$(VENV) lint types tests docs
	@echo "All of lint, types, tests on both Kerases, and docs passed."

lint:
	$(prepare) demo docs dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(prepare) demo docs dev
	$(BIN)/mypy

# The tests that depend on Keras run once for each, everything else once (tests/support/kerases.py); beside tf_keras, every
# fifth case of a test with many (`EVERY=1 make matrix` runs all of them). Both runs together reach the branches that pyproject.toml
# asks for, or the report at the end fails.
tests: export PYTHONDONTWRITEBYTECODE = # or each worker of each run compiles all of the tests anew
tests:
	$(prepare) demo docs dev
	$(BIN)/pytest -n 2 --dist worksteal --cov --cov-report= --cov-fail-under=0
	TF_USE_LEGACY_KERAS=1 $(BIN)/pytest -n 2 --dist worksteal -m keras tests/runtime --every 5 --cov --cov-append --cov-report= --cov-fail-under=0
	$(BIN)/coverage report

docs:
	$(prepare) docs
	$(BIN)/mkdocs build --strict --quiet
	@echo "The site is in site/index.html"

# All that docs/performance.md and docs/how-it-is-built.md show, recorded and drawn anew: 10 minutes of a machine that does
# nothing else. PEERS=peers installs PyTorch, jax and Optax to be compared with. With oneDNN, as TensorFlow is on most servers.
bench bench-quick: export TF_ENABLE_ONEDNN_OPTS = 1

bench:
	$(prepare) demo dev $(PEERS)
	@failed=0; for each in startup parsers losses fused; do \
		$(BIN)/python benchmarks/$$each.py --record || failed=1; done; exit $$failed

# The same in 5 minutes: few rounds, small sizes where logits are large, nothing recorded.
bench-quick:
	$(prepare) demo dev $(PEERS)
	@failed=0; for each in 'startup.py --rounds 7' 'parsers.py --files 20' 'losses.py --quick' 'fused.py --quick'; do \
		$(BIN)/python benchmarks/$$each || failed=1; done; exit $$failed

# What the migrator makes of real code: DIR holds a folder for each program. No test needs it.
corpus:
	$(prepare) dev
	@test -d "$(DIR)" || { echo 'name a folder of code: make corpus DIR=...' >&2; exit 2; }
	$(BIN)/python benchmarks/corpus.py "$(DIR)"

# Odd programs, of which none may crash or come out damaged; the tests try some. SECONDS and SEED choose others.
fuzz:
	$(prepare) dev
	$(BIN)/python benchmarks/fuzz.py --seconds $(or $(SECONDS),600) --seed $(or $(SEED),0)

# The losses, the kernels and the rewriter broken in one place at a time, of which a test has to notice each. SAMPLE of each
# folder, chosen by SEED. This takes long: a schedule runs it, CI does not.
mutation:
	$(prepare) demo dev
	$(BIN)/python benchmarks/mutation.py --sample $(or $(SAMPLE),80) --seed $(or $(SEED),0)

# The suite on every supported release (.ci/noxfile.py), whose results the docs show. SESSION='runtime(floor)' runs one.
matrix:
	$(prepare) demo docs dev
	$(BIN)/nox -f .ci/noxfile.py $(if $(SESSION),-s '$(SESSION)')
	$(BIN)/python docs/_site/generated.py

# A part of it, on the oldest releases: what CI runs besides `make test`.
floor:
	$(prepare) demo docs dev
	@$(BIN)/nox -f .ci/noxfile.py -s floor

# Builds a release into dist/ and runs its checklist; REHEARSAL=1 leaves out what only a maintainer can fill in.
release:
	$(prepare) demo docs dev release
	$(BIN)/python .ci/release.py $(if $(REHEARSAL),--rehearsal)

clean:
	@test ! -e $(VENV) || test -e $(VENV)/pyvenv.cfg || { echo "$(VENV) is no virtual environment: left alone" >&2; exit 2; }
	rm -rf $(VENV) .nox site demo-out .coverage .mypy_cache .pytest_cache .ruff_cache
