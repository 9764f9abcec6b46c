import pytest

from app.commands.common import main_guard, spell_options_both_ways
from core.base.errors import ConfigError


def test_hyphens_and_underscores_are_the_same_in_names_but_not_in_values():
    words = ["--dataset-path", "my-data", "--batch-size=4-4", "-x", "--", "--as-it-is"]
    assert spell_options_both_ways(words) == ["--dataset_path", "my-data", "--batch_size=4-4", "-x", "--", "--as-it-is"]


def test_a_users_error_is_one_line_and_status_2(capsys):
    def fail():
        raise ConfigError("two\nlines")

    assert main_guard(fail) == 2
    assert capsys.readouterr().err == "Error: two lines\n"


def test_our_own_error_keeps_its_traceback():
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        main_guard(fail)
