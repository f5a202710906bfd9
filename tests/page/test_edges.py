"""The picture of the whole network on the page: all edges as in the films, and all can be asked."""

import base64
from typing import Any

import numpy as np
from manim import tempconfig
from numpy.typing import NDArray
from playwright.sync_api import Page, expect
from scipy.ndimage import gaussian_filter

from benchmarks import page as benchmark
from page.subject import Subject
from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.edges.strength import MANY, edge_strength, largest_but_few, shown_strength
from scenes.mobjects.neurons.diagram import FEW_VISIBLE, MANY_VISIBLE, RESTING
from scenes.mobjects.painting.painted import StageCamera
from tests.page.browsing import axe, made

#: Of the raster that is compared.
WIDTH = 360

#: What tests of the page's drawing use: a layout's plan, and a painter with a frame on it.
TOOLS = """
const {viewLayout, edgePlan, EdgePainter} = lesson.tools;
const typed = ({values, scales}) => (
  {values: values.map((each) => new Float32Array(each)), scales});
const planOf = (sizes, width, css = 1000) => {
  const layout = viewLayout(sizes, css, width);
  return edgePlan(layout, width, Math.round(width * layout.height));
};
const colours = {stage: "#0B0E14", positive: "#5AC8E8", negative: "#FF7A45"};
const painterOf = (plan) => {
  const painter = new EdgePainter(document.createElement("canvas"));
  painter.place(plan);
  painter.colour(colours);
  return painter;
};
const show = (painter, told) => painter.show({
  ...told, ...typed(told), resting: told.resting && typed(told.resting),
});
const text = (bytes) => {
  let made = "";
  for (let at = 0; at < bytes.length; at += 32768) {
    made += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return btoa(made);
};
"""

PAINTED = """({sizes, width, told}) => {
  const plan = planOf(sizes, width), painter = painterOf(plan);
  show(painter, told);
  const {columns, rows, widths, points} = plan, image = text(painter.sheet.image.data);
  return {columns, rows, widths, points: points.map((each) => [...each]), image};
}"""

#: Whether a picture that was changed and changed again is the same as one drawn at once. Edges
#: carry something by chance, in each frame a certain share of them.
CHANGED = """(shapes) => shapes.map((sizes) => {
  const plan = planOf(sizes, 300), kept = painterOf(plan), fresh = painterOf(plan);
  let state = 5;
  const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const told = (share) => ({
    values: sizes.slice(1).map((to, k) => Array.from({length: to * sizes[k]},
      () => (chance() < share ? chance() - 0.5 : 0))),
    scales: sizes.slice(1).map(() => 0.4), visible: sizes.slice(1).map(() => 1), resting: null,
  });
  // Few change, many change, none is left; and a crowd's strengths in between.
  for (const share of [0.3, 0.3, 0.9, 0, 0.5]) show(kept, {...told(share), crowded: share > 0.6});
  const last = told(0.1);
  show(kept, last);
  show(fresh, last);
  const same = (a, b) => a.length === b.length && a.every((each, at) => each === b[at]);
  const [a, b] = [kept.sheet, fresh.sheet];
  return {
    depths: ["plus", "minus", "depths"].every((name) => same(a.top[name], b.top[name])),
    pixels: same(a.image.data, b.image.data),
    drawn: a.top.plus.some(Boolean) && a.top.minus.some(Boolean),
  };
})"""

#: A view that has the page for itself, and shows the network at work.
BEGUN = """([x, width]) => {
  const box = document.createElement("div");
  box.style.width = width;
  document.querySelector("main").replaceChildren(box);
  window.picked = [];
  window.view = new lesson.tools.NetworkView(box, {label: "A network", pickable: true});
  view.onPick((pick) => picked.push(pick));
  view.showActivity(lesson.network, lesson.forward(x));
}"""

#: Wait until edges have come to rest, and are drawn as sharply as they can be.
AT_REST = """async () => {
  const idle = () => view.layout && !view.edges.stale && view.edges.waiting === 0;
  for (let since = performance.now(); performance.now() - since < 350;) {
    await new Promise(requestAnimationFrame);
    if (!idle()) since = performance.now();
  }
}"""

#: How much the edges in sight differ from those that a painter on the page itself makes.
SEEN = """() => {
  const seen = view.place.querySelector(".network-edges"), {width, height} = seen;
  const copy = new OffscreenCanvas(width, height).getContext("2d");
  copy.drawImage(seen, 0, 0);
  const painter = painterOf(edgePlan(view.layout, width, height));
  painter.show(view.frame);
  const moving = painter.canvas.width;
  painter.sharpen();
  const image = copy.getImageData(0, 0, width, height).data;
  const other = painter.context.getImageData(0, 0, width, height).data;
  let most = 0;
  image.forEach((each, at) => { most = Math.max(most, Math.abs(each - other[at])); });
  return {moving, width, most, corner: [...image.slice(0, 3)]};
}"""


