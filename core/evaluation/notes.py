"""Sentences that must stand beside the figures: what they are of, what was left out, and where they mislead."""

from collections.abc import Mapping
from typing import Any

from core.base.messages import Message, joined, message, name_list, plural


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


def doubt_of(results: Mapping[str, Any]) -> tuple[Message, Message]:
    """Return what makes all figures doubtful, and what to do about it; both empty where nothing does.

    Args:
        results: What test_results.json holds.
    """
    num_used = results["num_used_in_training"]
    if num_used is None:
        return message("The model file does not say which pictures it was trained on; figures on those would be too "
                       "good."), message("")  # fmt: skip
    if results["judged_on"] == "seen":
        return plural(num_used, "The only picture was used in training (to train or to choose the best epoch), so "
                      "these figures are too good.", "All {n:,} pictures were used in training (to train or to choose "
                      "the best epoch), so these figures are too good."), \
            message("Judge the model on other pictures.")  # fmt: skip
    return message(""), message("")


def _about_training(results: Mapping[str, Any]) -> str:
    num_used, num_judged = results["num_used_in_training"], results["num_judged"]
    doubt, advice = doubt_of(results)
    if doubt:
        return joined(doubt, advice) if advice else doubt
    if num_used:
        return plural(num_used, "{n} of these pictures was used in training; the first figures are on the other "
                      "{judged:,}.", "{n:,} of these pictures were used in training; the first figures are on the "
                      "other {judged:,}.", judged=num_judged)  # fmt: skip
    return message("None of these pictures was used in training.")


def _about_threshold(results: Mapping[str, Any]) -> str:
    if not results["optimistic"]:
        return ""
    return message("The threshold was chosen on the judged pictures, so every figure that depends on it (accuracy, "
                   "sensitivity, specificity and the like) is optimistic.")  # fmt: skip


def _about_unreadable(results: Mapping[str, Any]) -> str:
    count = results["num_unreadable"]
    if not count:
        return ""
    return plural(count, "1 picture could not be read and is in no figure; it is listed with its reason.",
                  "{n:,} pictures could not be read and are in no figure; they are listed with their reasons.")


def _about_unlabelled(results: Mapping[str, Any]) -> str:
    count = results["num_unlabelled"]
    if not count:
        return ""
    return plural(count, "1 picture without a label is in no figure.",
                  "{n:,} pictures without a label are in no figure.")  # fmt: skip


def _about_unknown_classes(results: Mapping[str, Any]) -> str:
    unknown = results["unknown_classes"]
    if not unknown:
        return ""
    names = name_list(plural(facts["num_pictures"], "{name} ({n} picture)", "{name} ({n:,} pictures)", name=name)
                      for name, facts in unknown.items())  # fmt: skip
    return message("The model does not know the true class of some pictures: {names}. They are in no figure; counted "
                   "as mistakes, the accuracy would be {accuracy:.4f}.", names=names,
                   accuracy=results["accuracy_counting_unknown"])  # fmt: skip


def _about_absent_classes(results: Mapping[str, Any]) -> str:
    absent = results["absent_classes"]
    if not absent:
        return ""
    present = results["metrics"]["num_classes_present"]
    others = plural(present, "the figures are of the only class that occurs", "means are over the {n} that occur")
    return plural(len(absent), "No judged picture is of the model's class {names}; {others}.",
                  "No judged picture is of the model's classes {names}; {others}.", names=name_list(absent),
                  others=others)  # fmt: skip


def _about_perfection(results: Mapping[str, Any]) -> str:
    """Say what the intervals do not: they have no width where there is no mistake, be it in one of two classes."""
    metrics, count = results["metrics"], results["num_judged"]
    if metrics["accuracy"] < 1:
        of_two = metrics["per_class"] if "positive_class" in metrics else {}
        return next((_about_faultless_class(name, figures["support"]) for name, figures in of_two.items()
                     if figures["recall"] == 1), "")  # fmt: skip
    return plural(count, "No mistake with 1 picture: the true share of mistakes may still be as high as about "
                  "{bound:.1%}.", "No mistake among {n:,} pictures: the true share of mistakes may still be as high as "
                  "about {bound:.1%}.", bound=_rule_of_three(count))  # fmt: skip


def _about_faultless_class(name: str, count: int) -> str:
    return plural(count, "No mistake with the only picture of {name}: the true share of mistakes with such pictures "
                  "may still be as high as about {bound:.1%}.", "No mistake among the {n:,} pictures of {name}: the "
                  "true share of mistakes with such pictures may still be as high as about {bound:.1%}.", name=name,
                  bound=_rule_of_three(count))  # fmt: skip


def _rule_of_three(count: int) -> float:
    """Return the 95 % bound of an error that was seen 0 times in `count` (Hanley and Lippman-Hand 1983, JAMA 249)."""
    return min(1.0, 3 / count)
