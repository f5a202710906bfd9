#!/usr/bin/env bash
# Sets everything up on the first run, then films scenes. `./render.sh --help` tells how.
set -euo pipefail

# shellcheck source=scripts/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/scripts/setup.sh"

OUT=$ROOT/out

usage() {
    cat <<'TEXT'
usage: ./render.sh [scene ...] [options]

Films each scene into out/, by default `forward` into out/forward.mp4, and prints
where the film is. The first run sets everything up.

  -q, --quality L    l 480p15, m 720p30, h 1080p60 (default), p 1440p60, k 2160p60
      --theme NAME   colours and pace                             (LECTURE_THEME)
      --digit FILE   a picture of a digit to read                 (LECTURE_DIGIT)
      --model FILE   a trained network                            (LECTURE_MODEL)
      --data FOLDER  where the MNIST files are                    (NETWORK_DATA)
      --no-narration no pauses for the narrator, no captions      (LECTURE_NARRATION=0)
      --list         the names of all scenes
  -h, --help         this text

A name in brackets is the environment variable that does the same.
TEXT
}

# --- what is asked for ---------------------------------------------------------------------

scene_names() { # a scene is what has a construct
    (cd "$ROOT/scenes" && grep -rl --include='*.py' '^    def construct(' .) |
        sed 's|^\./||; s|\.py$||' | sort
}

# The one scene of that name: `forward`, `structure/layers`, `layers`, or the path of its file.
find_scene() { # name
    local name=${1#./} matches
    name=${name#scenes/}
    name=${name%.py}
    matches=$(scene_names | awk -v name="/$name" '
        substr("/" $0, length($0) + 2 - length(name)) == name')
    case $matches in
    "") fail "scene '$1'" "one of the names listed below" "no file of that name under scenes/" \
        "choose one of:"$'\n'"$(scene_names | sed 's/^/    /')" ;;
    *$'\n'*) fail "scene '$1'" "the name of one scene" "several: ${matches//$'\n'/, }" \
        "give its folder too" ;;
    esac
    printf '%s\n' "$matches"
}

absolute() { # path
    case $1 in
    /*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$PWD/$1" ;;
    esac
}

existing_file() { # option path
    [ -f "$2" ] || not_there "$1 $2" "a file"
    absolute "$2"
}

existing_folder() { # option path
    [ -d "$2" ] || not_there "$1 $2" "a folder"
    absolute "$2"
}

not_there() { # subject expected
    fail "$1" "$2" "none there" "check the path; it is taken from $PWD"
}

unknown_option() { # option
    fail "$1" "an option of render.sh" "an unknown one" "see ./render.sh --help"
}

set_option() { # option value
    local path
    [ -n "$2" ] || fail "$1" "a value after it" "nothing" "see ./render.sh --help"
    case $1 in
    -q | --quality)
        case $2 in
        [lmhpk]) quality=$2 ;;
        *) fail "$1 $2" "l, m, h, p or k" "'$2'" "choose one of them; h is 1080p60" ;;
        esac
        ;;
    --theme) export LECTURE_THEME=$2 ;;
    --digit)
        path=$(existing_file "$1" "$2")
        export LECTURE_DIGIT=$path
        ;;
    --model)
        path=$(existing_file "$1" "$2")
        export LECTURE_MODEL=$path
        ;;
    --data)
        path=$(existing_folder "$1" "$2")
        export NETWORK_DATA=$path
        ;;
    *) unknown_option "$1" ;;
    esac
}

parse() { # the command line
    local scene
    while [ $# -gt 0 ]; do
        case $1 in
        -h | --help) usage && exit ;;
        --list) scene_names && exit ;;
        --no-narration) export LECTURE_NARRATION=0 ;;
        -q?) set_option -q "${1#-q}" ;;
        --*=*) set_option "${1%%=*}" "${1#*=}" ;;
        -q | --quality | --theme | --digit | --model | --data)
            set_option "$1" "${2:-}"
            shift ;;
        -*) unknown_option "$1" ;;
        *)
            scene=$(find_scene "$1")
            scenes+=("$scene")
            ;;
        esac
        shift
    done
}

# Manim runs in the repository, and a path in the environment is meant from here.
anchor_settings() {
    local name path
    for name in LECTURE_DIGIT LECTURE_MODEL NETWORK_DATA; do
        [ -n "${!name:-}" ] || continue
        path=$(absolute "${!name}")
        export "$name=$path"
    done
}

# --- filming -------------------------------------------------------------------------------

# Prints the path of the film. Everything else, Manim's output too, goes to stderr.
film() { # scene
    local scene=$1 name=${1##*/} media=$OUT/.media/$1 progress=display found
    [ -t 2 ] || progress=none
    mkdir -p "$media"
    # Two Manim processes in one media folder read each other's half-written files.
    exec 8>>"$media/lock"
    lock 8 "$VENV/bin/python"
    rm -f "$media"/videos/*/*/"$name".*
    say "filming $scene ..."
    # The path is relative so that Manim names the module scenes.forward, as an import would.
    "$VENV/bin/manim" render "-q$quality" --verbosity WARNING --progress_bar "$progress" \
        --media_dir "out/.media/$scene" --output_file "$name" "scenes/$scene.py" >&2
    for found in "$media"/videos/*/*/"$name.mp4"; do
        [ -f "$found" ] || fail "scenes/$scene.py" "a film" "none" "let it play an animation"
        publish "${found%.mp4}" "$OUT/$scene"
    done
    exec 8>&-
    printf '%s\n' "$OUT/$scene.mp4"
}

# Captions go first and the film last: where a new film is, all that belongs to it is. Each
# move stays in one file system, so nobody sees half a file.
publish() { # from to, both without their extension
    local file
    mkdir -p "$(dirname -- "$2")"
    rm -f "$2.srt" # there is no new one when the narration is off
    for file in "$1".*; do
        [ "$file" = "$1.mp4" ] || mv -f "$file" "$2${file#"$1"}"
    done
    mv -f "$1.mp4" "$2.mp4"
}

main() {
    local quality=h scene
    local -a scenes=()
    anchor_settings
    parse "$@"
    [ ${#scenes[@]} -gt 0 ] || parse forward
    cd "$ROOT"
    # shellcheck disable=SC2119  # no argument: without the test tools
    set_up
    for scene in "${scenes[@]}"; do
        film "$scene"
    done
}

main "$@"
