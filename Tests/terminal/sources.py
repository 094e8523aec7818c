"""Media for the front-end to convert, made without spending time or space."""

import os
import pathlib


def wave(path, seconds, rate=44100):
    """Mono silence of 8 bits; its samples are a hole in the file."""
    size = int(seconds * rate)

    def little(value, count):
        return value.to_bytes(count, "little")

    header = (b"RIFF" + little(size + 36, 4) + b"WAVEfmt " + little(16, 4) + little(1, 2) + little(1, 2)
              + little(rate, 4) + little(rate, 4) + little(1, 2) + little(8, 2) + b"data" + little(size, 4))
    path = pathlib.Path(os.fsdecode(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        file.write(header)
        file.truncate(len(header) + size)
    return path


def empty(folder, names):
    """Files with nothing in them: for lists alone."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        for name in names:
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY, 0o644, dir_fd=descriptor))
    finally:
        os.close(descriptor)
    return folder
