# Two commands are all a newcomer needs: `make demo` and `make test`. Both set up .venv first.
# Needs Python 3.11 or newer, git and make; choose a Python with `make PYTHON=python3.12 …`.

PYTHON ?= python3
VENV := .venv
FORMATS := build/formats
FORGE := build/forge
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test clients lint mutants formats forge action pictures docs check lock clean

demo: $(VENV)/ready
	@$(BIN)/python examples/demo.py

test: $(VENV)/ready
	@$(BIN)/python -m compileall -q src
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --ignore tests/clients

# The real pre-commit client, and real installations of what is built.
clients: $(VENV)/ready
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal tests/clients

# What .ci/run calls besides the tests.
lint: $(VENV)/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python scripts/generate.py --check
	$(BIN)/lint-imports

# Small changes of every policy, which its own examples must notice; takes a minute or two. `make mutants POLICIES=PL402`.
mutants: $(VENV)/ready
	$(BIN)/python scripts/mutants.py $(POLICIES)

# Programs that are not ours read what the formats write; needs npm, on Linux.
formats: $(FORMATS)/ready
	$(FORMATS)/bin/python scripts/formats.py $(FORMATS)

# GitHub's own description of its API judges what is asked of GitHub, and the GitHub of the tests; needs npm.
forge: $(VENV)/ready $(FORGE)/ready
	$(BIN)/python scripts/forge.py $(FORGE)

# The action installed as a runner does it, run for each event by GitHub's own evaluator of expressions; it and the example
# workflows are what zizmor and GitHub's own language service ask for.
action: $(VENV)/ready $(FORMATS)/ready
	$(FORMATS)/bin/zizmor --offline --pedantic --quiet action.yml examples/workflows/*.yml
	$(BIN)/python scripts/action.py $(FORMATS)/action
	PILOTLINT_TOOLS=$(abspath $(FORMATS)) $(BIN)/python -m pytest tests/action

docs: $(VENV)/ready
	$(BIN)/python scripts/generate.py

# The comment on a pull request, drawn by a browser; `UPDATE=--update` draws those of the README anew. Needs chromium.
pictures: $(VENV)/ready $(FORMATS)/ready
	$(BIN)/python scripts/pictures.py $(FORMATS) $(UPDATE)

check: lint test clients

# The exact versions everybody installs; needs uv, and no address of a registry is written.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--group dev pyproject.toml --output-file requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --output-file requirements/action.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "pilotlint needs Python 3.11 or newer; choose one with: make PYTHON=python3.12 …"; exit 1; }
	@echo "setting up $(VENV) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(FORMATS)/ready: Makefile
	@echo "setting up $(FORMATS) …"
	@$(PYTHON) -m venv --clear $(FORMATS)
	@$(FORMATS)/bin/python -m pip install --quiet jsonschema==4.26.0 lxml==6.0.2 zizmor==1.32.0
	@$(FORMATS)/bin/python -m pip download --quiet --no-deps --no-binary pytest --dest $(FORMATS) pytest==8.4.2
	@npm install --silent --no-save --prefix $(FORMATS) @microsoft/sarif-multitool-linux@5.7.0 \
		github-markdown-css@5.9.0 @actions/expressions@0.3.61 @actions/languageservice@0.3.61 \
		@octokit/webhooks-examples@7.6.1
	@touch $@

$(FORGE)/ready: Makefile
	@echo "setting up $(FORGE) …"
	@npm install --silent --no-save --prefix $(FORGE) @octokit/openapi@23.0.2 @stoplight/prism-cli@5.14.2
	@touch $@
