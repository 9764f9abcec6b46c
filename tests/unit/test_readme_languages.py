"""README.md, the help page and their Chinese twins say the same: sections, commands, links and pictures."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
PARTS = {
    "headings": r"^(#+) ",
    "commands in blocks": r"^    .+$",
    "fenced code": r"```\w*\n.*?```",
    "inline code": r"(?<!`)`[^`\n]+`(?!`)",
    "rows of tables": r"^\|",
    "items of lists": r"^- ",
}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("part", PARTS)
def test_both_readmes_have_the_same(part):
    found = [re.findall(PARTS[part], text_of(name), re.MULTILINE | re.DOTALL if "fenced" in part else re.MULTILINE)
             for name in (ENGLISH, CHINESE)]  # fmt: skip
    assert sorted(found[0]) == sorted(found[1])


def test_both_readmes_lead_to_the_same_places_and_to_each_other():
    links = [set(re.findall(r"\]\(([^)]+)\)", text_of(name))) for name in (ENGLISH, CHINESE)]
    assert {untranslated(link) for link in links[0]} == {untranslated(link) for link in links[1]}
    assert CHINESE in links[0]
    assert ENGLISH in links[1]


def untranslated(link):
    return link.replace(".zh-CN", "")


@pytest.mark.parametrize("page", ["README", "docs/troubleshooting", "docs/window"])
def test_chinese_pages_lead_to_chinese_ones_where_there_are_some(page):
    links = set(re.findall(r"\]\(([\w./-]+)\.md", text_of(f"{page}.zh-CN.md"))) - {"README"}
    assert links
    assert not [link for link in links if (ROOT / page).parent.joinpath(f"{link}.zh-CN.md").is_file()]


HELP_PARTS = (r"^(#+) ", r"(?<!`)`[^`]+`(?!`)", r"^\d+\. ", r"^- ", r"https?://[^\s)]+", r"--\w+")


@pytest.mark.parametrize("pattern", HELP_PARTS)
def test_both_help_pages_have_the_same(pattern):
    found = [re.findall(pattern, text_of(f"docs/troubleshooting{language}.md"), re.MULTILINE)
             for language in ("", ".zh-CN")]  # fmt: skip
    english, chinese = (sorted(" ".join(one.split()) for one in part) for part in found)
    assert english == chinese
