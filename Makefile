# `make chat` and `make test` do all the set-up there is: a virtual environment from the pinned, hashed packages.

.DELETE_ON_ERROR:
.PHONY: chat bot test check bench setup

VENV := .venv
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.ready
PYTHONS ?= python3.13 python3.12 python3.11 python3

chat: $(READY)
	@$(PYTHON) -m bot chat

bot: $(READY)
	@$(PYTHON) -m bot bot

test: $(READY)
	$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(READY)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

bench: $(READY)
	@$(PYTHON) -m tests.bench
	@$(PYTHON) -m tests.bench.load

setup: $(READY)

# Set-up talks on stderr, so that the output of `make -s chat` is nothing but answers.
$(READY): requirements.lock pyproject.toml setup.py
	@for name in $(PYTHONS); do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Cần Python 3.11 trở lên mà máy chưa có: vui lòng cài Python rồi chạy lại lệnh này." >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "$$found thiếu mô-đun venv: vui lòng cài (Debian, Ubuntu: sudo apt install python3-venv) rồi chạy lại." >&2; exit 1; \
	fi; \
	echo "Đang cài các gói cần thiết vào $(VENV) (chỉ lần đầu, mất vài phút)…" >&2; \
	{ [ -x $(PYTHON) ] && $(PYTHON) -m pip --version >/dev/null 2>&1; } || "$$found" -m venv --clear $(VENV) >&2
	@$(PYTHON) -m pip install --disable-pip-version-check --require-hashes -r requirements.lock >&2
	@$(PYTHON) -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e . >&2
	@touch $@
