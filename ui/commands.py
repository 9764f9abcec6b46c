"""Every command of the window: its menu, its words and its keys, in menu order.

The menus and Help > Shortcuts are made from this one table; controllers ask the main window for an action by its name
and connect it.
"""

from dataclasses import dataclass

SEPARATOR = "-"


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        name: Stable name, such as "train.start"; SEPARATOR for a line in the menu.
        menu: Title of its menu.
        text: What the menu says; an ellipsis where a dialog follows.
        keys: Shortcuts, as Qt writes them.
        page: Key of the page that it works on; empty for the whole window. Keys without Ctrl belong to a page.
        tip: What it does, for the status tip and Help > Shortcuts.
        checkable: Whether it switches something on and off.
        works_elsewhere: Its menu's entry works on every page, as what it does is seen in the status bar.
    """

    name: str
    menu: str = ""
    text: str = ""
    keys: tuple[str, ...] = ()
    page: str = ""
    tip: str = ""
    checkable: bool = False
    works_elsewhere: bool = False


FILE, EDIT, DATA, TRAIN, PREDICT = "&File", "&Edit", "&Data", "&Train", "&Predict"
EVALUATE, RUNS, VIEW, HELP = "Eval&uate", "&Runs", "&View", "&Help"

COMMANDS = (
    Command("file.open_data", FILE, "Open &data...", ("Ctrl+O",), tip="Choose a folder of pictures"),
    Command("file.open_table", FILE, "Open a &table or zip...", ("Ctrl+Shift+O",), tip="Choose a table or zip"),
    Command("file.open_sample", FILE, "Open the &sample digits", tip="Use the digits that come with Classwise"),
    Command("file.open_model", FILE, "Open &model...", ("Ctrl+M",), tip="Choose a model file"),
    Command("file.open_pictures", FILE, "Open pictures to &predict...", ("Ctrl+Shift+P",), tip="Choose a folder"),
    Command("file.recent", FILE, "&Recent"),
    Command(SEPARATOR, FILE),
    Command("file.export", FILE, "&Export results...", ("Ctrl+E",), tip="Write the predictions to a file"),
    Command("file.preferences", FILE, "Pre&ferences...", ("Ctrl+,",), tip="Language, theme, device, cache and more"),
    Command("file.quit", FILE, "&Quit", ("Ctrl+Q",), tip="Close the window"),
    Command("edit.undo", EDIT, "&Undo", ("Ctrl+Z",), tip="Take the newest change of labels back"),
    Command("edit.redo", EDIT, "Re&do", ("Ctrl+Shift+Z", "Ctrl+Y"), tip="Do it again"),
    Command("data.leave_out", DATA, "&Leave out", ("Delete",), page="data",
            tip="No command uses the selected pictures"),
    Command("data.take_back", DATA, "&Take changes back", ("Backspace",), page="data",
            tip="The selected pictures are again what was read of them"),
    Command("data.new_class", DATA, "&New class...", ("N",), page="data",
            tip="Move the selected pictures to a class that is not there yet"),
    Command("data.select_all", DATA, "Select &all", ("Ctrl+A",), page="data", tip="Select all pictures shown"),
    Command(SEPARATOR, DATA),
    Command("data.save", DATA, "&Save labels", ("Ctrl+S",), page="data", tip="Write labels.csv"),
    Command("data.save_as", DATA, "Save la&bels as...", ("Ctrl+Shift+S",), page="data", tip="Write another table"),
    Command("data.move", DATA, "&Move files into class folders...", tip="Move the files themselves, with an undo file"),
    Command("data.undo_move", DATA, "&Undo the move...", tip="Put moved files back where they were"),
    Command(SEPARATOR, DATA),
    Command("data.split", DATA, "S&plit...", tip="Part the pictures into train, val and test"),
    Command("data.augmentation", DATA, "Au&gmentation...", tip="See pictures as the network will"),
    Command("data.duplicates", DATA, "Pictures that look ali&ke", ("D",), page="data", tip="Two by two, side by side"),
    Command(SEPARATOR, DATA),
    Command("data.filter", DATA, "&Filter by name", ("Ctrl+F",), page="data"),
    Command("data.full_screen", DATA, "Full scr&een picture", ("F11",), page="data"),
    Command("data.show_folder", DATA, "Show the picture's fol&der", tip="Open its folder in the file manager"),
    Command("train.start", TRAIN, "&Start training", ("Ctrl+R",), page="train", tip="Train with the settings shown"),
    Command("train.pause", TRAIN, "&Pause or resume", ("Ctrl+Shift+Space",), tip="Hold the training, or let it go on"),
    Command("train.stop", TRAIN, "S&top now", ("Ctrl+.",), page="train",
            tip="Finish this batch, save, and stop", works_elsewhere=True),
    Command("train.stop_epoch", TRAIN, "Stop &after this epoch", tip="Finish this epoch, save, and stop"),
    Command("train.continue", TRAIN, "&Continue a run...", tip="Go on with a run that was stopped"),
    Command(SEPARATOR, TRAIN),
    Command("train.copy_command", TRAIN, "Copy the train.py co&mmand", tip="The same training on the command line"),
    Command("train.evaluate", TRAIN, "&Evaluate the run", tip="See its mistakes on the test pictures"),
    Command("train.show_folder", TRAIN, "Show the run's &folder"),
    Command("predict.run", PREDICT, "&Run", ("Ctrl+R",), page="predict", tip="Predict the chosen pictures"),
    Command("predict.stop", PREDICT, "&Stop", ("Ctrl+.",), page="predict",
            tip="Stop predicting", works_elsewhere=True),
    Command(SEPARATOR, PREDICT),
    Command("predict.play", PREDICT, "Pla&y or pause", ("Space",), page="predict", tip="One picture after another"),
    Command("predict.previous", PREDICT, "Pre&vious picture", ("Left",), page="predict"),
    Command("predict.next", PREDICT, "Ne&xt picture", ("Right",), page="predict"),
    Command("predict.first", PREDICT, "&First picture", ("Home",), page="predict"),
    Command("predict.last", PREDICT, "&Last picture", ("End",), page="predict"),
    Command("predict.go_to", PREDICT, "&Go to...", ("Ctrl+G",), page="predict"),
    Command("predict.slower", PREDICT, "Play slo&wer", ("[",), page="predict"),
    Command("predict.faster", PREDICT, "Play fas&ter", ("]",), page="predict"),
    Command(SEPARATOR, PREDICT),
    Command("predict.zoom_in", PREDICT, "&Zoom in", ("+", "="), page="predict"),
    Command("predict.zoom_out", PREDICT, "Zoom &out", ("-",), page="predict"),
    Command("predict.zoom_fit", PREDICT, "F&it the picture", ("0",), page="predict"),
    Command("predict.zoom_actual", PREDICT, "&Actual size", ("Z",), page="predict"),
    Command("predict.full_screen", PREDICT, "Full scr&een picture", ("F11",), page="predict"),
    Command(SEPARATOR, PREDICT),
    Command("predict.grid", PREDICT, "Pictures as a gri&d", ("G",), page="predict", checkable=True,
            tip="Many thumbnails in place of the large picture"),
    Command("predict.heatmap", PREDICT, "&Heatmap", ("H",), page="predict", checkable=True,
            tip="Show where in the picture the network sees the class"),
    Command("predict.filter", PREDICT, "Filter &by name", ("Ctrl+F",), page="predict"),
    Command("predict.correct", PREDICT, "Correct &mode", ("C",), page="predict", checkable=True,
            tip="Keys 1 to 9 set the true class"),
    Command("predict.copy", PREDICT, "&Copy this result", ("Ctrl+C",), page="predict"),
    Command("predict.save_picture", PREDICT, "Save the annotated &picture...", page="predict"),
    Command("predict.save_pictures", PREDICT, "Save all annotated pictures...", page="predict"),
    Command("predict.sort", PREDICT, "Sort i&nto folders...", page="predict"),
    Command("predict.undo_sort", PREDICT, "&Undo a sorting...", page="predict",
            tip="Take back an earlier sorting into folders, also one that broke off"),
    Command("evaluate.run", EVALUATE, "Evaluate a&gain", ("Ctrl+R",), page="evaluate",
            tip="Predict these pictures anew and judge them"),
    Command("evaluate.stop", EVALUATE, "&Stop", ("Ctrl+.",), page="evaluate",
            tip="Stop; nothing is written", works_elsewhere=True),
    Command(SEPARATOR, EVALUATE),
    Command("evaluate.report", EVALUATE, "Open the &report", page="evaluate", tip="The report, in the browser"),
    Command("evaluate.save_report", EVALUATE, "Save the report &as...", ("Ctrl+E",), page="evaluate",
            tip="One page of HTML with all figures and the worst mistakes"),
    Command("evaluate.show_folder", EVALUATE, "Show &folder", page="evaluate", tip="The evaluation's files"),
    Command("evaluate.predict", EVALUATE, "Open in &Predict", page="evaluate", tip="Browse these pictures one by one"),
    Command(SEPARATOR, EVALUATE),
    Command("evaluate.next", EVALUATE, "&Next picture", ("Right",), page="evaluate"),
    Command("evaluate.previous", EVALUATE, "Pre&vious picture", ("Left",), page="evaluate"),
    Command("evaluate.large", EVALUATE, "One picture &large", ("G",), page="evaluate", checkable=True,
            tip="One picture in place of many thumbnails"),
    Command("evaluate.heatmap", EVALUATE, "&Heatmap", ("H",), page="evaluate", checkable=True,
            tip="Show where in the picture the network sees the class"),
    Command("evaluate.correct", EVALUATE, "Correct &mode", ("C",), page="evaluate", checkable=True,
            tip="Keys 1 to 9 set the true class"),
    Command("evaluate.leave_out", EVALUATE, "Leave &out", ("Del",), page="evaluate",
            tip="Do not use this picture for training; its file stays"),
    Command("evaluate.retrain", EVALUATE, "&Train again with corrections...", page="evaluate",
            tip="Open the Train page with the corrected labels, the old settings and the same split"),
    Command("runs.continue", RUNS, "&Continue...", page="runs", tip="Go on with the chosen run"),
    Command("runs.train_with", RUNS, "&Train with its settings", page="runs", tip="Open the Train page with them"),
    Command("runs.predict", RUNS, "Open in &Predict", page="runs", tip="Browse what its network says"),
    Command("runs.evaluate", RUNS, "Open in &Evaluate", page="runs", tip="See where its network errs"),
    Command("runs.export", RUNS, "E&xport...", page="runs", tip="Write its model as ONNX, for other programs"),
    Command("runs.show_folder", RUNS, "Show &folder", page="runs", tip="Everything the run wrote"),
    Command("runs.delete", RUNS, "&Delete", ("Del",), page="runs", tip="Move the chosen runs to the trash"),
    Command(SEPARATOR, RUNS),
    Command("runs.filter", RUNS, "Fi&lter", ("Ctrl+F",), page="runs", tip="Find runs by what they are called"),
    Command("runs.refresh", RUNS, "Loo&k again", ("F5",), page="runs", tip="Look for runs now"),
    Command("runs.add_folder", RUNS, "&Add a runs folder...", page="runs", tip="Look for runs in another folder too"),
    Command("view.pages", VIEW, "Pages"),
    Command(SEPARATOR, VIEW),
    Command("view.theme", VIEW, "&Theme"),
    Command("view.scale", VIEW, "&Scale"),
    Command("view.log", VIEW, "&Log", ("Ctrl+L",), checkable=True, tip="What happened so far, line by line"),
    Command("help.page", HELP, "Help on this &page", ("F1",)),
    Command("help.troubleshooting", HELP, "&Troubleshooting", tip="Memory, not converging, NaN, slow, wrong torch"),
    Command("help.shortcuts", HELP, "&Shortcuts", ("Ctrl+/",), tip="All keys"),
    Command("help.copy_details", HELP, "&Copy details for a report", tip="Versions and the end of the log"),
    Command("help.about", HELP, "&About Classwise"),
)  # fmt: skip
