import random

from core.base.sorting import PIECE, natural_key, natural_order, sort_in_steps, sorted_in_steps


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


def test_names_sort_as_people_count() -> None:
    expected = ["", "0", "00", "1", "1a", "2", "10", "010 b", "a", "A", "a1", "a2b", "a2b3", "a02b10", "a 1", "ä", "b",
                "日1", "日٢", "日10"]  # fmt: skip
    assert natural_order(reversed(expected)) == [
        "", "0", "00", "1", "1a", "2", "10", "010 b", "A", "a", "a1", "a2b", "a2b3", "a02b10", "a 1", "ä", "b",
        "日1", "日٢", "日10"]  # fmt: skip


def test_numbers_of_any_length_and_parted_accents_have_a_place() -> None:
    long = "9" * 400
    assert natural_order([f"1{long}", long, "5"]) == ["5", long, f"1{long}"]
    assert natural_key("a\u0308") == natural_key("ä") == natural_key("Ä")
