# What is made from what: findings -> section films -> lectures. Started by render.sh, or by
# `snakemake` itself, on this machine or, with a profile, on a cluster. Content decides what is
# made again: films/order.py says of what each film is made, with a digest of every file.
#
# Snakemake removes what a job makes before the job begins. So its outputs are stamps, and a film
# stays until there is a new one to take its place.

import re
import shlex
import sys
from hashlib import sha256

sys.path.insert(0, workflow.basedir)  # a job on a cluster starts somewhere else

from snakemake_interface_executor_plugins.executors.remote import RemoteExecutor

from films.dependencies import ROOT
from films.machine import JOINING, MEASURING, MEMORY, MINUTES
from films.order import Order
from scenes.script.contents import lectures

# Films are ordered as `--config order=...` by render.sh, and otherwise as, for example,
# `--config quality=m theme=light`.
order = Order.from_token(config["order"]) if "order" in config else Order.of(config)
LECTURES = {lecture.name: lecture for lecture in lectures()}
FILES = (ROOT / "scenes").rglob("*.py")
SCENES = {file.relative_to(ROOT / "scenes").with_suffix("").as_posix() for file in FILES}

# As the shell of a job wants them.
PYTHON = shlex.quote(sys.executable)
ORDER = order.token
MODEL = shlex.quote(f"./{order.model}" if order.model.startswith("-") else order.model)
DATA = shlex.quote((order.findings_to_make and order.digits_source) or "handwriting")

# Snakemake doesn't quote the way to Python in scripts for a cluster.
python_there = RemoteExecutor.get_python_executable
RemoteExecutor.get_python_executable = lambda executor: shlex.quote(python_there(executor))


def sections(wildcards):
    return [section.scene for section in LECTURES[wildcards.lecture].sections]


def digest(entries):
    return sha256("\n".join(entries).encode(errors="surrogateescape")).hexdigest()


def findings(wildcards):
    made = {each.name for each in order.inputs(wildcards.scene)} if order.findings_to_make else ()
    return [order.stamp("findings")] if "findings.npz" in made else []


wildcard_constraints:
    lecture="|".join(map(re.escape, LECTURES)),
    scene="|".join(map(re.escape, sorted(SCENES))),


localrules:
    all,


rule all:
    input:
        [order.stamp(name) for name in LECTURES],


rule findings:
    output:
        order.stamp("findings"),
    log:
        order.log("findings"),
    resources:
        mem_mb=MEASURING,
        runtime=10,
    shell:
        "{PYTHON} -m network experiments --only findings --model {MODEL} --data {DATA}"
        " >{log:q} 2>&1 && touch {output:q}"


rule lecture:
    input:
        lambda wildcards: [order.stamp(scene) for scene in sections(wildcards)],
    output:
        order.stamp("{lecture}"),
    params:
        made_from=lambda wildcards: digest(order.joined_from(LECTURES[wildcards.lecture])),
    log:
        order.log("{lecture}"),
    resources:
        mem_mb=JOINING,
        runtime=15,
    shell:
        "{PYTHON} -m films.filming {wildcards.lecture} {ORDER} >{log:q} 2>&1"


rule film:
    input:
        findings,
    output:
        order.stamp("{scene}"),
    params:
        made_from=lambda wildcards: digest(order.made_from(wildcards.scene)),
    log:
        order.log("{scene}"),
    resources:
        mem_mb=MEMORY[order.quality],
        runtime=MINUTES[order.quality],
    shell:
        "{PYTHON} -m films.filming {wildcards.scene:q} {ORDER} >{log:q} 2>&1"
