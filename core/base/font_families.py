"""Fonts for text in any script, as the systems we run on name theirs."""

# The first for Latin, Greek and Cyrillic; then, of those that are installed, one after the other for what it lacks.
FONT_FAMILIES = (
    "DejaVu Sans",
    "Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC",
    "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
    "Yu Gothic", "Meiryo", "MS Gothic", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "IPAGothic",
    "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic",
    "Microsoft JhengHei", "PingFang TC", "Noto Sans CJK TC",
    "Nirmala UI", "Noto Sans Devanagari", "Leelawadee UI", "Noto Sans Thai", "Arial Unicode MS", "Segoe UI Symbol",
)  # fmt: skip
