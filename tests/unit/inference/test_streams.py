import pytest

from core.inference.streams import cores_of_streams


@pytest.mark.parametrize(("num_cores", "most", "cores"), [
    (1, 16, [1]), (4, 16, [1, 1, 1, 1]), (16, 2, [8, 8]), (5, 2, [3, 2]), (9, 9, [2] + [1] * 7), (64, 64, [8] * 8),
])  # fmt: skip
def test_all_cores_are_shared_among_as_many_streams_as_are_allowed(num_cores, most, cores):
    assert cores_of_streams(num_cores, most) == cores
