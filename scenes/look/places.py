"""Places of the stage by name, in scene units: the frame is 14.2 wide and 8 high."""

#: Baselines of what stands at the top: a title, and a caption below it.
HEAD, BELOW_HEAD = 3.3, 2.65

#: Baselines of what stands at the bottom: a remark, and one above it.
FOOT, ABOVE_FOOT = -3.55, -2.95

#: Left and right end of what is written along the frame.
LEFT_RIM, RIGHT_RIM = -6.65, 6.65

#: Middles of halves and thirds of the frame, as x.
LEFT_HALF, RIGHT_HALF = -3.5, 3.5
LEFT_THIRD, MIDDLE_THIRD, RIGHT_THIRD = -4.6, 0.0, 4.6
