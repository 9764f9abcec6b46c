"""report.html: all of an evaluation in one file that opens without a network and prints well."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.base.errors import ClasswiseError
from core.base.messages import plural
from core.data.images import cv2, encode_jpeg, encode_png, read_image
from core.evaluation.definitions import DEFINITIONS, GENERAL, title
from core.evaluation.judging import legible
from core.evaluation.mistakes import Mistake
from core.evaluation.report import OF_POSITIVE, OVERALL, first_title, interval_text, number, threshold_text

if TYPE_CHECKING:
    from core.evaluation.evaluate import Evaluation

THUMBNAIL_SIDE = 200
MAX_ROWS = 200
FIGURES = (
    ("confusion_matrix.png", "Confusion matrix: how many pictures of each true class were predicted as which; on the "
     "right as a share of the true class. Right answers lie on the diagonal."),
    ("roc.png", "ROC: how many of a class are found, for how many false alarms, as the threshold sinks."),
    ("pr.png", "Precision and recall, as the threshold sinks."),
    ("calibration.png", "Calibration: how often answers of a score are right. On the dashed line scores can be taken "
     "at their word; below it the network is too sure."),
)  # fmt: skip
CLASS_COLUMNS = ("precision", "recall", "f1", "fbeta", "specificity", "jaccard", "auroc")
COLUMN_TITLES = {"fbeta": "F-beta", "auroc": "AUROC"}
# Nothing is loaded from anywhere, and nothing in a class or file name can run.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
body { font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; color: #222;
  margin: 2rem auto; max-width: 1080px; padding: 0 1.2rem; }
h1 { font-size: 1.7rem; margin-bottom: .3rem; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem; }
table { border-collapse: collapse; margin: .6rem 0; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid #ddd; text-align: right; overflow-wrap: anywhere; }
th { border-bottom: 2px solid #999; } th:first-child, td:first-child { text-align: left; }
table.text td { text-align: left; vertical-align: top; }
.notes { border-left: 4px solid #D55E00; background: #fdf3ec; padding: .5rem 1rem; margin: 1rem 0; }
.notes p { margin: .3rem 0; }
.scroll { overflow-x: auto; } .quiet { color: #666; }
figure { margin: 1rem 0; break-inside: avoid; } figure img { max-width: 100%; height: auto; }
figcaption { color: #555; font-size: .9rem; }
.curves { display: flex; flex-wrap: wrap; gap: 1rem; } .curves figure { flex: 1 1 440px; max-width: 530px; }
.mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: 1rem; }
.mistakes figure { margin: 0; border: 1px solid #ddd; border-radius: 6px; padding: .6rem; }
.mistakes img { display: block; margin: 0 auto .4rem; max-width: 100%; max-height: 200px; object-fit: contain; }
  .mistakes img[src^='data:image/png'] { image-rendering: pixelated; }
.path { font-size: .75rem; color: #666; overflow-wrap: anywhere; }
dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0 0 0 1.2rem; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } h2 { break-after: avoid; }
  tr { break-inside: avoid; } .mistakes { grid-template-columns: repeat(4, 1fr); } .scroll { overflow: visible; } }
"""


def html_report(evaluation: "Evaluation", folder: Path) -> str:
    """Return the report as one page of HTML.

    Args:
        evaluation: What came of an evaluation.
        folder: Where its pictures of figures lie.
    """
    results, judging = evaluation.results, evaluation.judging
    parts = [
        _head(results),
        _notes(results["notes"]),
        f"<h2>{escape(first_title(results))}</h2>",
        _key_figures(results),
        _figures(folder),
        "<h2>Classes</h2>",
        _class_table(results),
        _unknown_classes(results["unknown_classes"]),
        _confused_pairs(results["confused_pairs"]),
        _mistakes(evaluation),
        _training(judging.training, judging.curves),
        _unreadable(results["unreadable"]),
        _definitions(results),
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(results))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


def _title(results: Mapping[str, Any]) -> str:
    where = " ".join(part for part in (results["source"], results["split"]) if part)
    return f"Evaluation on {where}" if where else "Evaluation"


def _head(results: Mapping[str, Any]) -> str:
    facts = [("Model", results["model"]), ("Source", results["source"]), ("Split", results["split"]),
             ("Pictures", f"{results['num_pictures']:,} given, {results['num_judged']:,} in the first figures, "
                          + plural(len(results["classes"]), "1 class", "{n} classes")),
             ("Written", f"{results['written']} by Classwise")]  # fmt: skip
    return f"<h1>{escape(_title(results))}</h1>\n" + _text_table([fact for fact in facts if fact[1]])


def _notes(notes: Sequence[str]) -> str:
    return '<div class="notes">' + "".join(f"<p>{escape(note)}</p>" for note in notes) + "</div>" if notes else ""


def _key_figures(results: Mapping[str, Any]) -> str:
    metrics, everything, intervals = results["metrics"], results["metrics_all"], results["intervals"]
    names = [*OVERALL]
    intro = ""
    if "positive_class" in metrics:
        names = [*OF_POSITIVE, *OVERALL]
        intro = (f"<p>Positive class: <b>{escape(metrics['positive_class'])}</b>. "
                 f"Threshold: <b>{escape(threshold_text(results))}</b>.</p>")  # fmt: skip
    header = ["Figure", "Value", "95 % interval", *(["All pictures, those used in training too"] if everything else [])]
    rows = []
    for name in names:
        label = title(name) + (f" (beta {metrics['beta']:g})" if name == "fbeta_macro" else "")
        all_value = [number(everything[name])] if everything else []
        rows.append([label, number(metrics[name]), interval_text(intervals.get(name)), *all_value])
    return intro + _table(header, rows)


