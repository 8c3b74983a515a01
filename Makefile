# make editions   editions of every dump in seeds/ (other dumps: make editions SEEDS=folder)
# make editions FORMATS=html,epub   only some of them
# make test       linters, types and tests
SEEDS ?= seeds
BUILD ?= build
FORMATS ?= html,epub,pdf,print,tables,site
DUMP ?= $(firstword $(wildcard $(SEEDS)/*.txt))
MARKS ?= not heavy
export PYTHON ?= python3

BIN := .venv/bin
READY := .venv/.ready
JAVA := .venv/.java

.PHONY: editions test lint schema findings benchmark clean

editions: $(READY)
	$(BIN)/publisher build --formats "$(FORMATS)" --output "$(BUILD)" "$(SEEDS)"

test: lint $(JAVA)
	$(BIN)/pytest -n auto -m "$(MARKS)"

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

schema: $(READY)
	$(BIN)/python -c "from publisher.tree.yaml_form import json_schema; print(json_schema(), end='')" \
		>docs/document.schema.json
	$(BIN)/python -c "from publisher.corrections.entries import corrections_schema as s; print(s(), end='')" \
		>docs/corrections.schema.json

findings: $(READY)
	$(BIN)/python -c "from publisher.audit.findings import kinds_table; print(kinds_table(), end='')" \
		>docs/findings.md

benchmark: $(READY)
	$(BIN)/python benchmarks/run.py "$(DUMP)"

clean:
	rm -rf "$(BUILD)" .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find publisher tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml scripts/set-up
	scripts/set-up
	touch $@

$(JAVA): $(READY)
	scripts/set-up java
	touch $@
