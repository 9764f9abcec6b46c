import random

from core.base.sorting import PIECE, sort_in_steps, sorted_in_steps


def test_it_sorts_like_sorted_and_keeps_the_order_of_equals() -> None:
    chance = random.Random(0)
    for count in (0, 1, PIECE - 1, PIECE, 3 * PIECE + 7):
        items = [chance.randrange(100) for _ in range(count)]
        numbered = list(enumerate(items))
        assert sorted_in_steps(numbered, lambda pair: pair[1]) == sorted(numbered, key=lambda pair: pair[1])


def test_items_themselves_are_never_compared() -> None:
    assert len(sorted_in_steps([object() for _ in range(10)], lambda _item: 0)) == 10


def test_it_can_be_left_between_its_steps() -> None:
    assert sum(1 for _ in sort_in_steps(range(10 * PIECE), lambda number: -number)) >= 10
