"""Media made with ffmpeg, and how long media are."""

import functools
import os
import shutil
import subprocess
from pathlib import Path


def ffmpeg(*arguments):
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *arguments], check=True, capture_output=True).stdout


class Clips:
    """Each is made once and linked wherever it is wanted."""

    def __init__(self, folder):
        self.folder = folder

    @functools.cached_property
    def short(self):
        """Three seconds with a picture."""
        return self._make("short.mkv", "sine=440:d=3", "-f", "lavfi", "-i", "testsrc=d=3:s=64x64:r=5", "-c:a", "aac")

    @functools.cached_property
    def medium(self):
        """Half a minute of noise in stereo."""
        return self._make("medium.mkv", "anoisesrc=d=30:a=0.2", "-ac", "2", "-c:a", "pcm_mulaw", "-ar", "44100")

    @functools.cached_property
    def long(self):
        """Three minutes of noise in stereo: long enough to step in while it converts, and to see its end."""
        return self._noise("long.mkv", 180)

    @functools.cached_property
    def longer(self):
        """Ten minutes of it: long enough for a command on a machine that stalls."""
        return self._noise("longer.mkv", 600)

    def _noise(self, name, seconds):
        return self._make(name, f"anoisesrc=d={seconds}:a=0.2", "-ac", "2", "-c:a", "pcm_mulaw", "-ar", "44100")

    @functools.cached_property
    def endless(self):
        """A day of silence that takes no space on the disk."""
        path, size = self.folder / "endless.wav", 24 * 3600 * 44100
        little = lambda value, count: value.to_bytes(count, "little")
        header = (b"RIFF" + little(size + 36, 4) + b"WAVEfmt " + little(16, 4) + little(1, 2) + little(1, 2)
                  + little(44100, 4) + little(44100, 4) + little(1, 2) + little(8, 2) + b"data" + little(size, 4))
        with open(path, "wb") as file:
            file.write(header)
            file.truncate(len(header) + size)
        return path

    def _make(self, name, sound, *rest):
        path = self.folder / name
        ffmpeg("-f", "lavfi", "-i", sound, *rest, path)
        path.chmod(0o644)
        return path

    @staticmethod
    def place(clip, path):
        """A file of its own at `path` (bytes or text), without copying where that is possible."""
        path = Path(os.fsdecode(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(clip, path)
        except OSError:
            shutil.copy(clip, path)
        return path


def decoded_length(path, track=0):
    """Samples of an audio track, as ffmpeg decodes it."""
    return len(ffmpeg("-i", path, "-map", f"0:a:{track}", "-ac", "1", "-f", "s16le", "-")) // 2


def sample_rate(path, track=0):
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-select_streams", f"a:{track}", "-show_entries", "stream=sample_rate", "-of", "csv=p=0", path],
        check=True, capture_output=True, text=True)
    return int(probe.stdout.split()[0].strip(","))


def expect_clean_mp3(path):
    """Two decoders agree on the length and find nothing to complain about; returns the number of samples."""
    path = os.fsencode(path)
    ours = subprocess.run(["ffmpeg", "-v", "warning", "-nostdin", "-i", path, "-ac", "1", "-f", "s16le", "-"], capture_output=True)
    assert (ours.returncode, ours.stderr) == (0, b""), ours.stderr.decode()
    test = subprocess.run(["mpg123", "-q", "-t", path], capture_output=True)
    assert (test.returncode, test.stderr) == (0, b""), test.stderr.decode()
    theirs = subprocess.run(["mpg123", "-q", "-m", "-e", "s16", "-s", path], capture_output=True)
    assert (theirs.returncode, theirs.stderr) == (0, b""), theirs.stderr.decode()
    assert len(ours.stdout) == len(theirs.stdout)
    return len(ours.stdout) // 2
