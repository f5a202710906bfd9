from hypothesis import given
from hypothesis import strategies as st

from scenes.script.adding_up import rounded_to_add_up

numbers = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=6)


def test_the_part_nearest_to_the_middle_goes_the_other_way():
    assert rounded_to_add_up([9.9554, -10.8108], 2) == [9.95, -10.81]
    assert rounded_to_add_up([0.335, 0.335, 0.33], 2) in ([0.34, 0.33, 0.33], [0.33, 0.34, 0.33])
    assert rounded_to_add_up([0.41, 0.29, 0.3], 2) == [0.41, 0.29, 0.3]
    assert rounded_to_add_up([-6.6561, 2.0549], 2, -4.60) == [-6.66, 2.06]


@given(parts=numbers, decimals=st.integers(0, 3))
def test_what_is_written_adds_up_and_nothing_is_off_by_a_whole_unit(parts, decimals):
    shown = rounded_to_add_up(parts, decimals)
    unit = 10**decimals
    assert sum(round(each * unit) for each in shown) == round(round(sum(parts), decimals) * unit)
    for part, each in zip(parts, shown, strict=True):
        assert abs(each - part) < 1.0001 / unit
        assert f"{each:.{decimals}f}" == f"{round(each * unit) / unit:.{decimals}f}"
