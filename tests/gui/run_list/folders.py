"""Run folders as training leaves them, without a training."""

import json
from collections.abc import Sequence
from pathlib import Path

FIGURES = ("train_loss", "val_loss", "train_accuracy", "val_accuracy", "balanced_accuracy", "f1_macro")


def event(kind: str, **values: object) -> str:
    return json.dumps({"time": 1_760_000_000.0, "event": kind, **values}) + "\n"


def make_run(folder: Path, *, model: str = "resnet18", data: str = "bees", epochs: int = 3, best: float = 0.8,
             end: str | None = "finished", val: Sequence[str] = ("a/1.png", "b/2.png"), lr: float = 0.001,
             test: float | None = None, root: str = "/data/bees", started: float = 1_760_000_000.0,
             host: str = "") -> Path:
    """Write a run of `epochs` epochs out of 3 whose last one is the best; `host` names the machine it was made on."""
    folder.mkdir(parents=True)
    config = {"model": model, "epochs": 3, "lr": lr, "dataset_path": root,
              "run": {"name": data, "root": root, "classes": ["a", "b"], "num_pictures": {"train": 4, "val": len(val)},
                      "host": host}}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    rows = [f"{path},{path[0]},val,\n" for path in val]
    (folder / "splits.csv").write_text("path,label,split,group\na/9.png,a,train,\n" + "".join(rows), encoding="utf-8")
    lines = [json.dumps({"time": started, "event": "RunStarted", "classes": ["a", "b"]}) + "\n"]
    history = ["epoch,lr," + ",".join(FIGURES) + ",is_best,seconds\n"]
    for number in range(1, epochs + 1):
        value = best - 0.1 * (epochs - number)
        lines.append(event("BatchEnded", epoch=number, batch=1, batches=1, loss=1 / number, lr=lr))
        lines.append(event("EpochEnded", epoch=number, is_best=True, confusion=[[number, 1], [0, 5]]))
        history.append(f"{number},{lr},0.5,{1 - value},0.9,{value},{value},{value},1,30.5\n")
    if end:
        lines.append(event("RunEnded", reason=end))
    (folder / "events.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "history.csv").write_text("".join(history), encoding="utf-8")
    (folder / "last_model.pth").touch()
    if epochs:
        (folder / "best_model.pth").touch()
    if test is not None:
        results = {"split": "test", "metrics": {"balanced_accuracy": test, "accuracy": test, "per_class": {}}}
        (folder / "test_results.json").write_text(json.dumps(results), encoding="utf-8")
    return folder
