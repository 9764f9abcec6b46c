"""Sentences that must stand beside the figures: what they are of, what was left out, and where they mislead."""

from collections.abc import Mapping
from typing import Any

from core.evaluation.judging import name_list


def notes_of(results: Mapping[str, Any]) -> list[str]:
    """Return what a reader of the figures must know, most important first.

    Args:
        results: What test_results.json holds, without its notes.
    """
    return [note for note in (
        _about_training(results),
        _about_threshold(results),
        _about_unreadable(results),
        _about_unlabelled(results),
        _about_unknown_classes(results),
        _about_absent_classes(results),
        _about_perfection(results),
    ) if note]  # fmt: skip


def _about_training(results: Mapping[str, Any]) -> str:
    num_used, num_judged = results["num_used_in_training"], results["num_judged"]
    if num_used is None:
        return "The model file does not say which pictures it was trained on; figures on those would be too good."
    if results["judged_on"] == "seen":
        return (f"All {num_used:,} pictures were used in training (to train or to choose the best epoch), so these "
                "figures are too good. Judge the model on other pictures.")  # fmt: skip
    if num_used:
        return (f"{num_used:,} of these pictures were used in training; the first figures are on the other "
                f"{num_judged:,}.")  # fmt: skip
    return "None of these pictures was used in training."


def _about_threshold(results: Mapping[str, Any]) -> str:
    if not results["optimistic"]:
        return ""
    return ("The threshold was chosen on the judged pictures, so every figure that depends on it (accuracy, "
            "sensitivity, specificity and the like) is optimistic.")  # fmt: skip


def _about_unreadable(results: Mapping[str, Any]) -> str:
    count = results["num_unreadable"]
    if not count:
        return ""
    return (f"{_pictures(count)} could not be read and {'is' if count == 1 else 'are'} in no figure; they are listed "
            "with their reasons.")  # fmt: skip


def _about_unlabelled(results: Mapping[str, Any]) -> str:
    count = results["num_unlabelled"]
    return f"{_pictures(count)} without a label {'is' if count == 1 else 'are'} in no figure." if count else ""


def _about_unknown_classes(results: Mapping[str, Any]) -> str:
    unknown = results["unknown_classes"]
    if not unknown:
        return ""
    names = name_list(f"{name} ({_pictures(facts['num_pictures'])})" for name, facts in unknown.items())
    return (f"The model does not know the true class of some pictures: {names}. They are in no figure; counted as "
            f"mistakes, the accuracy would be {results['accuracy_counting_unknown']:.4f}.")  # fmt: skip


def _about_absent_classes(results: Mapping[str, Any]) -> str:
    absent = results["absent_classes"]
    if not absent:
        return ""
    return (f"No judged picture is of the model's {'class' if len(absent) == 1 else 'classes'} {name_list(absent)}; "
            f"means are over the {results['metrics']['num_classes_present']} that occur.")  # fmt: skip


def _about_perfection(results: Mapping[str, Any]) -> str:
    if results["metrics"]["accuracy"] < 1:
        return ""
    count = results["num_judged"]
    # The rule of three: 95 % bound of an error that was seen 0 times in n (Hanley and Lippman-Hand 1983, JAMA 249).
    return (f"No mistake among {_pictures(count)}: the true share of mistakes may still be as high as about "
            f"{min(1.0, 3 / count):.1%}.")  # fmt: skip


def _pictures(count: int) -> str:
    return f"{count:,} picture{'' if count == 1 else 's'}"
