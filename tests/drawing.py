"""Drawing mobjects without a scene, and looking at the pixels."""

import numpy as np
from manim import ORIGIN, config

from scenes.mobjects.edges.field import EdgeField
from scenes.mobjects.painting.painted import StageCamera


def pixels_of(*mobjects, zoom=1.0, at=ORIGIN, **settings) -> np.ndarray:
    """Draw mobjects; return red, green, blue and alpha, 0 to 1: (height, width, 4)."""
    camera = StageCamera(**settings)
    camera.frame.scale(1 / zoom).move_to(at)
    camera.capture_mobjects(mobjects)
    return camera.pixel_array / 255


def picture_of(*mobjects, zoom=1.0, at=ORIGIN, **settings) -> np.ndarray:
    """Draw mobjects on black; return red, green and blue, 0 to 1."""
    return pixels_of(*mobjects, zoom=zoom, at=at, **settings)[..., :3]


def pixel_at(picture: np.ndarray, x: float, y: float) -> np.ndarray:
    """Return the pixel that is drawn at a place of the scene."""
    scale = config.pixel_height / config.frame_height
    return picture[
        int(config.pixel_height / 2 - y * scale), int(config.pixel_width / 2 + x * scale)
    ]


def cross() -> EdgeField:
    """Two level edges, the upper one positive and the lower one negative, and one of weight 0."""
    starts = np.array([[-4.0, 1.0], [-4.0, -1.0], [-4.0, 3.0]])
    return EdgeField(starts, np.array([[4.0, 0.0]]), np.array([[1.0, -1.0, 0.0]]), 0.2)