def _figures(folder: Path) -> str:
    (first, caption), *others = [
        (_image((folder / name).read_bytes(), "png", text.split(":")[0]), text) for name, text in FIGURES
    ]
    small = "".join(f"<figure>{image}<figcaption>{escape(text)}</figcaption></figure>" for image, text in others)
    return (f"<figure>{first}<figcaption>{escape(caption)}</figcaption></figure>\n"
            f'<div class="curves">{small}</div>')  # fmt: skip


def _class_table(results: Mapping[str, Any]) -> str:
    per_class = results["metrics"]["per_class"]
    header = ["Class", *(COLUMN_TITLES.get(name, name.capitalize()) for name in CLASS_COLUMNS), "Pictures",
              "Predicted"]  # fmt: skip
    rows = [
        [name, *(number(per_class[name][figure]) for figure in CLASS_COLUMNS), f"{per_class[name]['support']:,}",
         f"{per_class[name]['predicted']:,}"]
        for name in results["classes"]
    ]  # fmt: skip
    return f'<div class="scroll">{_table(header, rows)}</div>'


def _unknown_classes(unknown: Mapping[str, Any]) -> str:
    if not unknown:
        return ""
    rows = [
        [name, f"{facts['num_pictures']:,}",
         ", ".join(f"{other} ({count:,})" for other, count in list(facts["predicted"].items())[:5])]
        for name, facts in unknown.items()
    ]  # fmt: skip
    return "<h2>Classes that the model does not know</h2>" + _table(["Class", "Pictures", "Taken for"], rows)


def _confused_pairs(pairs: Sequence[Mapping[str, Any]]) -> str:
    if not pairs:
        return ""
    rows = [[pair["label"], pair["predicted"], f"{pair['count']:,}", f"{pair['share']:.1%}"] for pair in pairs]
    return "<h2>Most confused pairs</h2>" + _table(["True class", "Taken for", "Pictures", "Share of the true class"],
                                                   rows)  # fmt: skip


def _mistakes(evaluation: "Evaluation") -> str:
    from core.evaluation.evaluate import mistakes_of

    mistakes = mistakes_of(evaluation)
    if not mistakes:
        return "<h2>Worst mistakes</h2><p>There is none among these pictures.</p>"
    metrics = evaluation.results["metrics"]
    count = round(metrics["hamming_distance"] * metrics["num_pictures"])
    shown = f"the {len(mistakes)} worst of {count:,}" if count > len(mistakes) else f"all {count:,}"
    return (f"<h2>Worst mistakes</h2>\n<p>Pictures whose wrong class had a much higher score than the true one: "
            f'{shown}.</p>\n<div class="mistakes">{"".join(map(_mistake, mistakes))}</div>')  # fmt: skip


def _mistake(mistake: Mistake) -> str:
    return (f"<figure>{thumbnail(mistake.path)}<figcaption><b>{escape(mistake.predicted)}</b> {mistake.score:.1%}<br>"
            f"is {escape(mistake.label)} ({mistake.label_score:.1%})"
            f'<div class="path">{escape(legible(mistake.path))}</div></figcaption></figure>')  # fmt: skip


def thumbnail(path: str) -> str:
    """Return a small copy of a picture as an HTML image, or a sentence where it can no longer be read."""
    try:
        image = read_image(path, 3, (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    except (ClasswiseError, OSError) as error:
        return f'<p class="quiet">{escape(legible(str(error)))}</p>'
    height, width = image.shape[:2]
    scale = THUMBNAIL_SIDE / max(height, width)
    if scale >= 4:  # tiny pictures are shown enlarged, pixel by pixel
        return _image(encode_png(image), "png", "", (int(scale) * width, int(scale) * height))
    size = (max(1, round(width * min(1.0, scale))), max(1, round(height * min(1.0, scale))))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA) if scale < 1 else image
    return _image(encode_jpeg(small, 85), "jpeg", "", size)


def _training(training: Mapping[str, str], curves: Path | None) -> str:
    picture = ""
    if curves is not None and curves.is_file():
        picture = f"<figure>{_image(curves.read_bytes(), 'png', 'Loss and accuracy over the epochs')}</figure>"
    if not training and not picture:
        return ""
    return "<h2>How the model was trained</h2>" + _text_table(training.items()) + picture


def _unreadable(rows: Sequence[Mapping[str, str]]) -> str:
    if not rows:
        return ""
    more = f"<p>{len(rows) - MAX_ROWS:,} more stand in test_results.json.</p>" if len(rows) > MAX_ROWS else ""
    table = _text_table((row["path"], row["error"]) for row in rows[:MAX_ROWS])
    return f"<h2>Pictures that could not be read ({len(rows):,})</h2>{table}{more}"


def _definitions(results: Mapping[str, Any]) -> str:
    items = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>"
        for key, (name, text) in DEFINITIONS.items()
        if key in results["metrics"]
    )
    general = "".join(f"<p>{escape(text)}</p>" for text in GENERAL.values())
    return f"<h2>What the figures mean</h2>{general}<dl>{items}</dl>"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _text_table(rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows)
    return f'<table class="text"><tbody>{body}</tbody></table>'


def _image(content: bytes, form: str, description: str, size: tuple[int, int] | None = None) -> str:
    data = base64.b64encode(content).decode("ascii")
    sides = f' width="{size[0]}" height="{size[1]}"' if size else ""
    return f'<img alt="{escape(description)}"{sides} src="data:image/{form};base64,{data}">'
