# What is made from what: findings -> section films -> lectures. Started by render.sh, or by
# `snakemake` itself, on this machine or, with a profile, on a cluster. Content decides what is
# made again: films/order.py says of what each film is made, with a digest of every file.

import re
import shlex
import sys

sys.path.insert(0, workflow.basedir)  # a job on a cluster starts somewhere else

from films.dependencies import ROOT
from films.order import Order, catalogues, joiners
from scenes.script.contents import lectures

order = Order.of(config)
LECTURES = {lecture.name: lecture for lecture in lectures()}
FILES = (ROOT / "scenes").rglob("*.py")
SCENES = {file.relative_to(ROOT / "scenes").with_suffix("").as_posix() for file in FILES}

# As the shell of a job wants them.
PYTHON = shlex.quote(sys.executable)
SETTINGS = shlex.join(order.settings)
MODEL, OUT = shlex.quote(order.model), shlex.quote(order.folder.as_posix())
DATA = shlex.quote(order.digits_source or "handwriting")

# Megabytes and minutes for one section film, measured with half as much again to be safe.
MEMORY = dict(l=700, m=900, h=1500, p=2200, k=4000)[order.quality]
MINUTES = dict(l=30, m=45, h=120, p=180, k=360)[order.quality]


def sections(wildcards):
    return [section.scene for section in LECTURES[wildcards.lecture].sections]


wildcard_constraints:
    lecture="|".join(map(re.escape, LECTURES)),
    scene="|".join(map(re.escape, sorted(SCENES))),


localrules:
    all,


rule all:
    input:
        [order.film(name) for name in LECTURES],


if order.findings_to_make:

    rule findings:
        input:
            order.model,
        output:
            order.findings_to_make,
        log:
            order.log("findings"),
        resources:
            mem_mb=700,
            runtime=10,
        shell:
            "{PYTHON} -m network experiments --only findings --model {MODEL} --data {DATA}"
            " >{log:q} 2>&1"


rule lecture:
    input:
        films=lambda wildcards: [order.film(scene) for scene in sections(wildcards)],
        told=lambda wildcards: [
            order.film(scene).with_suffix(".captions.json") for scene in sections(wildcards)
        ],
        catalogues=catalogues(),
        code=joiners(),
    output:
        order.film("{lecture}"),
    params:
        made_from=lambda wildcards: order.joined_from(LECTURES[wildcards.lecture]),
    log:
        order.log("{lecture}"),
    resources:
        mem_mb=500,
        runtime=15,
    shell:
        "{PYTHON} -m films join {wildcards.lecture} --films {OUT} --out {OUT} >{log:q} 2>&1"


rule film:
    input:
        lambda wildcards: order.inputs(wildcards.scene),
    output:
        order.film("{scene}"),
        order.film("{scene}").with_suffix(".captions.json"),
    params:
        made_from=lambda wildcards: order.made_from(wildcards.scene),
    log:
        order.log("{scene}"),
    resources:
        mem_mb=MEMORY,
        runtime=MINUTES,
    shell:
        "{PYTHON} -m films.filming {wildcards.scene:q} {SETTINGS} >{log:q} 2>&1"
