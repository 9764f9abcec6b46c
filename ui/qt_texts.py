"""Qt's own texts, of standard buttons and of the menus of text fields, for where Qt has no translation of them.

The newest PyQt5 for Windows is of Qt 5.15.2, whose translations lack qtbase_zh_CN.qm; the older qt_zh_CN.qm, which it
has, knows neither today's buttons nor the menus of longer texts.
"""

from PyQt5.QtCore import QObject, QTranslator

QT_TEXTS = {
    "zh_CN": {
        "QPlatformTheme": {
            "OK": "确定", "Save": "保存", "Save All": "全部保存", "Open": "打开", "&Yes": "是(&Y)",
            "Yes to &All": "全是(&A)", "&No": "否(&N)", "N&o to All": "全否(&O)", "Abort": "中止", "Retry": "重试",
            "Ignore": "忽略", "Close": "关闭", "Cancel": "取消", "Discard": "丢弃", "Help": "帮助", "Apply": "应用",
            "Reset": "重置", "Restore Defaults": "恢复默认值",
        },
        "QWidgetTextControl": {
            "&Undo": "撤消(&U)", "&Redo": "重做(&R)", "Cu&t": "剪切(&T)", "&Copy": "复制(&C)",
            "Copy &Link Location": "复制链接地址(&L)", "&Paste": "粘贴(&P)", "Delete": "删除", "Select All": "全选",
        },
    },
}  # fmt: skip
"""By language and Qt's context, as Qt's later versions say them."""


class QtTexts(QTranslator):
    """Translates those of Qt's own texts that stand here."""

    def __init__(self, code: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = QT_TEXTS.get(code, {})

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return a text's translation, or None: Qt then asks the next one."""
        return self._texts.get(context, {}).get(source)

    def isEmpty(self) -> bool:
        """Qt does not install an empty one."""
        return not self._texts