def run(page: Page, function: str, given: Any = None) -> Any:
    """Run one of the functions above on the page."""
    return made(page, f"(given) => {{ {TOOLS} return ({function})(given); }}", given)


def begin(page: Page, x: NDArray, width: str = "100%") -> None:
    """Let a view have the page for itself, and show the network reading x, shape (784,)."""
    page.evaluate(BEGUN, [x.tolist(), width])
    page.evaluate(AT_REST)


def frame(values, scales, *, crowded=False, visible=None, resting=None) -> dict[str, Any]:
    """Return what edges are to show, as the script takes it."""
    return {
        "values": [each.ravel().tolist() for each in values],
        "scales": list(scales),
        "crowded": crowded,
        "visible": visible or [1] * len(values),
        "resting": resting,
    }


def as_films(painted: dict[str, Any], layers: list[list[tuple[NDArray, float]]]) -> NDArray:
    """Return the films' picture of the same edges, shape (rows, columns, 3).

    Parameters
    ----------
    painted
        What the page told of its own: sizes and places, in pixels.
    layers
        Strengths and visibility of each step's edges, for what is painted first, second ...
    """
    columns, rows = painted["columns"], painted["rows"]
    points = [np.reshape(each, (-1, 2)) for each in painted["points"]]
    points = [(xy - (columns / 2, rows / 2)) * (1, -1) for xy in points]
    size = {"pixel_width": columns, "pixel_height": rows}
    # A pixel is a scene unit.
    with tempconfig({**size, "frame_width": columns, "frame_height": rows}):
        fields = []
        for steps in layers:
            for k, (strengths, visible) in enumerate(steps):
                field = EdgeField(points[k], points[k + 1], strengths, painted["widths"][k])
                fields.append(field.set_light(behind=visible, ahead=visible))
        camera = StageCamera(background_color="#0B0E14")
        camera.capture_mobjects(fields)
        return camera.pixel_array[..., :3].astype(float)


def likeness(a: NDArray, b: NDArray) -> float:
    """Return the structural similarity of two pictures (Wang and others, 2004)."""
    a, b = a.mean(axis=2) / 255, b.mean(axis=2) / 255
    mean_a, mean_b = gaussian_filter(a, 1.5), gaussian_filter(b, 1.5)
    variances = gaussian_filter(a * a, 1.5) - mean_a**2 + gaussian_filter(b * b, 1.5) - mean_b**2
    covariance = gaussian_filter(a * b, 1.5) - mean_a * mean_b
    index = (2 * mean_a * mean_b + 1e-4) * (2 * covariance + 9e-4)
    return float((index / ((mean_a**2 + mean_b**2 + 1e-4) * (variances + 9e-4))).mean())


def check_alike(painted: dict[str, Any], layers: list[list[tuple[NDArray, float]]]) -> None:
    """The page's picture is the films'."""
    raw = np.frombuffer(base64.b64decode(painted["image"]), np.uint8)
    ours = raw.reshape(painted["rows"], painted["columns"], 4)[..., :3].astype(float)
    theirs = as_films(painted, layers)
    assert np.ptp(theirs, axis=(0, 1)).min() > 60
    assert np.abs(ours - theirs).mean() < 1
    assert likeness(ours, theirs) > 0.99


def test_edges_look_as_in_the_films(tools) -> None:
    subject = Subject()
    mlp = subject.network.mlp
    passed = mlp.forward(subject.samples[3].pixels[None])
    carried = [w * a for w, a in zip(mlp.weights, passed.a, strict=False)]
    scales = [largest_but_few(each) for each in carried]
    weighing = [largest_but_few(each) for each in mlp.weights]
    weights = list(zip(mlp.weights, weighing, strict=True))
    of_weights = [(shown_strength(w, scale), RESTING) for w, scale in weights]
    of_carried = [(shown_strength(w, s), 1) for w, s in zip(carried, scales, strict=True)]
    given = {"sizes": list(mlp.sizes), "width": WIDTH}

    resting = {"values": [w.ravel().tolist() for w in mlp.weights], "scales": weighing}
    told = frame(carried, scales, resting=resting)
    check_alike(run(tools, PAINTED, {**given, "told": told}), [of_weights, of_carried])

    visible = [MANY_VISIBLE if w.size > MANY else FEW_VISIBLE for w in mlp.weights]
    told = frame(mlp.weights, weighing, crowded=True, visible=visible)
    crowded = [edge_strength(w, scale) for w, scale in weights]
    check_alike(
        run(tools, PAINTED, {**given, "told": told}), [list(zip(crowded, visible, strict=True))]
    )


