import json
from functools import partial

import av
import numpy as np
import pytest

from benchmarks import encoders
from benchmarks import film as films
from benchmarks import training as benchmark
from network.model.backprop import gradient, one_hot
from network.model.mlp import MLP
from tests.bars import bars, bars_split

LOOPS = [benchmark.ClassicNetwork, benchmark.TunedNetwork]


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (784, 30, 10), (784, 10)])
def test_all_sides_work_out_the_same_slopes(loop, sizes):
    mlp, digits = MLP.random(sizes, seed=1), bars(10, 0)
    weights, biases = loop(mlp.weights, mlp.biases).summed_slopes(benchmark.as_pairs(digits))
    ours = gradient(mlp, digits.pixels, one_hot(digits.labels))
    for k in range(mlp.steps):
        assert np.allclose(weights[k] / 10, ours.weights[k], atol=1e-6)
        assert np.allclose(biases[k].ravel() / 10, ours.biases[k], atol=1e-6)


def test_a_difference_would_be_noticed(monkeypatch):
    assert benchmark.check_agreement(bars(10, 0)) < 1e-5
    monkeypatch.setattr(benchmark, "sigmoid_slope", lambda z: benchmark.sigmoid(z) * 0.99)
    with pytest.raises(AssertionError, match="same slopes"):
        benchmark.check_agreement(bars(10, 0))


@pytest.mark.parametrize("loop", LOOPS)
def test_the_classic_loop_learns(loop):
    rng, digits = np.random.default_rng(0), bars(300, 0)
    network = loop.random((784, 12, 10), rng)
    before = benchmark._accuracy(network.mlp(), digits)
    for _ in range(5):
        network.epoch(benchmark.as_pairs(digits), 10, 1.5, rng)
    assert benchmark._accuracy(network.mlp(), digits) > max(0.7, before + 0.3)


def test_the_figures_are_stored(tmp_path, capsys, monkeypatch):
    noise = partial(benchmark.machine_noise, repetitions=2)
    monkeypatch.setattr(benchmark, "machine_noise", noise)
    path = tmp_path / "new" / "figures.json"
    arguments = ["--images", "200", "--repetitions", "1", "--epochs", "1", "--goal", "0.2"]
    assert benchmark.main([*arguments, "--json", str(path)], bars_split(300)) == 0
    figures = json.loads(path.read_text())
    for batch in (10, 100):
        epoch = figures["details"]["epochs"][str(batch)]
        ratio = epoch["seconds"]["classic"] / epoch["seconds"]["ours"]
        assert figures[f"epoch_batch{batch}"] == ratio
        assert epoch["images"] == 200
    assert figures["time_to_95"] == figures["details"]["time_to_95"]["ratio"] > 0
    assert figures["noise"] >= 0
    assert "200 images" in capsys.readouterr().out


def test_a_whole_training_is_foretold_by_some_epochs(monkeypatch):
    ticks = iter([100.0, 103.0])
    monkeypatch.setattr(benchmark.time, "perf_counter", lambda: next(ticks))
    trained = []
    epoch = benchmark._Run.epoch
    monkeypatch.setattr(benchmark._Run, "epoch", lambda run, k: trained.append(k) or epoch(run, k))
    recipe = benchmark.Recipe(sizes=(784, 8, 10), epochs=40)
    assert benchmark.whole_training(bars_split(60), recipe, epochs=2)["seconds"] == 3.0 * 40 / 2
    assert trained == [0, 1, 2]


def test_an_impossible_place_is_told_before_the_work(tmp_path, capsys):
    assert benchmark.main(["--json", str(tmp_path)], bars_split(60)) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_what_an_encoder_loses_is_seen(tmp_path):
    path, rng = tmp_path / "drawn.mp4", np.random.default_rng(0)
    pixels = rng.integers(0, 255, (72, 128, 3), np.uint8)
    with av.open(path, "w") as film:
        stream = film.add_stream("libx264rgb", rate=60, options={"qp": "0"})
        stream.width, stream.height, stream.pix_fmt = 128, 72, "rgb24"
        for shift in range(9):
            frame = av.VideoFrame.from_ndarray(np.roll(pixels, shift, axis=1))
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
    told = {
        crf: encoders.summed_up([encoders.measure(path, 6, {"crf": crf, "preset": "ultrafast"})])
        for crf in ("0", "20", "45")
    }
    none, some, much = told.values()
    assert (none["psnr"], none["worst_psnr"], none["ssim"], none["worst_ssim"]) == (99, 99, 1, 1)
    for figure in ("psnr", "worst_psnr", "ssim", "worst_ssim", "kilobytes_a_frame"):
        assert none[figure] > some[figure] > much[figure]
    assert much["ms_a_frame"] > 0


def test_a_scene_that_is_not_there_is_told_before_anything_is_filmed(capsys, monkeypatch):
    monkeypatch.setattr(films, "measure", lambda *_: pytest.fail("filmed"))
    assert films.main(["forward", "algorithm"]) == 1
    assert "algorithm\n  expected: a lecture's name, or NAME as in" in capsys.readouterr().err
