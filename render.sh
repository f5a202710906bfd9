#!/usr/bin/env bash
# Sets everything up on the first run, then makes films. `./render.sh --help` tells how.
set -euo pipefail

# shellcheck source=scripts/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/scripts/setup.sh"

OUT=$ROOT/out

usage() {
    cat <<'TEXT'
usage: ./render.sh [lecture | scene | all ...] [options]
       ./render.sh retrain [options of training] [lecture | scene | all ...] [options]
       ./render.sh script NAME        the narration, to be read aloud, with times
       ./render.sh sheet NAME         a film as one picture
       ./render.sh page [lecture | all ...] [options]   the lesson, for a browser
       ./render.sh gallery            the README's pictures and table, made again

Films scenes and joins lectures, by default the scene `forward`, into out/QUALITY/, and prints
where the films are. What is there already and still right is left as it is. The first run sets
everything up.

  -q, --quality L    l 480p15, m 720p30, h 1080p60 (default), p 1440p60, k 2160p60
  -j, --jobs N       films made at the same time, at most       (default: one a processor);
                     fewer, where memory is short
      --language CODE what is said and written in films: en (default), hu, ru, ja or zh-Hant;
                     ja and zh-Hant set up a font on first use    (LECTURE_LANGUAGE)
      --theme NAME   colours and pace                             (LECTURE_THEME)
      --digit FILE   a picture of a digit to read                 (LECTURE_DIGIT)
      --model FILE   a trained network                            (LECTURE_MODEL)
      --data FOLDER  where the MNIST files are, or idx:FOLDER with the images that the network
                     learned from                                 (NETWORK_DATA)
      --no-narration no pauses for the narrator, no captions      (LECTURE_NARRATION=0)
      --master       films to keep, for archives or to be cut: twice as large, three times the
                     time to encode                               (LECTURE_MASTER=1)
      --voice [WHAT] speak the film, at the voice's own pace: a good voice, set up on first use;
                     or espeak, a Piper voice (hu=FILE.onnx), a folder of such voices, or a
                     folder with a recording of each line
      --speak CODES  the languages of the voice, as in "en hu"    (default: the films')
      --burn CODE    draw the captions of a language into a lecture's pictures
      --font FILE    the letters for that        (default: the films', or of this machine)
      --films FOLDER for `page`: where its films are    (default: in out/)
      --dry-run      only tell what would be made, and why
      --profile NAME make films on a cluster, as profiles/NAME says
      --list         the names of all lectures and scenes
  -h, --help         this text

A name in brackets is the environment variable that does the same.

Captions exist in English and each language of assets/locale. `script` and `sheet` film what
is missing in quality l, unless told another one, and what has changed; so does everything else.

`page` makes out/page/index.html from all there is: text, the live network, and the lectures' films,
those in quality -q before others, else the best there are; it says which are missing. Lectures
that are named with it are filmed first, and spoken with --voice. `--films FOLDER` takes films from
there instead. The page of another network goes beside its films.

`retrain` first trains a network of its own in out/models/ and films with that, beside it. It
takes options of `python -m network train` (--data, --classes, --sizes, --activation, --schedule,
--seed, --epochs, --rate, --batch, --decay, --shift, --gain), for example:

  ./render.sh retrain --data handwriting --sizes 784 32 10 lecture1
  ./render.sh retrain --data fashion --classes names.txt forward
TEXT
}

# --- what is asked for ---------------------------------------------------------------------

scene_names() { # a scene is what has a construct
    (cd "$ROOT/scenes" && grep -rl --include='*.py' '^    def construct(' .) |
        sed 's|^\./||; s|\.py$||' | sort
}

lecture_names() { # in their order; only lectures have a name in the table of contents
    sed -n 's/^name *= *"\(.*\)".*/\1/p' "$ROOT/scenes/lectures.toml" 2>/dev/null || true
}

list_names() {
    lecture_names | awk '{ print $0 " (lecture" NR ")" }'
    scene_names
}

# A lecture by its name or number, or nothing: `structure`, `lecture1`.
find_lecture() { # name
    lecture_names | awk -v name="$1" '$0 == name || "lecture" NR == name'
}

# The one scene of that name: `forward`, `structure/layers`, `layers`, or the path of its file.
find_scene() { # name
    local name=${1#./} matches
    name=${name#scenes/}
    name=${name%.py}
    matches=$(scene_names | awk -v name="/$name" '
        substr("/" $0, length($0) + 2 - length(name)) == name')
    case $matches in
    "") fail "lecture or scene '$1'" "one of the names listed below, or all" \
        "no lecture of that name, and no scene under scenes/" \
        "choose one of:"$'\n'"$(list_names | sed 's/^/    /')" ;;
    *$'\n'*) fail "scene '$1'" "the name of one scene" "several: ${matches//$'\n'/, }" \
        "give its folder too" ;;
    esac
    printf '%s\n' "$matches"
}

add_target() { # name
    local found
    if [ "$asked $1" = "page all" ]; then
        found=$(lecture_names)
    elif [ "$1" = all ]; then
        found=$(lecture_names && scene_names)
        everything=yes
    else
        found=$(find_lecture "$1")
        [ -n "$found" ] || found=$(find_scene "$1")
    fi
    while IFS= read -r found; do
        targets+=("$found")
    done <<<"$found"
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

# A folder with MNIST; or `idx:` and a folder with other images, as training knows it.
existing_data() { # option value
    local folder
    case $2 in
    idx:* | idx-*:*)
        folder=$(existing_folder "$1" "${2#*:}") || exit
        printf '%s:%s\n' "${2%%:*}" "$folder"
        ;;
    *) existing_folder "$1" "$2" ;;
    esac
}

not_there() { # subject expected
    fail "$1" "$2" "none there" "check the path; it is taken from $PWD"
}

known_language() { # option code
    [ "$2" = en ] || [ -f "$ROOT/assets/locale/$2.po" ] || fail "$1 $2" \
        "a language that films and captions exist in" "no assets/locale/$2.po" \
        "choose one of: en$(find "$ROOT/assets/locale" -name '*.po' 2>/dev/null |
            sed 's|.*/| |; s|\.po$||' | sort | tr -d '\n')"
}

unknown_option() { # option
    fail "$1" "an option of render.sh" "an unknown one" "see ./render.sh --help"
}

# Is that word what --voice is about, or has it no value and a film's name comes next?
is_voice() { # word
    case $1 in
    '' | -* | all) return 1 ;;
    piper | espeak | *=* | *.onnx) ;;
    *) [ -z "$(find_lecture "$1")" ] && ! (find_scene "$1") >/dev/null 2>&1 ;;
    esac
}

