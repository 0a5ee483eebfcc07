# Everything a person types. The work itself is in scripts/ and in the package.
.PHONY: setup assets demo run test check bench trace lock clean

PY = .venv/bin/python

setup:
	@scripts/setup

assets: setup
	@scripts/assets

# PORT= and HOST= reach the command by the environment.
demo: assets
	@.venv/bin/yanxing demo

run: assets
	@.venv/bin/yanxing serve

test: assets
	@scripts/test $(ARGS)

check: setup
	@scripts/check

bench: setup
	@$(PY) -m bench

trace: setup
	@$(PY) scripts/trace.py $(ARGS)

lock: setup
	@scripts/lock

clean:
	@rm -rf .venv build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
