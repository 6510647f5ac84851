# make run        sets up .venv and runs the main job on the founding article
# make test       sets up .venv and runs ruff, mypy and the tests
# make benchmark  prints the times of starting up and of the main job on this machine; with
#                 SHARED=../shared also the figures of tests/benchmarks/figures.tsv, beside what they are
#                 held to (LONG=--long: all of them)
# make notebooks  runs the notebooks and keeps their outputs
# make wheel      builds a wheel, installs it into an empty environment, and asks it there
# make outputs    makes everything anew that is shown: output/, notebooks, what README prints
#
# Another Python:  make run PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/pip install --quiet --quiet --disable-pip-version-check --no-input --no-compile
ARTICLE := tests/articles/founding.txt
GRAPH := output/founding

.PHONY: run test benchmark notebooks wheel outputs clean

run: $(VENV)/installed
	$(BIN)/kg build $(ARTICLE) --date 2016-01-21 --output $(GRAPH)
	@$(BIN)/kg query $(GRAPH) --question countries-attended --param city=باريس > $(GRAPH)/answers.txt
	@echo >> $(GRAPH)/answers.txt
	@$(BIN)/kg query $(GRAPH) --question ministers-spoke >> $(GRAPH)/answers.txt
	@echo && cat $(GRAPH)/answers.txt

test: $(VENV)/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

benchmark: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.benchmarks.main_job
	$(if $(SHARED),$(BIN)/python -m tests.benchmarks.table $(SHARED) $(LONG))

notebooks: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.notebooks.execute

wheel: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.wheel

outputs: run notebooks
	$(BIN)/python -m tests.tour

clean:
	rm -rf $(VENV)

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Khabar needs Python 3.11 or newer; say which: make $(MAKECMDGOALS) PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/pip pyproject.toml
	$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-for-tests: $(BIN)/pip pyproject.toml
	$(INSTALL) --editable '.[test]'
	@touch $@ $(VENV)/installed
