"""A window with Chromium 73, moved by lines of JSON: one comes in, one goes out.

Run by the Python of `.cache/chromium73`, which has nothing of ours; what the page logs goes to the error output.
"""

import json
import sys

from PyQt5.QtCore import QPoint, QSocketNotifier, Qt, QUrl
from PyQt5.QtTest import QTest
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineView
from PyQt5.QtWidgets import QApplication

WIDTH, HEIGHT = 1440, 900


def tell(answer: object) -> None:
    print(json.dumps(answer), flush=True)


class Window:
    """One person's browser; keys and mouse are real, so that the page sees a person's touch."""

    def __init__(self) -> None:
        self.view = QWebEngineView()
        self.page = self.view.page()
        self.page.featurePermissionRequested.connect(self._grant)
        self.view.resize(WIDTH, HEIGHT)
        self.view.show()
        self.view.activateWindow()
        self.commands = {
            "open": self._open,
            "run": self._run,
            "press": self._press,
            "type": self._type,
            "shot": self._shot,
        }
        self.ears = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Read)
        self.ears.activated.connect(self._hear)

    def _hear(self) -> None:
        line = sys.stdin.readline()
        if not line:
            QApplication.quit()
            return
        word, *rest = json.loads(line)
        self.commands[word](*rest)

    def _grant(self, origin: QUrl, feature: int) -> None:
        self.page.setFeaturePermission(origin, feature, QWebEnginePage.PermissionGrantedByUser)

    def _open(self, address: str) -> None:
        self.view.load(QUrl(address))
        tell(None)

    def _run(self, script: str) -> None:
        self.page.runJavaScript(script, tell)

    def _press(self, x: float, y: float) -> None:
        QTest.mouseClick(self.view.focusProxy(), Qt.LeftButton, Qt.NoModifier, QPoint(int(x), int(y)))
        tell(None)

    def _type(self, text: str) -> None:
        QTest.keyClicks(self.view.focusProxy(), text)
        tell(None)

    def _shot(self, path: str) -> None:
        tell(self.view.grab().save(path))


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = Window()
    sys.exit(app.exec_())