# One voice, or several with their languages, `hu=a.onnx,ru=b.onnx`; paths are taken from here.
voices() { # option value
    local each code path made=
    case $2 in
    piper | espeak) printf '%s\n' "$2" && return ;;
    esac
    [ ! -e "$2" ] || { absolute "$2" && return; } # whatever it is called
    case $2 in
    *=*) ;;
    *) fail "$1 $2" "espeak, a voice's file, or a folder" "none there" \
        "check the path; it is taken from $PWD" ;;
    esac
    while IFS= read -r each; do
        code=${each%%=*}
        path=${each#*=}
        known_language "$1" "$code"
        case $path in
        piper | espeak) ;;
        *)
            [ -e "$path" ] || not_there "$1 $each" "a voice's file, or a folder"
            path=$(absolute "$path")
            ;;
        esac
        made=$made${made:+,}$code=$path
    done < <(printf '%s\n' "$2" | tr ',' '\n')
    printf '%s\n' "$made"
}

set_option() { # option value
    local path
    [ -n "$2" ] || fail "$1" "a value after it" "nothing" "see ./render.sh --help"
    case $1 in
    -q | --quality)
        case $2 in
        [lmhpk]) workflow+=(--quality "$2") quality=$2 ;;
        *) fail "$1 $2" "l, m, h, p or k" "'$2'" "choose one of them; h is 1080p60" ;;
        esac
        ;;
    -j | --jobs)
        case $2 in
        *[!0-9]* | 0*) fail "$1 $2" "how many films at the same time" "'$2'" "give a number" ;;
        *) workflow+=(--jobs "$2") ;;
        esac
        ;;
    --profile)
        [ -d "$ROOT/profiles/$2" ] || fail "$1 $2" "a folder in profiles/" "none there" \
            "choose one of: $(cd "$ROOT/profiles" && echo *)"
        workflow+=(--profile "profiles/$2")
        ;;
    --language)
        known_language "$1" "$2"
        export LECTURE_LANGUAGE=$2
        ;;
    --theme) export LECTURE_THEME=$2 ;;
    --voice) voice=$(voices "$1" "$2") ;;
    --speak)
        for path in $2; do known_language "$1" "$path"; done
        speak=$2
        ;;
    --burn)
        known_language "$1" "$2"
        burn=$2
        ;;
    --font) font=$(existing_file "$1" "$2") ;;
    --films)
        [ "$asked" = page ] || fail "$1 $2" "the command page before it" "none" \
            "say ./render.sh page $1 $2"
        shelf=$(existing_folder "$1" "$2")
        ;;
    --digit)
        path=$(existing_file "$1" "$2")
        export LECTURE_DIGIT=$path
        ;;
    --model)
        path=$(existing_file "$1" "$2")
        export LECTURE_MODEL=$path
        ;;
    --data)
        path=$(existing_data "$1" "$2")
        export NETWORK_DATA=$path
        ;;
    *) unknown_option "$1" ;;
    esac
}

