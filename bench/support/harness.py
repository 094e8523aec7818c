"""What every benchmark shares: media made once, commands timed in turn, and the closing lines.

A benchmark prints a table, then `NAME: measured X, target Y: met` (or `short`) a line per figure,
and exits 0 only when every figure is met.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("SPOOL_BIN_DIR", ROOT / ".build" / "release"))
MEDIA = Path(os.environ.get("SPOOL_BENCH_MEDIA", ROOT / ".build" / "bench-media"))


def program(name):
    """The path of one of our release programs; stops with what to do when it is not built."""
    path = BIN / name
    if not path.exists():
        sys.exit(f"{path} is missing: run `make release` first, or set SPOOL_BIN_DIR")
    return str(path)


class Run:
    """One finished command: wall and CPU seconds, and the peak resident size in MB."""

    def __init__(self, wall, cpu, rss):
        self.wall, self.cpu, self.rss = wall, cpu, rss


def timed(command, **options):
    """Runs a command to its end and measures it; a failing command ends the benchmark."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended {process.returncode}:\n{errors.decode(errors='replace')[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def alternate(rounds, **actions):
    """Runs the actions in turn, A B A B …, and returns the list of results of each by its name."""
    results = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            results[name].append(action())
    return results


def median(values):
    return statistics.median(values)


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Report:
    """Collects the figures, prints their closing lines, and knows the exit status."""

    def __init__(self, name):
        self.name = name
        self.lines = []
        self.all_met = True

    def row(self, *columns):
        print("  ".join(str(column).ljust(28 if index == 0 else 12) for index, column in enumerate(columns)))
        sys.stdout.flush()

    def figure(self, label, measured, target, unit="", at_most=True):
        met = measured <= target if at_most else measured >= target
        self.all_met &= met
        sign = "≤" if at_most else "≥"
        verdict = "met" if met else "short"
        self.lines.append(f"{label}: measured {measured:.3g}{unit}, target {sign} {target:g}{unit}: {verdict}")

    def close(self):
        print()
        for line in self.lines:
            print(line)
        sys.exit(0 if self.all_met else 1)


# Speech-like bursts over two drifting tones and pink noise: enough change that LAME cannot coast.
PROGRAMME = (
    "aevalsrc='0.22*sin(2*PI*(180+60*sin(0.7*t))*t)*gt(sin(2.1*t)\\,-0.4)+0.10*sin(2*PI*(900+400*sin(0.31*t))*t)"
    "|0.20*sin(2*PI*(220+40*sin(0.5*t))*t)*gt(sin(1.7*t)\\,-0.2)+0.10*sin(2*PI*(1300+500*sin(0.23*t))*t)'"
    ":s=48000:d={seconds}[tones];anoisesrc=c=pink:r=48000:a=0.18:d={seconds}:seed=7[noise];"
    "[noise]tremolo=f=0.9:d=0.8,aformat=channel_layouts=stereo[beat];[tones][beat]amix=inputs=2:normalize=0[a]"
)


#: Longer videos repeat one of this length: an encoder does not know, and nobody waits for hours of made-up sound.
LOOP = 300


def rounds(usual):
    """How often each is measured; SPOOL_BENCH_RUNS shortens a trial."""
    return int(os.environ.get("SPOOL_BENCH_RUNS", usual))


def video(seconds, name=None, audio=("-c:a", "aac", "-b:a", "160k"), extension="mp4"):
    """A video of that length with a moving picture and stereo sound, made once and kept."""
    MEDIA.mkdir(parents=True, exist_ok=True)
    path = MEDIA / f"{name or 'clip'}-{seconds}.{extension}"
    if path.exists():
        return path
    part = path.with_name("part-" + path.name)
    if seconds > LOOP:
        loop = video(LOOP, name, audio, extension)
        print(f"making {path.name} (once)…", flush=True)
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-stream_loop", "-1", "-i", loop, "-map", "0", "-t", str(seconds), "-c", "copy",
             "-movflags", "+faststart", part], check=True)
        part.rename(path)
    else:
        print(f"making {path.name} (once)…", flush=True)
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=s=320x180:r=5:d={seconds}",
             "-filter_complex", PROGRAMME.format(seconds=seconds), "-map", "0:v", "-map", "[a]",
             "-c:v", "libx264", "-preset", "ultrafast", "-crf", "35", *audio, "-movflags", "+faststart", part],
            check=True)
        part.rename(path)
    return path


def newest_ffmpeg():
    """The static ffmpeg of PyPI's imageio-ffmpeg; None when it is not installed, and said aloud."""
    try:
        import imageio_ffmpeg
        return imageio_ffmpeg.get_ffmpeg_exe()
    except ImportError:
        print("SKIPPED: the newest ffmpeg: `pip install imageio-ffmpeg` to compare with it")
        return None


def lame_options(encoding):
    """ffmpeg's options for Spool's name of an encoding."""
    return ("-q:a", encoding[1:]) if encoding.startswith("V") else ("-b:a", f"{encoding}k")


def ffmpeg_to_mp3(source, target, *options, program="ffmpeg"):
    """The peer's command line for the same work, with its own choice of threads."""
    return [program, "-v", "error", "-nostdin", "-y", "-i", str(source), "-vn", "-c:a", "libmp3lame", *options, str(target)]


def spool_to_mp3(source, target, encoding="V2", threads=os.cpu_count(), rate=None):
    return [program("spool-media"), "convert", "--force", str(source), str(target), "--encoding", encoding,
            "--threads", str(threads), *(["--rate", str(rate)] if rate else [])]
