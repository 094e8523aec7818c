"""The socket by which a test stops, starts, pauses and resumes a server of `up`."""

import contextlib
import socket
import threading
from pathlib import Path

VERBS = ("stop", "start", "pause", "resume")


def listen(path: Path, servers: dict) -> str:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    # PR_SET_PDEATHSIG goes by thread: what this one starts again lives as long as it, which is as long as `up`.
    threading.Thread(target=_serve, args=(listener, servers), daemon=True).start()
    return str(path)


def _serve(listener: socket.socket, servers: dict) -> None:
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                verb, name = connection.recv(256).decode().split()
                if verb not in VERBS or name not in servers:
                    raise ValueError(f"no {verb!r} of {name!r}")
                getattr(servers[name], verb)()
                answer = "ok"
            except Exception as error:
                answer = f"error: {error}"
            # Who has hung up meanwhile must not end this thread, and with it what it has started.
            with contextlib.suppress(OSError):
                connection.sendall(f"{answer}\n".encode())
