#!/usr/bin/env bash
# Sets everything up on the first run, then checks style and runs all tests.
# Arguments go to pytest: `bash tests/run.sh -k backprop`.
set -euo pipefail

# shellcheck source=scripts/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../scripts/setup.sh"

cd "$ROOT"
set_up dev cjk voice
provide_browser

"$VENV/bin/ruff" check .
"$VENV/bin/ruff" format --check .
"$VENV/bin/oxlint" --deny-warnings page/script
"$VENV/bin/python" -m pytest -n 2 --dist loadfile --no-loadscope-reorder "$@"
