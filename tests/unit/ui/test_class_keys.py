"""Which number key means which class."""

from ui.class_keys import class_keys, class_of_key


def test_the_first_nine_classes_have_the_keys_one_to_nine() -> None:
    names = tuple(f"kind {number}" for number in range(11))
    assert class_keys(names) == ("1", "2", "3", "4", "5", "6", "7", "8", "9", "", "")
    assert class_of_key(names, "9") == "kind 8"
    assert class_of_key(names, "0") is None


def test_a_digit_is_set_by_its_own_key() -> None:
    digits = tuple("0123456789")
    assert class_keys(digits) == digits
    assert class_of_key(digits, "0") == "0"
    assert class_of_key(("3", "7"), "3") == "3"
    assert class_of_key(("3", "7"), "1") is None


def test_one_name_that_is_no_digit_makes_keys_mean_places() -> None:
    assert class_keys(("3", "7", "none")) == ("1", "2", "3")
    assert class_keys(("１", "2")) == ("1", "2")
    assert class_keys(()) == ()