parse() { # the command line
    while [ $# -gt 0 ]; do
        if [ -n "$retrain" ] && is_of_training "$1"; then
            note_training "$@"
            shift "$taken"
            continue
        fi
        case $1 in
        -h | --help) usage && exit ;;
        --list) list_names && exit ;;
        --dry-run)
            dry_run=yes
            workflow+=(--dry-run)
            ;;
        --no-narration) export LECTURE_NARRATION=0 ;;
        --master) export LECTURE_MASTER=1 ;;
        -[qj]?*) set_option "${1:0:2}" "${1:2}" ;;
        --voice)
            voice=piper
            if is_voice "${2:-}"; then
                set_option "$1" "$2"
                shift
            fi
            ;;
        --*=*) set_option "${1%%=*}" "${1#*=}" ;;
        -q | --quality | -j | --jobs | --profile | --language | --theme | --digit | --model | --data | \
            --speak | --burn | --font | --films)
            set_option "$1" "${2:-}"
            shift ;;
        -*) unknown_option "$1" ;;
        *) add_target "$1" ;;
        esac
        shift
    done
}

# Manim runs in the repository, and a path in the environment is meant from here.
anchor_settings() {
    local name path
    for name in LECTURE_DIGIT LECTURE_MODEL NETWORK_DATA; do
        case $name:${!name:-} in
        *:) continue ;;
        NETWORK_DATA:idx:* | NETWORK_DATA:idx-*:*)
            path=${NETWORK_DATA%%:*}:$(absolute "${NETWORK_DATA#*:}") ;;
        *) path=$(absolute "${!name}") ;;
        esac
        export "$name=$path"
    done
}

# --- retraining ----------------------------------------------------------------------------

is_of_training() { # word
    case ${1%%=*} in
    --data | --sizes | --activation | --schedule | --seed | --epochs | --rate | --batch | \
        --decay | --shift | --gain | --classes) ;;
    --model | --out) fail "$1" "an option of training or filming" "one that retrain sets itself" \
        "leave it out; the network goes to out/models/" ;;
    *) return 1 ;;
    esac
}

# A folder's name as a part of another one's: plain, and another one for each path.
plain_name() { # path
    local name=${1%/} path=$1
    name=$(printf '%s' "${name##*[:/]}" | tr -cs 'A-Za-z0-9._' '-')
    case $path in
    idx:* | idx-*:*) path=${path%%:*}:$(absolute "${path#*:}") ;;
    *) path=$(absolute "$path") ;;
    esac
    printf '%s-%s\n' "$name" "$(printf '%s' "$path" | cksum | cut -d ' ' -f 1)"
}

