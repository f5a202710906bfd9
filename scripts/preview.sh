#!/usr/bin/env bash
# What `manim -p` calls to show a finished film (preview_command in manim.cfg): the system's
# own way to open a file where there is a screen, otherwise just where the film is. Without it
# Manim fails after the film is done where xdg-open is missing, and where it is present but
# there is no screen, xdg-open may start a browser in the terminal and wait for keys.
set -euo pipefail

opener=
if [ "$(uname)" = Darwin ]; then
    opener=open
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    opener=xdg-open
fi

printf '%s\n' "$1"
if [ -n "$opener" ] && command -v "$opener" >/dev/null; then
    exec "$opener" "$1"
fi
