"""What a form needs to know of one setting; the controller makes these from TrainConfig."""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """How a setting is edited."""

    TEXT = "text"
    CHECK = "check"
    CHOICE = "choice"
    FILE = "file"
    FOLDER = "folder"
    NETWORK = "network"


@dataclass(frozen=True)
class FieldSpec:
    """One setting.

    Attributes:
        name: The setting's name, as on the command line.
        label: What the form calls it.
        group: Heading it stands under.
        tip: What it does and when to change it.
        kind: How it is edited.
        default: Its default as text; for CHECK "yes" or "".
        choices: (value, words) of CHOICE; for NETWORK the recommended ones.
        unit: Shown behind the field, such as "pictures".
        placeholder: Shown in an empty field.
        advanced: Stands under Advanced.
        action: What a button beside a TEXT says; empty for none.
        action_tip: What that button does.
    """

    name: str
    label: str
    group: str
    tip: str
    kind: FieldKind
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    placeholder: str = ""
    advanced: bool = True
    action: str = ""
    action_tip: str = ""


@dataclass(frozen=True)
class PresetSpec:
    """One preset.

    Attributes:
        name: Stable name.
        label: What its button says.
        tip: What it is for.
    """

    name: str
    label: str
    tip: str


@dataclass(frozen=True)
class NetworkRow:
    """One network in the table of all.

    Attributes:
        name: Its registry name.
        params_m: Millions of parameters; 0 where unknown.
        relative_time: Time of a picture, mobilenet_v2 being 1; 0 where unknown.
        weights: "installed", "to download" or "none".
        weights_mb: Size of its pretrained weights; 0 for none.
        input_text: What sizes of pictures it takes.
    """

    name: str
    params_m: float
    relative_time: float
    weights: str
    weights_mb: float
    input_text: str
