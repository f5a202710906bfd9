"""The command line: ``python -m network``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from network import commands
from network.exchange.pixels import VIEWS
from network.exchange.writing import FORMATS
from network.exchanging import export_network, import_network
from network.experimenting import PARTS, experiments
from network.files.errors import run
from network.files.given import WholeNumbers, path
from network.model.activations import ACTIVATIONS, OUTPUTS
from network.reading import read
from network.training.recipe import BY_ACTIVATION, SCHEDULES, WIDE, Recipe
from network.training.stored import SHIPPED_NETWORK

DESCRIPTION = """\
Train, examine and use the network that the lecture films draw.

  python -m network train                      the shipped network, made again
  python -m network train --sizes 784 32 10    another shape; the films follow
  python -m network evaluate                   how well it reads, digit by digit
  python -m network read my-seven.png          what it answers to your own digit
  python -m network import theirs.onnx --out out/theirs     a network from elsewhere
  python -m network export --format onnx --out ours.onnx    this one, for other tools
  python -m network experiments                what films draw besides it, made again
"""

TRAIN = """\
Train a network by mini-batch gradient descent on the cost sum (a - y)^2.

Without options this makes the shipped network again, in two to five minutes. The network, the
history of its training and findings about it on the test images go to FOLDER/network.npz,
FOLDER/history.npz and FOLDER/findings.npz; the films draw what is in assets/ unless
LECTURE_MODEL names another network.npz. Ctrl-C stops early and stores what has been learned so
far.

examples:
  python -m network train --epochs 5 --out out/quick
  python -m network train --data handwriting --sizes 784 32 24 10 --out out/mine
  python -m network train --activation relu --out out/relu
  python -m network train --seed 0 1 2         three times; the best by validation is kept
  python -m network train --data fashion --classes names.txt --out out/fashion
"""

EXPERIMENTS = """\
Make again everything that the lectures draw besides the network itself.

FOLDER/experiments.npz gets five experiments:
  widths   networks with 8, 16 and 32 neurons in each hidden layer, three seeds each
  linear   a network without hidden layers, with the settings that suit it best
  depth    a deep network of sigmoids and of ReLU: how they learn, how steep they start
  again    the same from other random starts, and sigmoids trained six times as long
  timing   784 -> 16 sums as plain Python loops and as numpy's matrix product
Findings about --model on the test images go to findings.npz beside it, as `train` does:
which neurons tell loops, how their sums are spread, what a neuron set by hand does.
Studies go to the folder studies beside --model, if they depend on it, or else in FOLDER:
  example-costs   what single training images cost, before training and after it
  mean-gradient   the mean gradient at the start, steps along it and others, two nudges
  mean-wishes     what images want of the network that has learned half, and the mean of that
  batch-angles    how far gradients of batches point away from that of all images
  cost-plane      what networks cost on a plane through the path of the training
  cost-slices     the cost along single weights, and from the start to the end
  doubt           the network, after some more learning with noise among its digits
  memorising      true labels and shuffled ones, learned by a wide network and a small one
  other-starts    networks of the usual shape, trained a little from other random starts
  more-data       the same steps with few labelled images and with many, from three starts
  fading          how much of the gradient arrives in each layer of deep random networks
  small-steps     steps after all images and after each batch: costs, paths, seconds
  few-lines       what the algorithm reaches that lecture 3 shows in a few lines
  chain           one neuron a layer, which tells 0 from 1 by ink: six parameters, three starts

After training anew, `--only network` measures again all that depends on the network.
Ctrl-C stores nothing of the part that it interrupts; files from before stay as they were.

examples:
  python -m network experiments --only network
  python -m network experiments --only timing
  python -m network experiments --only findings --model out/mine/network.npz
  python -m network experiments --quick --out out/quick
"""

IMPORT = """\
Make a network of this project out of a file from elsewhere; the films follow it.

FILE has dense layers from 784 inputs to 10 outputs, with sigmoid, ReLU or tanh in between, in
one of these formats:
  safetensors   a PyTorch state dict: safetensors.torch.save_file(model.state_dict(), FILE)
  npz           weights and biases by their usual names, or in order: np.savez(FILE, *arrays)
  ONNX          Gemm or MatMul, with what dense networks have besides
  JSON          {"weights": [...], "biases": [...]}