# Takes an option of training and its value, or values, off the command line.
note_training() { # words ...
    local option=${1%%=*} value words
    taken=1
    case $1 in
    *=*) value=${1#*=} ;;
    *) value=${2:-} taken=2 ;;
    esac
    [ -n "$value" ] || fail "$option" "a value after it" "nothing" "see ./render.sh --help"
    words=$value
    shift "$taken"
    case $option in
    --sizes | --seed)
        while [[ ${1:-} =~ ^[0-9][0-9,]*$ ]]; do
            words="$words $1" taken=$((taken + 1))
            shift
        done
        words=$(printf '%s\n' "$words" | tr -s ', ' ' ' | sed 's/ $//')
        [[ $words =~ ^[0-9][0-9\ ]*$ ]] || fail "$option $words" "whole numbers" "something else" \
            "give them one after the other, as in $option 784 32 10"
        ;;
    esac
    case $option in
    --sizes) sizes=$words ;;
    --activation) [ "$words" = sigmoid ] || kind="$kind-$words" ;;
    --classes) # other names are another network
        words=$(existing_file "$option" "$words") || exit
        kind=$kind-named-$(cksum <"$words" | cut -d ' ' -f 1)
        ;;
    --data)
        case $words in
        mnist) ;;
        handwriting) kind=$kind-handwriting ;;
        *) kind=$kind-$(plain_name "$words") ;;
        esac
        ;;
    esac
    # shellcheck disable=SC2206  # several numbers are several words
    case $option in
    --sizes | --seed) training+=("$option" $words) ;;
    *) training+=("$option" "$words") ;;
    esac
}

# Trains into a folder of its own, unless the network there was trained in just this way.
train() {
    local folder=$OUT/models/${sizes// /-}$kind
    local done=$folder/trained-with
    export LECTURE_MODEL=$folder/network.npz
    if [ -f "$LECTURE_MODEL" ] && [ "$(cat "$done" 2>/dev/null)" = "${training[*]-}" ]; then
        say "already trained in this way: $LECTURE_MODEL"
        return
    fi
    if [ -n "$dry_run" ]; then
        printf '%s\n' "train $LECTURE_MODEL: there is none yet, or it was trained in another way" \
            "film with it: ${targets[*]}"
        exit
    fi
    mkdir -p "$folder" 2>/dev/null || fail "$folder" "a folder that can be written" \
        "one that can't" "see to permission and free space"
    exec 7>>"$folder/lock"
    lock 7 "$VENV/bin/python"
    rm -f "$done"
    PYTHONPATH=$ROOT "$VENV/bin/python" -m network train ${training[@]+"${training[@]}"} \
        --out "$folder" >&2
    printf '%s\n' "${training[*]-}" >"$done"
    exec 7>&-
}

# --- what is made out of films -------------------------------------------------------------

films() { # command of `python -m films`
    PYTHONPATH=$ROOT "$VENV/bin/python" -m films "$@"
}

# Prints the folder of the film of that name, which was just made or was there already.
folder_of() { # name, and the list of films on stdin
    sed -n "s|^\(.*\)/$1\.mp4\$|\1|p"
}

only_lectures() { # what asks for it
    local target
    for target in "${targets[@]}"; do
        [ -n "$(find_lecture "$target")" ] || fail "$1 with $target" "a lecture" "a scene" \
            "choose one of: $(lecture_names | tr '\n' ' ')"
    done
}

# With a voice, with captions in the pictures: from films that are there, without filming.
finish() { # the list of films
    local target folder
    for target in "${targets[@]}"; do
        # Of everything, lectures are spoken: their sections are in them.
        [ -z "$everything" ] || [ -n "$(find_lecture "$target")" ] || continue
        folder=$(folder_of "$target" <<<"$1")
        # shellcheck disable=SC2086  # several languages are several words
        [ -z "$voice" ] || films speak "$target" --films "$folder" --out "$folder" \
            --voice "$voice" ${speak:+--language $speak}
        [ -z "$burn" ] || films burn "$target" --films "$folder" --out "$folder" \
            --language "$burn" ${font:+--font "$font"}
    done
}

# No MNIST image belongs in the repository: as if there were none on this machine.
without_mnist() {
    unset NETWORK_DATA LECTURE_DIGIT LECTURE_MODEL LECTURE_THEME LECTURE_NARRATION LECTURE_LANGUAGE
    unset LECTURE_MASTER
    export NETWORK_CACHE=$OUT/.without-mnist
}

prepare() { # what is asked for besides filming
    local lecture
    case $asked in
    gallery)
        without_mnist
        targets=(descent/learning)
        while IFS= read -r lecture; do
            targets+=("$lecture")
        done < <(lecture_names)
        ;;
    esac
    [ -z "$burn" ] || [ -n "$everything" ] || only_lectures --burn
    [ "$asked" != page ] || [ ${#targets[@]} -eq 0 ] || only_lectures page
    case " ${workflow[*]-} " in
    *" --quality "*) ;;
    *)
        case $asked in
        script | sheet) workflow+=(--quality l) ;;
        gallery) workflow+=(--quality m) ;;
        esac
        ;;
    esac
}

