# minsheng: every command starts here. `make` alone lists them.
# Needs Python 3.11 or newer, git and make; everything else is fetched into .venv and web/node_modules.

.DEFAULT_GOAL := help
.PHONY: help demo serve test check screenshots trust spark format reference locks clean

# The Python that .venv is made with: the newest that runs, unless you name one (make PYTHON=/path/to/python3 demo).
PYTHON ?= $(shell sh tools/find_python.sh)
BIN := .venv/bin

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: runtime ## from nothing to a running demo city: set up, make the city, screen it, serve it
	@$(BIN)/minsheng demo $(ARGS)

serve: runtime ## serve the site on this machine
	@$(BIN)/minsheng serve $(ARGS)

test: dev ## run every test, on SQLite and on PostgreSQL, with a real browser
	@$(BIN)/python tools/run_tests.py $(ARGS)

check: dev ## run the linters: format, ruff, mypy, layers, templates, dependencies
	@$(BIN)/python tools/run_checks.py

format: dev ## put Python files into the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --quiet .

screenshots: dev ## take pictures of the pages of all four users, phone and desktop, into var/screenshots
	@$(BIN)/python tools/run_tests.py --screenshots

trust: dev ## try every threat of the catalogue on both databases; writes docs/reference/trust.md
	@$(BIN)/python tools/run_tests.py --trust

spark: dev ## test the Spark evaluator; needs Java, installs pyspark (434 MB) into .venv-spark
	@$(BIN)/python tools/run_tests.py --spark

reference: dev ## write docs/reference anew from the code and the city data
	@$(BIN)/python tools/make_reference.py

locks: ## write requirements/*.lock and web/package-lock.json anew (for maintainers; needs uv and npm)
	@$(PYTHON) tools/make_locks.py

clean: ## remove what set-up has made; keeps var/ with the demo city
	rm -rf .venv .venv-* web/dist web/node_modules .hypothesis .ruff_cache .import_linter_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete

.PHONY: runtime dev
runtime dev:
	@python="$(PYTHON)" && test -n "$$python" && "$$python" tools/bootstrap.py $@
