"""Sentences that can be said in another language."""

import copy
import pickle

from core.base.messages import Message, joined, message, plural


def test_a_message_is_its_english_text():
    text = message("{count:,} pictures of {name}", count=1200, name="bees")
    assert text == "1,200 pictures of bees"
    assert (text.template, text.values) == ("{count:,} pictures of {name}", {"count": 1200, "name": "bees"})


def test_a_message_without_values_may_hold_braces():
    assert message("(?P<group>...) {3}") == "(?P<group>...) {3}"


def test_plural_takes_the_template_that_fits():
    assert plural(1, "{n} picture", "{n:,} pictures") == "1 picture"
    assert plural(0, "{n} picture", "{n:,} pictures") == "0 pictures"
    many = plural(1234, "{n} picture in {where}", "{n:,} pictures in {where}", where="train")
    assert many == "1,234 pictures in train"


def test_joined_sentences_keep_their_templates():
    text = joined(message("One."), message("Two {n}.", n=2), "C:\\three {x}")
    assert text == "One. Two 2. C:\\three {x}"
    inner = text.values["first"]
    assert isinstance(inner, Message)
    assert inner.values["second"].template == "Two {n}."


def test_messages_survive_copying_and_sending():
    text = message("{n} of {total}", n=1, total=message("{n} pictures", n=4))
    for again in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):  # noqa: S301
        assert (again, again.template, again.values) == (text, text.template, text.values)