use() { # the list of films
    local target folder
    for target in "${targets[@]}"; do
        folder=$(folder_of "$target" <<<"$1")
        case $asked in
        # shellcheck disable=SC2086  # several languages are several words
        script) films script "$target" --films "$folder" ${speak:+--language $speak} ;;
        sheet) films sheet "$folder/$target.mp4" ;;
        gallery) films gallery --films "$folder" && break ;;
        esac
    done
}

# The lesson, from the films that are there.
make_page() {
    if [ -n "$dry_run" ]; then
        echo "make the page: it is always made anew, from the films there are"
        return
    fi
    PYTHONPATH=$ROOT "$VENV/bin/python" -m page --films ${shelf:+"$shelf"} \
        ${quality:+--quality "$quality"}
}

# What films, captions and voices need besides what everything needs.
extras() {
    local code
    [ -z "$voice" ] || echo voice
    case "$voice:${speak:-${LECTURE_LANGUAGE:-en}}" in
    piper:*ja* | *ja=piper*) echo voice-ja ;;
    esac
    for code in "${LECTURE_LANGUAGE:-en}" ${font:-"$burn"}; do
        case $code in
        ja | zh-Hant) echo cjk && return ;;
        esac
    done
}

# Before an hour of filming, not after it: are there letters, are there voices?
check_language() {
    local film=${LECTURE_LANGUAGE:-en}
    [ "$film" != en ] || film=
    # shellcheck disable=SC2086  # several languages are several words
    [ -z "$film$voice$burn" ] || films check ${film:+--film "$film"} ${voice:+--voice "$voice"} \
        --language ${speak:-"${film:-en}"} ${burn:+--burn "$burn"} ${font:+--font "$font"}
}

main() {
    local asked='' retrain='' dry_run='' sizes='784 16 16 10' kind='' taken made
    local voice='' speak='' burn='' font='' everything='' shelf='' quality=''
    local -a targets=() workflow=() training=()
    anchor_settings
    case ${1:-} in
    retrain | script | sheet | gallery | page)
        asked=$1
        shift
        ;;
    esac
    [ "$asked" != retrain ] || retrain=yes
    parse "$@"
    [ ${#targets[@]} -gt 0 ] || [ "$asked" = page ] || targets=(forward)
    prepare
    # shellcheck disable=SC2046  # no extra is no argument
    set_up $(extras)
    [ -z "$retrain" ] || train
    cd "$ROOT"
    [ ${#targets[@]} -gt 0 ] || {
        make_page
        return
    }
    check_language
    workflow=("$VENV/bin/python" -m films.workflow ${workflow[@]+"${workflow[@]}"})
    [ "$asked" != retrain ] || asked=
    if [ -n "$dry_run" ] || [ -z "$voice$burn$asked" ]; then
        exec "${workflow[@]}" "${targets[@]}"
    fi
    made=$("${workflow[@]}" "${targets[@]}")
    case $asked in
    page)
        finish "$made"
        make_page
        ;;
    '') finish "$made" ;;
    *) use "$made" ;;
    esac
}

main "$@"
