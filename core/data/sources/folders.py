"""Class folders, and train, val and test folders of such."""

import os
from collections import Counter

from core.base.control import Control
from core.base.errors import DataError
from core.base.messages import first_names, plural
from core.base.types import Finding, Split
from core.data.sources.listing import Listing, files_in, has_pictures, is_picture, list_pictures, subfolders
from core.data.sources.names import split_of
from core.data.sources.part import Entry, Part


def split_folders_in(folder: str) -> dict[str, Split]:
    """Return the folders named train, val or test (in any usual spelling) that hold folders themselves."""
    found = {name: split for name in subfolders(folder) if (split := split_of(name)) is not None}
    return {name: split for name, split in found.items() if subfolders(os.path.join(folder, name))}


def class_folders_in(folder: str) -> list[str]:
    """Return the names of the folders that hold a picture, naturally sorted."""
    return [name for name in subfolders(folder) if has_pictures(os.path.join(folder, name))]


def read_class_folders(folder: str, control: Control | None = None, split: Split | None = None) -> Part:
    """Read a folder with one folder of pictures a class.

    Raises:
        DataError: The folder cannot be read, or holds no class folder with a picture.
    """
    part = Part(folder, name=os.path.basename(folder), form="class folders", is_folders=True)
    others: list[str] = []
    for name in subfolders(folder):
        listing = list_pictures(os.path.join(folder, name), control)
        part.entries += [Entry(path, name, None, split) for path in listing.pictures]
        part.findings += listing.findings
        others += listing.others
        if not listing.pictures:
            part.findings.append(_empty_folder(folder, name, listing))
    if not part.entries:
        raise DataError(_no_classes(folder))
    loose = [os.path.join(folder, name) for name in files_in(folder) if is_picture(name)]
    if loose:
        said = plural(len(loose), "{n} picture lies in no class folder, but right in {folder}; it was left out.",
                      "{n} pictures lie in no class folder, but right in {folder}; they were left out.", folder=folder)
        part.findings.append(Finding("loose_pictures", said, tuple(loose)))
    if others:
        part.findings.append(_other_files(others))
    return part


def read_split_folders(folder: str, control: Control | None = None) -> Part:
    """Read a folder with train and val or test folders, each with one folder of pictures a class.

    Raises:
        DataError: There is no such folder, or one holds no class folder with a picture.
    """
    names = split_folders_in(folder)
    if not names:
        raise DataError(
            f"{folder} has no folders train, val or test with class folders in them; it holds {_contents(folder)}. "
            "Give such a folder, or leave --dataset_format at auto."
        )
    form = f"folders {', '.join(names)} of class folders"
    part = Part(folder, name=os.path.basename(folder), form=form, is_folders=True)
    for name, split in names.items():
        inner = read_class_folders(os.path.join(folder, name), control, split)
        part.entries += inner.entries
        part.findings += inner.findings
    beside = [name for name in class_folders_in(folder) if name not in names]
    if beside:
        shown = ", ".join(beside)
        message = f"Beside {', '.join(names)} lie other folders with pictures ({shown}); they were left out."
        part.findings.append(Finding("loose_pictures", message, tuple(os.path.join(folder, name) for name in beside)))
    return part


def _empty_folder(folder: str, name: str, listing: Listing) -> Finding:
    path = os.path.join(folder, name)
    what = f"{len(listing.others)} files of other kinds" if listing.others else "nothing"
    return Finding("empty_class", f"The folder {name!r} holds no picture ({what}); it is no class.", (path,))


def _other_files(paths: list[str]) -> Finding:
    endings = Counter(os.path.splitext(path)[1].lower() or "no ending" for path in paths)
    kinds = ", ".join(f"{count} {ending}" for ending, count in sorted(endings.items(), key=lambda item: -item[1])[:8])
    said = plural(len(paths), "{n} file in class folders has no picture's ending ({kinds}); it was left out.",
                  "{n} files in class folders have no picture's ending ({kinds}); they were left out.", kinds=kinds)
    return Finding("other_files", said, tuple(paths))


def _no_classes(folder: str) -> str:
    loose = sum(is_picture(name) for name in files_in(folder))
    if loose:
        return (
            f"{folder} holds {loose:,} pictures but no class folders. Sort the pictures into one folder a class, "
            "or say what they are with a table (--metadata_path)."
        )
    return (
        f"{folder} holds no class folders with pictures; it holds {_contents(folder)}. "
        "Expected: one folder of pictures a class, or train and val folders of such."
    )


def _contents(folder: str) -> str:
    names = [name + "/" for name in subfolders(folder)] + files_in(folder)
    return first_names(names, 6) or "nothing"
