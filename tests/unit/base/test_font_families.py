"""Figures are drawn in fonts that have their letters, those installed since matplotlib's first start among them."""

from types import ModuleType, SimpleNamespace

from core.base.font_families import installed_families


def test_a_font_that_was_installed_later_is_found() -> None:
    names = ["DejaVu Sans"]

    def add(path: str) -> None:
        if path == "/fonts/broken.ttf":
            raise RuntimeError("no font")
        names.append("Noto Sans CJK SC")

    manager = SimpleNamespace(ttflist=[SimpleNamespace(fname="/fonts/old.ttf")], addfont=add,
                              get_font_names=lambda: names)  # fmt: skip
    found = ["/fonts/old.ttf", "/fonts/broken.ttf", "/fonts/new.ttc"]
    font_manager = ModuleType("font_manager")
    vars(font_manager).update(fontManager=manager, findSystemFonts=lambda: found)
    assert installed_families(font_manager) == ("DejaVu Sans", "Noto Sans CJK SC")