def test_changes_leave_nothing_behind(tools) -> None:
    shapes = [(784, 16, 16, 10), (784, 10), (784, 40, 10), (9, 3, 2)]
    told = run(tools, CHANGED, shapes)
    assert told == [{"depths": True, "pixels": True, "drawn": True}] * len(shapes)


def test_a_view_paints_what_the_network_carries(visit) -> None:
    """In a worker, at once where it moves, and sharply where it rests."""
    x = Subject().samples[3].pixels
    page = visit(theme="dark", size=(1600, 1000))
    begin(page, x, "1320px")
    assert page.evaluate("view.edges.painter") is None, "a worker paints"
    told = run(page, SEEN)
    assert told == {"moving": 1300, "width": 1320, "most": 0, "corner": [11, 14, 20]}
    # Another theme, another size, and nothing to read any more.
    page.emulate_media(color_scheme="light")
    page.evaluate("view.place.style.width = '340px'")
    page.evaluate("view.showActivity(lesson.network, null)")
    page.evaluate(AT_REST)
    told = run(page, SEEN)
    assert (told["width"], told["corner"]) == (340, [251, 250, 247])


def test_everything_in_a_view_can_be_asked(visit) -> None:
    subject = Subject()
    digit, mlp = subject.samples[3], subject.network.mlp
    page = visit(size=(1000, 800), touch=True)
    begin(page, digit.pixels)
    box = page.locator("main > div").bounding_box()

    def place(layer: int, index: int) -> NDArray:
        xy = page.evaluate("([l, i]) => view.layout.layers[l][i]", [layer, index])
        return np.array([box["x"] + xy["x"] * box["width"], box["y"] + xy["y"] * box["width"]])

    page.mouse.click(*place(1, 2))
    page.mouse.click(*(place(3, 9) + 8))
    page.touchscreen.tap(*(place(2, 0) - 12))
    page.wait_for_function("picked.length === 3")  # what a finger does comes a moment later
    page.mouse.click(*place(0, 400))
    # The strongest edge between the hidden layers, a little beside its middle.
    carried = np.abs(mlp.weights[1] * digit.forward.a[1])
    to, start = np.unravel_index(carried.argmax(), carried.shape)
    page.mouse.click(*((place(1, int(start)) + place(2, int(to))) / 2 + (0, 1)))
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert page.evaluate("picked") == [
        {"kind": "neuron", "layer": 1, "index": 2},
        {"kind": "neuron", "layer": 3, "index": 9},
        {"kind": "neuron", "layer": 2, "index": 0},
        {"kind": "neuron", "layer": 0, "index": 400},
        {"kind": "edge", "step": 1, "from": int(start), "to": int(to)},
    ]

    names = page.get_by_role("toolbar")
    activation = digit.forward.a[1][0]
    named = names.get_by_role("button", name=f"Hidden layer 1, neuron 0: {activation:.2f}")
    named.focus()
    last = page.evaluate("picked.length")
    for key in ("ArrowDown", "ArrowLeft", "ArrowUp", "End", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    walked = [(each["layer"], each["index"]) for each in page.evaluate("picked")[last:]]
    # Into the picture's middle, one row up and to the rim; then to what is level with that.
    rim = 14 * 28 - 1
    level = min(range(16), key=lambda j: abs(place(1, j)[1] - place(0, rim)[1]))
    within = [(1, 1), (0, 14 * 28 + 14), (0, 13 * 28 + 14), (0, rim)]
    assert walked == [*within, (1, level), (2, level), (2, level)]
    focused = names.get_by_role("button", name=f"Hidden layer 2, neuron {level}:")
    expect(focused).to_be_focused()
    assert names.locator("[tabindex='0']").count() == 1
    assert axe(page) == []


def test_both_sides_of_the_benchmark_draw(visit) -> None:
    subject, page = Subject(), visit()
    images = np.stack([each.pixels for each in subject.samples[:4]])
    inputs = benchmark.works(np.tile(images, (2, 1)), 3)
    pen = np.count_nonzero(inputs["pen"], axis=1)
    assert pen.tolist() == [1, 2, 3], "one pixel more in each frame"
    page.add_script_tag(path=benchmark.SCRIPT)
    given = {"scales": [1, 1, 1], "width": 120, "ratio": 1}
    colours = {"stage": "#0B0E14", "positive": "#5AC8E8", "negative": "#FF7A45"}
    told = made(page, "compared", {**given, "colours": colours, "inputs": inputs["digit"]})
    assert [len(told[side]) for side in ("ours", "strokes")] == [3, 3]
    told = made(page, "noticed", {"inputs": inputs["all"], "width": 120})
    assert [len(told[what]) for what in ("idle", "showing", "busy")] == [3, 3, 3]
