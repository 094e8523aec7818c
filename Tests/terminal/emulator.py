"""A terminal emulator for tests: pyte, with what it lacks."""

import re
import unicodedata

import pyte
import pyte.screens


def columns(char):
    """As C libraries and terminals count them; pyte's own table stops drawing at some marks."""
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf") or 0x1160 <= ord(char) <= 0x11FF:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


pyte.screens.wcwidth = columns


# A device control string, whole: terminals pass it on or ignore it, pyte draws what stands in it.
CONTROL_STRING = re.compile(rb"\x1bP(?:[^\x1b]|\x1b\x1b)*\x1b\\")


class Screen(pyte.Screen):
    """Adds the alternate screen, and remembers which private modes are set."""

    def __init__(self, width, height):
        self.private_modes = set()
        self.main = None
        super().__init__(width, height)

    def set_mode(self, *modes, **kwargs):
        if kwargs.get("private"):
            self.private_modes.update(modes)
            if {47, 1049} & set(modes) and self.main is None:
                self.main = ({y: dict(row) for y, row in self.buffer.items()}, self.cursor.x, self.cursor.y)
                self.erase_in_display(2)
        super().set_mode(*modes, **kwargs)

    def reset_mode(self, *modes, **kwargs):
        if kwargs.get("private"):
            self.private_modes.difference_update(modes)
            if {47, 1049} & set(modes) and self.main is not None:
                self.erase_in_display(2)
                rows, self.cursor.x, self.cursor.y = self.main
                for y, row in rows.items():
                    self.buffer[y].update(row)
                self.main = None
        super().reset_mode(*modes, **kwargs)

    @property
    def in_alternate_screen(self):
        return self.main is not None


class Emulator:
    def __init__(self, width, height):
        self.screen = Screen(width, height)
        self.stream = pyte.Stream(self.screen)
        self.rest = b""

    def feed(self, data):
        data = CONTROL_STRING.sub(b"", self.rest + data)
        start = data.find(b"\x1bP")
        if start >= 0:
            self.feed_text(data[:start])
            self.rest = data[start:]
        else:
            self.feed_text(data)

    def feed_text(self, data):
        # A character cut in half waits for its rest.
        for cut in range(4):
            try:
                text = data[: len(data) - cut].decode("utf-8")
                self.rest = data[len(data) - cut:]
                break
            except UnicodeDecodeError:
                continue
        else:
            text, self.rest = data.decode("utf-8", "replace"), b""
        # pyte gives up a line at marks of combining class 0.
        self.stream.feed("".join(c for c in text if columns(c) or unicodedata.combining(c) or ord(c) < 32))

    def resize(self, width, height):
        self.screen.resize(height, width)

    def rows(self):
        return ["".join(self.screen.buffer[y][x].data for x in range(self.screen.columns)).rstrip()
                for y in range(self.screen.lines)]

    def cells(self):
        """All that can be seen: characters with their colours and attributes."""
        return [[self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)]