Files that could run a program when they are opened, such as .pt and .pkl, are never opened.
What FILE doesn't say is found by letting the network read digits, and told. It is tested at
once; if it reads badly, likely causes are tried. FOLDER gets network.npz and findings.npz, and
history.npz if checkpoints are given.

examples:
  python -m network import mlp.safetensors --out out/theirs
  python -m network import mlp.npz --out out/theirs --activation relu --pixels 0..255
  python -m network import mlp.onnx --out out/theirs --as transposed
  python -m network import step-900.npz --history checkpoints --out out/theirs
"""

EXPORT = """\
Write a network as other tools read it; every number comes back to the last bit.

examples:
  python -m network export --format safetensors --out network.safetensors
  python -m network export --format onnx --model out/mine/network.npz --out mine.onnx
"""

DATA = (
    "what to read: 'mnist' (downloaded once, or found in the folder that NETWORK_DATA names), "
    "'handwriting' (our own digits, drawn here), a folder with the four MNIST files, or "
    "'idx:FOLDER' with any 28x28 images of ten classes in MNIST's file format (EMNIST, Kuzushiji, "
    "Fashion-MNIST); 'idx-inverted:', 'idx-turned:' and 'idx-upright:FOLDER' for dark ink, for "
    "transposed images, and for EMNIST's if they are not"
)

CLASSES = (
    "a text with ten lines, the names of the classes, that of 0 first; by default classes.txt in "
    "the folder of the data, if there is one"
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser("python -m network", **_shown_as_written(DESCRIPTION))
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")
    _add_train(verbs.add_parser("train", help="train a network", **_shown_as_written(TRAIN)))

    evaluate = verbs.add_parser("evaluate", help="accuracy per digit and confusion matrix")
    evaluate.add_argument("--data", default="mnist", help=DATA + "; its test images are used")
    _add_classes(evaluate)
    _add_model(evaluate)

    _add_model(verbs.add_parser("info", help="what is in a model file"))

    draw = verbs.add_parser("draw", help="draw a sheet of our own handwriting")
    draw.add_argument("--out", type=path, default=Path("handwriting.png"), help="a PNG file")
    draw.add_argument("--rows", type=int, default=10, help="how many (default 10)")
    draw.add_argument("--columns", type=int, default=10, help="how many (default 10)")
    draw.add_argument("--zoom", type=int, default=3, help="screen pixels a pixel (default 3)")
    draw.add_argument("--seed", type=int, default=0, help="another number, other digits")

    _add_import(verbs)
    _add_export(verbs)

    again = verbs.add_parser(
        "experiments",
        help="findings, trainings and studies for the films",
        **_shown_as_written(EXPERIMENTS),
    )
    again.add_argument("--data", default="mnist", help=DATA)
    again.add_argument(
        "--out",
        type=path,
        default=SHIPPED_NETWORK.parent,
        metavar="FOLDER",
        help="where to store experiments.npz (default: assets, which the films use)",
    )
    _add_model(again)
    again.add_argument(
        "--only",
        choices=PARTS,
        metavar="PART",
        help="make just this: " + ", ".join(PARTS),
    )
    again.add_argument(
        "--quick", action="store_true", help="few epochs and one seed, to see that it works"
    )

    read = verbs.add_parser("read", help="what the network answers to your own digit")
    read.add_argument("picture", type=Path, help="a photo, scan or drawing of one digit")
    read.add_argument(
        "--split",
        type=Path,
        metavar="FOLDER",
        help="if there are several digits, store each as a picture there, and read all",
    )
    _add_model(read)
    return top


def _shown_as_written(text: str) -> dict:
    return {"description": text, "formatter_class": argparse.RawDescriptionHelpFormatter}


def _add_model(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--model", type=Path, default=SHIPPED_NETWORK, help="a network.npz (default: the shipped)"
    )


def _add_classes(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--classes", type=Path, metavar="NAMES.txt", help=CLASSES)


def _add_export(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser(
        "export", help="the network for other tools", **_shown_as_written(EXPORT)
    )
    verb.add_argument(
        "--format", dest="form", choices=list(FORMATS), required=True, help="for which tools"
    )
    verb.add_argument("--out", type=path, required=True, metavar="FILE", help="where to store it")
    _add_model(verb)


def _add_import(verbs: argparse._SubParsersAction) -> None:
    verb = verbs.add_parser("import", help="a network from elsewhere", **_shown_as_written(IMPORT))
    verb.add_argument("file", type=Path, metavar="FILE", help="the network")
    verb.add_argument("--out", type=path, required=True, metavar="FOLDER", help="where to store it")
    verb.add_argument(
        "--data",
        help="what to try and test it on, as for train; by default MNIST, or our own handwriting "
        "where that isn't on the machine",
    )
    _add_classes(verb)
    verb.add_argument("--activation", choices=list(ACTIVATIONS), help="of hidden layers")
    verb.add_argument("--output", choices=list(OUTPUTS), help="of the last layer")
    verb.add_argument(
        "--pixels",
        metavar="RANGE",
        help="numbers it takes for paper and ink: 0..1, 0..255, -1..1; or the mean and deviation "
        "it normalises by: 0.1307,0.3081",
    )
    verb.add_argument(
        "--as",
        dest="views",
        nargs="+",
        choices=VIEWS,
        default=(),
        metavar="VIEW",
        help="how it saw pictures when it learned: " + ", ".join(VIEWS),
    )
    verb.add_argument("--order", help="digits its outputs stand for: 1,2,3,4,5,6,7,8,9,0")
    verb.add_argument(
        "--transpose", action="store_true", help="turn square matrices, whose shape tells nothing"
    )
    verb.add_argument(
        "--history",
        type=Path,
        metavar="FOLDER",
        help="checkpoints of its training, numbered in their names; the last is FILE itself",
    )


def _add_train(train: argparse.ArgumentParser) -> None:
    usual = Recipe()
    train.add_argument("--data", default="mnist", help=DATA)
    _add_classes(train)
    train.add_argument(
        "--out",
        type=path,
        default=SHIPPED_NETWORK.parent,
        metavar="FOLDER",
        help="where to store the three files (default: assets, which the films use)",
    )
    train.add_argument(
        "--sizes",
        action=WholeNumbers,
        nargs="+",
        metavar="N",
        help=f"neurons per layer, 784 first, 10 last (default {' '.join(map(str, usual.sizes))})",
    )
    train.add_argument(
        "--activation", choices=list(ACTIVATIONS), help="of the hidden layers (default sigmoid)"
    )
    train.add_argument(
        "--schedule", choices=list(SCHEDULES), help="how the learning rate falls (default linear)"
    )
    train.add_argument(
        "--seed",
        action=WholeNumbers,
        nargs="+",
        metavar="S",
        help="several: the best by validation is kept (default 0)",
    )
    for name, kind, text in (
        ("epochs", int, "how often every image is used"),
        (
            "rate",
            float,
            "learning rate at the start; too much kills relu, and wide layers of sigmoids: above "
            f"{WIDE} neurons they start lower",
        ),
        ("batch", int, "images per step"),
        ("decay", float, "each step shrinks the weights by rate * decay"),
        ("shift", float, "move images by up to this many pixels"),
        ("gain", float, "spread of the random start"),
    ):
        default = str(getattr(usual, name))
        if name in BY_ACTIVATION:
            settings = BY_ACTIVATION[name].items()
            default = ", ".join(f"{value:g} for {activation}" for activation, value in settings)
        train.add_argument(f"--{name}", type=kind, help=f"{text} (default {default})")


#: Commands that don't bear their verb's name, or are at home elsewhere.
OTHERS = {
    "experiments": experiments,
    "import": import_network,
    "export": export_network,
    "read": read,
}


def _pixels_joined(arguments: list[str]) -> list[str]:
    """Return arguments in which -1..1 isn't taken for an option: ``--pixels=-1..1``."""
    joined: list[str] = []
    for each in arguments:
        if joined and joined[-1] == "--pixels":
            joined[-1] += f"={each}"
        else:
            joined.append(each)
    return joined


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0, or 1 after an error that was explained."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = vars(parser().parse_args(_pixels_joined(given)))
    verb = options.pop("verb")
    command = OTHERS[verb] if verb in OTHERS else getattr(commands, verb)
    kept = "stopped; what is whole is kept, no part of it is stored by halves"
    stopped = {"stopped": kept} if verb == "experiments" else {}
    return run(lambda: command(**options), **stopped)


if __name__ == "__main__":
    sys.exit(main())
