# Everything a newcomer runs. Each target does its own set-up; only make and Python 3.11 or newer must be there.

BIN := .venv/bin
UV := $(shell command -v uv || echo $(BIN)/uv)
PIN := $(UV) pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header $(PINS)

.PHONY: help install demo test types tests site check-report check-report-self check-channel check-channel-self bench bench-negmas bench-power pins clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 20

install: ## build .venv with .venv/bin/detente; PYTHON=path names the Python to use
	@sh tools/install.sh

demo: install ## write the report of the NATO–Russia case, and say where it is
	@$(BIN)/detente report nato-russia-2010 --out report.html

test: install ## run every check and every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(MAKE) --jobs=2 types tests

types: install
	$(BIN)/mypy

tests: install # beside the check of types, which knows but one core
	$(BIN)/pytest -n auto

site: install ## build the documentation as a site, in build/site, which works without a server or a network
	@sh tools/install.sh site
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	$(BIN)/python -m tools.check_site build/site

check-report: install ## look at the report in headless Chromium; CHROMIUM=path names the browser
	@sh tools/install.sh browser
	@mkdir -p build/report
	$(BIN)/detente report nato-russia-2010 --out build/report/report.html
	$(BIN)/python tools/check_report.py build/report/report.html --pictures build/report
	$(BIN)/pytest -q tools/test_page_scripts.py

check-report-self: install ## see that this look finds the faults planted in a page
	@sh tools/install.sh browser
	$(BIN)/pytest tools/test_check_report.py

check-channel: install ## see that PostgreSQL keeps channels, and look at their page as two parties do, in Chromium
	DETENTE_POSTGRESQL=required $(BIN)/pytest -q tests/channel/exchange tests/channel/keeping
	@sh tools/install.sh browser
	$(BIN)/python -m tools.check_channel --pictures build/channel

check-channel-self: install ## see that this look finds the faults planted in the page
	@sh tools/install.sh browser
	$(BIN)/pytest tools/test_check_channel.py

bench: install ## measure Détente's speed on this machine
	@for script in benchmarks/*_speed.py benchmarks/stability_scaling.py; do $(BIN)/python $$script || exit 1; done

bench-negmas: install ## measure it against NegMAS, which gets an environment of its own
	@sh tools/install.sh negmas
	$(BIN)/python benchmarks/bargaining_vs_negmas.py --negmas-python build/negmas/bin/python

bench-power: install ## measure voting power against powerindices and powerindex, in an environment of theirs
	@sh tools/install.sh power_peers
	$(BIN)/python benchmarks/voting_power_vs_powerindices.py --peers-python build/power_peers/bin/python

pins: ## compile requirements/ anew from pyproject.toml, with uv; PINS=--upgrade takes newer releases
	$(PIN) pyproject.toml -o requirements/run.txt
	$(PIN) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(PIN) pyproject.toml --group dev --group browser -c requirements/dev.txt -o requirements/browser.txt
	$(PIN) pyproject.toml --group dev --group site -c requirements/dev.txt -o requirements/site.txt
	$(PIN) --group negmas -o requirements/negmas.txt
	$(PIN) --group power-peers -o requirements/power_peers.txt
	$(PIN) --group installer -o requirements/installer.txt

clean: ## remove what was built, the environments included
	rm -rf .venv build dist report.html
