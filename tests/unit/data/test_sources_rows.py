"""Tables, lists and records, whole and damaged."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import ConfigError, DataError
from core.base.types import DatasetIndex, Split
from core.config import TrainConfig
from core.data.sources.finder import FileFinder
from core.data.sources.lists import parted
from core.data.sources.open import open_source
from core.data.sources.text import decoded
from tests.unit.data.pictures import write_picture

NAMES = [f"{name}/{name}{number}.png" for name in "ab" for number in range(10)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, name in enumerate(NAMES):
        write_picture(tmp_path / "images" / name, number, side=8)
    return tmp_path


def opened(folder: Path, name: str, content: str | bytes | None = None, **settings: object) -> DatasetIndex:
    if content is not None:
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    settings = {"images_dir": "images"} | settings
    return open_source(TrainConfig(dataset_path=str(folder / name), **settings))  # type: ignore[arg-type]


def kinds(index: DatasetIndex) -> list[str]:
    return [finding.kind for finding in index.findings]


def table(header: str, row: str = "{name},{label}", end: str = "\n") -> str:
    rows = [row.format(name=name, stem=Path(name).stem, label=name[0], index=number, patient=number // 2)
            for number, name in enumerate(NAMES)]  # fmt: skip
    return end.join([header, *rows]) + end


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", table("image,label")),
        ("t.csv", "\ufeff" + table("image,label", end="\r\n")),
        ("t.csv", table("Image Path;Class", "{name};{label}")),
        ("t.csv", table('"file","dx"', '"{name}","{label}"')),
        ("t.tsv", table("filename\ttarget", "{name}\t{label}")),
        ("t.csv", table("dx,image_id,age", "{label},{stem},55")),
        ("t.csv", table("image,label").split("\n", 1)[1]),
        ("t.csv", table("anything,label", "images/{name},{label}")),
        ("t.csv", table("image,label").encode("utf-16")),
        ("t.csv", table("image,label", "C:\\data\\old\\" + "{name},{label}").replace("/", "\\")),
        ("t.csv", table("image,label", "/somewhere/else/{name},{label}")),
        ("t.csv", table("image,label").replace("\n", "\r")),
        ("t.csv", table("image,label", "{name},{label}\n")),
        ("t.csv", table("image,label").replace(".png", ".PNG")),
    ],
)  # fmt: skip
def test_tables_in_every_usual_form_are_read(folder, name, content):
    index = opened(folder, name, content)
    assert index.classes == ("a", "b")
    assert len(index.samples) == 20
    assert all(Path(sample.path).is_file() for sample in index.samples)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp1251", ("кошка", "собака")), ("gb18030", ("猫", "狗")), ("cp932", ("ねこ", "良性腫瘍")),
     ("euc_kr", ("고양이", "강아지")), ("cp1252", ("Kätzchen", "été"))],
)  # fmt: skip
def test_encodings_other_than_utf8_are_read_and_named(folder, encoding, words):
    content = "image,label\n" + "".join(f"{name},{words[name[0] == 'b']}\n" for name in NAMES)
    index = opened(folder, "t.csv", content.encode(encoding))
    assert set(index.classes) == set(words)
    (finding,) = index.findings
    assert finding.kind == "encoding"
    assert encoding in finding.message


def test_excel_tables_are_read(folder):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["image_id", "diagnosis", "patient_id"])
    for number, name in enumerate(NAMES):
        book.active.append([Path(name).stem, name[0], number // 4])
        book.active.append([])
    book.save(folder / "t.xlsx")
    index = opened(folder, "t.xlsx")
    assert len(index.samples) == 20
    assert len({sample.group for sample in index.samples}) == 5


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"", b"no excel"])
def test_what_is_no_excel_file_is_told(folder, content):
    with pytest.raises(DataError, match="xlsx"):
        opened(folder, "t.xlsx", content)


def test_group_and_split_columns_are_found(folder):
    rows = [f"{name},{name[0]},p{number // 2},{'Training' if number % 10 < 8 else 'valid'}"
            for number, name in enumerate(NAMES)]  # fmt: skip
    index = opened(folder, "t.csv", "path,class,patient,split\n" + "\n".join(rows))
    assert sum(sample.split is Split.VAL for sample in index.samples) == 4
    assert len({sample.group for sample in index.samples}) == 10


def test_columns_can_be_named(folder):
    content = table("x,y,z,label", "{label},{name},{patient},q")
    index = opened(folder, "t.csv", content, image_column="y", label_column="x", group_column="Z")
    assert index.classes == ("a", "b")
    assert index.samples[2].group == "1"
    with pytest.raises(ConfigError, match=r"no column.*x, y, z"):
        opened(folder, "t.csv", image_column="w")


BAD = {
    "missing_file": "images/none.png,a",
    "duplicate_row": "a/a0.png,a",
    "conflicting_label": "a/a1.png,b",
    "blank_label": "a/a2.png,",
    "blank_name": ",a",
    "bad_row": "a,b,c,d",
    "missing_file ": '"a\x00.png",a',
}


@pytest.mark.parametrize("kind", BAD)
def test_a_row_that_cannot_be_used_is_named_with_its_line(folder, kind):
    if "\x00" in BAD[kind]:
        with pytest.raises(DataError, match="no text file"):
            opened(folder, "t.csv", table("image,label") + BAD[kind])
        return
    index = opened(folder, "t.csv", table("image,label") + BAD[kind] + "\n")
    (finding,) = index.findings
    assert finding.kind == kind
    assert "line 22" in finding.message.lower()
    assert len(index.samples) == (19 if kind == "conflicting_label" else 20)


def test_two_pictures_of_one_name_are_ambiguous(folder):
    write_picture(folder / "images" / "more" / "a0.png", 99, side=8)
    index = opened(folder, "t.csv", table("image,label", "{stem},{label}"))
    (finding,) = index.findings
    assert finding.kind == "ambiguous_file"
    assert len(index.samples) == 19


def test_more_than_half_unusable_is_an_error_that_names_the_first(folder):
    content = table("image,label", "x{name},{label}")
    with pytest.raises(DataError, match=r"20 of 20 rows cannot be used.*Line 2 of t.csv"):
        opened(folder, "t.csv", content)


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "empty"), ("one column\nx\n", "delimiter"), ("image,other,more\na/a0.png,x,y\n", "label_column"),
     ('image,label\n"a/a0.png,a\n' + "x" * 200_000, "quotation")],
)  # fmt: skip
def test_a_table_that_cannot_be_understood_is_told(folder, content, message):
    with pytest.raises(DataError, match=message):
        opened(folder, "t.csv", content)


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("1.0", "0.0"), ("True", "False")])
def test_one_hot_tables_are_read(folder, yes, no):
    rows = [f"{Path(name).stem},{yes if name[0] == 'a' else no},{yes if name[0] == 'b' else no}" for name in NAMES]
    rows += [f"a1,{yes},{yes}", f"a2,{no},{no}", f"a3,x,{yes}"]
    index = opened(folder, "t.csv", "image,MEL,NV\n" + "\n".join(rows))
    assert index.classes == ("MEL", "NV")
    assert len(index.samples) == 20
    assert kinds(index) == ["conflicting_label", "blank_label", "bad_row"]


def test_a_one_hot_table_tests_classes_of_other_case(folder):
    (folder / "test.csv").write_text("image,NV,MEL\na0,0,1\nb0,1,0\n", encoding="utf-8")
    content = "image_id,dx\n" + "".join(f"{Path(name).stem},{'mel' if name[0] == 'a' else 'nv'}\n" for name in NAMES)
    index = opened(folder, "t.csv", content, test_path=str(folder / "test.csv"))
    assert index.classes == ("mel", "nv")
    assert [sample.label for sample in index.samples if sample.split is Split.TEST] == [0, 1]


def lists(folder: Path, row: str = "images/{name},{label}") -> None:
    for split, part in (("train", NAMES[::2]), ("val", NAMES[1::4]), ("test", NAMES[3::4])):
        lines = [row.format(name=name, label=name[0], number=int(name[0] == "a"), root=folder) for name in part]
        (folder / f"{split}.txt").write_text("\n".join(lines), encoding="utf-8")


LIST_ROWS = ["images/{name},{label}", "images/{name} {label}", "images/{name}\t{label}", '"images/{name}", {label}',
             "{root}/images/{name} {label}", "{name} {label}"]  # fmt: skip


@pytest.mark.parametrize("row", LIST_ROWS)
def test_list_files_bring_their_splits(folder, row):
    lists(folder, row)
    settings = {} if row.startswith("{name}") else {"images_dir": ""}
    for name in ("train.txt", ""):
        index = opened(folder, name, **settings)
        assert [sum(s.split is split for s in index.samples) for split in Split] == [10, 5, 5]
        assert index.classes == ("a", "b")


def test_comments_and_a_header_of_a_list_are_no_pictures(folder):
    lines = [f"images/{name} {name[0]}" for name in NAMES]
    text = "\n".join(["path label", "# made by hand", *lines, "", "# the end"])
    (folder / "all.txt").write_text(text, encoding="utf-8")
    index = open_source(TrainConfig(dataset_path=str(folder / "all.txt")))
    assert (len(index.samples), kinds(index)) == (20, [])


def test_numbers_in_lists_get_their_names_from_the_classes_file(folder):
    lists(folder, "images/{name} {number}")
    (folder / "classes.txt").write_text("dog\ncat\n", encoding="utf-8")
    index = opened(folder, "train.txt", images_dir="")
    assert index.classes == ("dog", "cat")
    assert {index.classes[s.label] for s in index.samples if Path(s.path).name.startswith("a")} == {"cat"}


def test_numbers_that_count_from_one_are_noticed(folder):
    content = "".join(f"images/{name} {1 + (name[0] == 'b')}\n" for name in NAMES)
    (folder / "classes.txt").write_text("x\ny\n", encoding="utf-8")
    index = opened(folder, "list.txt", content, images_dir="")
    assert {index.classes[s.label] for s in index.samples if Path(s.path).name.startswith("a")} == {"x"}
    assert kinds(index) == ["labels_from_one"]


def test_numbers_without_the_first_class_still_count_from_zero_where_none_is_beyond(folder):
    content = table("image,label", "{name},{index}").replace(",0\n", ",1\n")
    content = "".join(line if "," not in line or line.startswith("image") else f"{line.split(',')[0]},{1 + n % 2}\n"
                      for n, line in enumerate(content.splitlines(keepends=True)))  # fmt: skip
    (folder / "classes.txt").write_text("ants\nbees\ncats\ndogs\n", encoding="utf-8")
    index = opened(folder, "t.csv", content, classes_path=str(folder / "classes.txt"))
    assert {index.classes[sample.label] for sample in index.samples} == {"bees", "cats"}
    assert "labels_from_one" not in kinds(index)


def test_classes_that_are_numbers_themselves_are_not_counted_by(folder):
    (folder / "classes.txt").write_text("1\n2\n3\n", encoding="utf-8")
    content = table("image,label", "{name},{label}").replace(",a\n", ",1\n").replace(",b\n", ",2\n")
    index = opened(folder, "t.csv", content, classes_path=str(folder / "classes.txt"))
    assert {(Path(sample.path).name[0], index.classes[sample.label]) for sample in index.samples} == {
        ("a", "1"), ("b", "2")}


def test_numbers_of_which_most_are_no_class_are_refused(folder):
    (folder / "classes.txt").write_text("ants\nbees\n", encoding="utf-8")
    with pytest.raises(DataError, match="more than half"):
        opened(folder, "t.csv", table("image,label", "{name},{index}"), classes_path=str(folder / "classes.txt"))


def test_numbers_of_records_may_have_a_point_and_two_labels_are_none(folder):
    records = [{"path": name, "label": [1.0, [2.0], "2"][number % 3]} for number, name in enumerate(NAMES)]
    records[0]["label"] = ["1", "2"]
    index = opened(folder, "t.json", json.dumps(records))
    assert index.classes == ("1", "2")
    assert len(index.samples) == 19
    assert kinds(index) == ["blank_label"]


def test_a_column_that_is_named_is_that_very_one_and_must_say_splits(folder):
    content = table("image,Label,label,set", "{name},other,{label},odd")
    assert opened(folder, "t.csv", content, label_column="label").classes == ("a", "b")
    with pytest.raises(DataError, match="the split 'odd' is none of train, val and test"):
        opened(folder, "t.csv", content, label_column="label", split_column="set")


def test_commas_behind_the_last_column_are_borne(folder):
    assert len(opened(folder, "t.csv", table("image,label", "{name},{label},,")).samples) == 20


@pytest.mark.parametrize(("columns", "classes"), [
    ("img_path,label,predict,score,error", ("+", "-")), ("img_path,label,check,score,error", ("'+", "'-")),
])  # fmt: skip
def test_only_a_table_of_results_has_an_apostrophe_before_what_a_spreadsheet_would_run(
        folder: Path, columns: str, classes: tuple[str, ...]) -> None:  # fmt: skip
    rows = table(f"{columns},score:+,score:-", "{name},'{label},'+,0.9,,0.9,0.1").replace("'a,", "'+,")
    assert opened(folder, "results.csv", rows.replace("'b,", "'-,")).classes == classes


def test_a_row_that_ends_early_has_no_further_class(folder):
    content = "image,cat,dog\n" + "".join(f"{name},0,1\n" if n % 2 else f"{name},1\n" for n, name in enumerate(NAMES))
    index = opened(folder, "t.csv", content)
    assert [index.classes[sample.label] for sample in index.samples] == ["cat", "dog"] * 10


def test_a_picture_in_two_splits_is_left_out_and_a_row_that_comes_again_may_bring_its_group(folder):
    content = table("image,label,split,patient_id", "{name},{label},train,")
    content += f"{NAMES[0]},a,test,\n{NAMES[1]},a,train,p7\n"
    index = opened(folder, "t.csv", content)
    assert len(index.samples) == 19
    assert "conflicting_split" in kinds(index)
    assert "duplicate_row" in kinds(index)
    assert {Path(sample.path).name: sample.group for sample in index.samples if sample.group} == {"a1.png": "p7"}


def test_three_places_of_different_forms(folder):
    (folder / "val.jsonl").write_text(json.dumps({"path": "images/a/a0.png", "label": "a"}), encoding="utf-8")
    (folder / "test.txt").write_text("images/b/b0.png b\n", encoding="utf-8")
    index = opened(folder, "images", images_dir="", val_path=str(folder / "val.jsonl"),
                   test_path=str(folder / "test.txt"))  # fmt: skip
    assert [sum(s.split is split for s in index.samples) for split in Split] == [20, 1, 1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.json", json.dumps([{"path": f"images/{name}", "label": name[0]} for name in NAMES])),
        ("r.json", json.dumps({"images": [{"file_name": name, "class": {"name": name[0]}} for name in NAMES]})),
        ("r.json", json.dumps({f"images/{name}": name[0] for name in NAMES})),
        ("r.jsonl", "\n".join(json.dumps({"path": f"images/{name}", "label": name[0]}) for name in NAMES)),
        ("r.json", "\n".join(json.dumps({"path": f"images/{name}", "label": name[0]}) for name in NAMES)),
    ],
)  # fmt: skip
def test_records_are_read(folder, name, content):
    index = opened(folder, name, content, images_dir="" if "images/" in content else "images")
    assert index.classes == ("a", "b")
    assert len(index.samples) == 20


@pytest.mark.parametrize("content", ["", "[", "[]", "{}", "3", '"x"', "[" * 100_000, '[{"x": 1}]', "null"])
def test_records_that_cannot_be_understood_are_told(folder, content):
    with pytest.raises(DataError):
        opened(folder, "r.json", content)


def test_a_row_never_finds_another_folders_picture_of_that_name(folder):
    finder = FileFinder([str(folder / "images")])
    assert finder.find("b/a0.png") == (None, "missing_file")
    assert finder.find("C:\\x\\b\\a0.png") == (None, "missing_file")
    assert finder.find("a0") == (str(folder / "images" / "a" / "a0.png"), "")
    assert finder.find("a\0.png") == (None, "missing_file")


def test_case_counts_only_where_it_must(folder):
    for name in ("Cat.png", "cat.png", "Dog.png"):
        write_picture(folder / "images" / "deep" / name, len(name), side=8)
    if len(os.listdir(folder / "images" / "deep")) == 2:
        pytest.skip("case counts nowhere on this disk")
    finder = FileFinder([str(folder / "images")])
    for name in ("Cat.png", "cat.png"):
        assert finder.find(name) == (str(folder / "images" / "deep" / name), "")
    assert finder.find("CAT.png") == (None, "ambiguous_file")
    assert finder.find("dOG") == (str(folder / "images" / "deep" / "Dog.png"), "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a b/c d.JPG cat", ("a b/c d.JPG", "cat")),
        ("a.jpg,two words", ("a.jpg", "two words")),
        ('"a, b.png",3', ("a, b.png", "3")),
        ("x\\y.png\t7", ("x\\y.png", "7")),
        ("noending cat", ("noending", "cat")),
        ("alone.png", ("alone.png", "")),
        ("a.jpg;b", ("a.jpg", "b")),
    ],
)
def test_lines_of_lists_are_parted(line, expected):
    assert parted(line) == expected


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        text, encoding = decoded(data, "x")
    except DataError:
        return
    assert isinstance(text, str)
    assert encoding


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_no_table_of_any_bytes_crashes(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    for name in ("t.csv", "t.json", "t.jsonl", "t.txt", "t.xlsx", "t.zip"):
        (folder / name).write_bytes(data)
        with pytest.raises((DataError, ConfigError)):
            open_source(TrainConfig(dataset_path=str(folder / name)))


def test_a_table_leaves_pictures_out_and_tells_some_apart(folder: Path) -> None:
    rows = ["path,label,split,group,duplicates", "images/a/a0.png,a,left out,,", "images/a/a1.png,a,train,g,ignore"]
    rows += [f"images/{name},{name[0]},{'val' if '9' in name else 'train'},," for name in NAMES[2:]]
    index = opened(folder, "labels.csv", "\n".join(rows), images_dir="")
    assert len(index.samples) == len(NAMES) - 1
    left_out = [finding for finding in index.findings if finding.kind == "left_out"]
    assert [finding.paths for finding in left_out] == [(str(folder / "images" / "a" / "a0.png"),)]
    assert [sample.path for sample in index.samples if sample.is_distinct] == [str(folder / "images/a/a1.png")]
    assert {sample.split for sample in index.samples} == {Split.TRAIN, Split.VAL}


def test_left_out_wins_over_another_row_and_half_may_be_left_out(folder: Path) -> None:
    rows = ["path,label,split", *(f"images/{name},{name[0]},{'left out' if '0' not in name else ''}" for name in NAMES)]
    index = opened(folder, "labels.csv", "\n".join([*rows, "images/a/a1.png,a,"]), images_dir="")
    assert [Path(sample.path).name for sample in index.samples] == ["a0.png", "b0.png"]


def test_a_table_that_leaves_everything_out_says_that(folder: Path) -> None:
    rows = ["path,label,split", *(f"images/{name},{name[0]},left out" for name in NAMES)]
    with pytest.raises(DataError, match=f"leaves out every picture that it names: {len(NAMES)} pictures are left out"):
        opened(folder, "labels.csv", "\n".join(rows), images_dir="")


def split_tables(folder: Path, names: dict[str, range]) -> None:
    for name, numbers in names.items():
        rows = [f"{NAMES[number]},{NAMES[number][0]}" for number in numbers]
        (folder / name).write_text("\n".join(["image,label", *rows]))


def test_tables_of_one_split_each_are_read_together(folder: Path) -> None:
    split_tables(folder, {"train.csv": range(0, 20, 2), "val.csv": range(1, 20, 4), "test.csv": range(3, 20, 4)})
    index = open_source(TrainConfig(dataset_path=str(folder)))
    counts = [sum(sample.split is split for sample in index.samples) for split in Split]
    assert counts == [10, 5, 5]


@pytest.mark.parametrize("is_told", [False, True])
def test_tables_of_one_split_each_may_lie_in_a_folder_without_pictures(folder: Path, is_told: bool) -> None:
    tables = folder / "tables"
    tables.mkdir()
    for name, numbers in (("train.csv", range(12)), ("val.csv", range(12, 20))):
        prefix = "" if is_told else f"{folder / 'images'}/"
        rows = [f"{prefix}{NAMES[number]},{NAMES[number][0]}" for number in numbers]
        (tables / name).write_text("\n".join(["image,label", *rows]))
    told = {"images_dir": str(folder / "images")} if is_told else {}
    index = open_source(TrainConfig(dataset_path=str(tables), **told))
    assert [sum(sample.split is split for sample in index.samples) for split in Split] == [12, 8, 0]


def test_the_only_table_of_a_folder_without_pictures_is_read_where_one_is_asked_for(folder: Path) -> None:
    (folder / "tables").mkdir()
    rows = [f"{folder / 'images' / name},{name[0]}" for name in NAMES]
    (folder / "tables" / "labels.csv").write_text("\n".join(["image,label", *rows]))
    index = open_source(TrainConfig(dataset_path=str(folder / "tables"), dataset_format="table"))
    assert len(index.samples) == len(NAMES)


def test_a_test_table_without_labels_is_passed_over_and_named(folder: Path) -> None:
    split_tables(folder, {"train.csv": range(20)})
    (folder / "test.csv").write_text("image\nz.png\n")
    index = open_source(TrainConfig(dataset_path=str(folder)))
    assert len(index.samples) == 20
    assert not index.has_split
    (finding,) = [finding for finding in index.findings if finding.kind == "other_table"]
    assert "test.csv" in finding.message


def test_a_train_table_finds_its_pictures_in_the_train_folder_first(tmp_path: Path) -> None:
    for number in range(4):
        write_picture(tmp_path / "train_images" / f"{number}.png", number, side=8)
        write_picture(tmp_path / "test_images" / f"{number}.png", 10 + number, side=8)
    (tmp_path / "train.csv").write_text("image,label\n0.png,a\n1.png,b\n2.png,a\n3.png,b\n")
    index = open_source(TrainConfig(dataset_path=str(tmp_path)))
    assert len(index.samples) == 4
    assert all("train_images" in sample.path for sample in index.samples)
    assert index.root == str(tmp_path)


def test_split_folders_of_pictures_with_a_table_in_each_are_read(tmp_path: Path) -> None:
    for start, name in enumerate(("train", "test")):
        rows = []
        for number in range(4):
            write_picture(tmp_path / name / f"{number}.png", 10 * start + number, side=8)
            rows.append(f"{number}.png,{'ab'[number % 2]}")
        (tmp_path / name / "metadata.csv").write_text("\n".join(["file_name,label", *rows]))
    index = open_source(TrainConfig(dataset_path=str(tmp_path)))
    assert index.classes == ("a", "b")
    assert sorted(f"{sample.split} {Path(sample.path).parent.name}" for sample in index.samples) == (
        ["test test"] * 4 + ["train train"] * 4)  # fmt: skip


def test_numbers_with_a_decimal_point_get_their_names_from_the_classes_file(folder: Path) -> None:
    (folder / "names.txt").write_text("cat\ndog\n")
    content = table("image,label").replace(",a\n", ",0.0\n").replace(",b\n", ",1.0\n")
    index = opened(folder, "t.csv", content, classes_path=str(folder / "names.txt"))
    assert index.classes == ("cat", "dog")
    assert len(index.samples) == 20


def test_columns_of_what_is_no_table_are_refused(folder: Path) -> None:
    with pytest.raises(ConfigError, match="read as class folders, which have no columns for --group_column"):
        open_source(TrainConfig(dataset_path=str(folder / "images"), group_column="patient"))


def test_a_folder_of_pictures_that_nothing_names_is_refused(folder: Path) -> None:
    images = str(folder / "images")
    with pytest.raises(ConfigError, match="read as class folders, and --images_dir is for the pictures that a table"):
        open_source(TrainConfig(dataset_path=images, images_dir=images))
    (folder / "val.csv").write_text(table("image,label"))
    index = open_source(TrainConfig(dataset_path=images, val_path=str(folder / "val.csv"), images_dir=images))
    assert sum(sample.split is Split.VAL for sample in index.samples) == len(NAMES)


def test_a_copy_beside_the_pictures_folder_makes_no_row_ambiguous(folder: Path) -> None:
    for number, name in enumerate(NAMES):
        write_picture(folder / "copy" / name, number, side=8)
    (folder / "t.csv").write_text(table("image,label", "{stem}.png,{label}"))
    index = open_source(TrainConfig(dataset_path=str(folder / "images"), metadata_path=str(folder / "t.csv")))
    assert len(index.samples) == 20
    assert all(sample.path.startswith(str(folder / "images")) for sample in index.samples)


def test_an_images_folder_that_is_none_is_told_for_lists_and_tables(folder: Path) -> None:
    for name, row in (("train.txt", "{name} {label}"), ("t.csv", "{name},{label}")):
        with pytest.raises(DataError, match=r"--images_dir: .*none does not exist"):
            opened(folder, name, table("image,label", row), images_dir="none")
        with pytest.raises(DataError, match=rf"--images_dir: .*{name} is a file"):
            opened(folder, name, images_dir=name)


def test_a_list_takes_the_place_of_a_table(folder: Path) -> None:
    (folder / "train.txt").write_text("\n".join(f"{name} {name[0]}" for name in NAMES))
    config = TrainConfig(dataset_path=str(folder / "images"), metadata_path=str(folder / "train.txt"))
    index = open_source(config)
    assert index.classes == ("a", "b")
    assert len(index.samples) == 20


def test_a_table_that_is_open_in_excel_is_found_beside_the_file_that_says_so(folder):
    (folder / "labels.csv").write_text(table("image,label", "images/{name},class {label}"), encoding="utf-8")
    (folder / "~$labels.xlsx").write_bytes(b"\x04Anna")
    assert open_source(TrainConfig(dataset_path=str(folder))).classes == ("class a", "class b")


@pytest.mark.parametrize("given", ["./images", "images/../images"])
def test_pictures_lie_in_the_folder_that_is_named_however_it_is_written(folder, given):
    index = opened(folder, "t.csv", table("image,label"), images_dir=given)
    assert index.root == str(folder / "images")
    assert all(sample.path.startswith(index.root) for sample in index.samples)
