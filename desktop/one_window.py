"""One window for each profile: a second start hands over its files and ends.

What keeps two programs out of one profile is the store's own lock; this is only the
courtesy of showing the window that is there.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE: Final = 400
_MOST_BYTES: Final = 1 << 16
_HEARD: Final = b"heard\n"


def hand_over(profile: Path, files: Sequence[Path]) -> bool:
    """Have the window of this profile come to the front with these files.

    Whether there is one that heard.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name(profile))
    if not socket.waitForConnected(_PATIENCE):
        return False
    line = json.dumps([str(file.absolute()) for file in files]) + "\n"
    socket.write(line.encode())
    socket.flush()
    heard = socket.waitForReadyRead(_PATIENCE) and bytes(
        socket.readAll().data()
    ).startswith(_HEARD)
    socket.disconnectFromServer()
    return heard


class OneWindow(QObject):
    """Listens for further starts on the same profile.

    Signals:
        called(tuple): Somebody has started the program again, with these files.
    """

    called = Signal(tuple)

    def __init__(self, profile: Path) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = _name(profile)
        if not self._server.listen(name):
            # A program that was killed leaves its socket behind.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _on_connection(self) -> None:
        while socket := self._server.nextPendingConnection():
            caller = _Caller(socket, self)
            caller.said.connect(self._on_said)
            caller.read()

    def _on_said(self, files: tuple[Path, ...]) -> None:
        self.called.emit(files)


class _Caller(QObject):
    """One further start, until it has said its line.

    Signals:
        said(tuple): The files it was started with.
    """

    said = Signal(tuple)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.deleteLater)

    def read(self) -> None:
        """Take the line, once it is whole."""
        if not self._socket.canReadLine():
            return
        line = bytes(self._socket.readLine(_MOST_BYTES).data())
        try:
            files = tuple(Path(str(file)) for file in json.loads(line))
        except (ValueError, TypeError):
            self._socket.abort()
            return
        self._socket.write(_HEARD)
        self._socket.flush()
        self.said.emit(files)


def _name(profile: Path) -> str:
    place = hashlib.sha256(str(profile.resolve()).encode()).hexdigest()
    return f"zoucha-{place[:16]}"
