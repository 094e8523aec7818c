"""What Spool must make of each file of the corpus: the manifest, and the exceptions that docs/CORPUS.md explains."""

import re
from pathlib import Path

# The one table of exceptions is the one that the engine's own tests use.
TABLE = Path(__file__).parents[1] / "MediaEngineTests" / "Corpus" / "CorpusVerdict.swift"
BY_CATEGORY = {"no-audio": {"no_audio"}, "empty-audio": {"empty_audio"}, "unreadable": {"not_media", "damaged"}}


def snake(code):
    return re.sub("([A-Z])", lambda match: "_" + match[1].lower(), code)


def exceptions():
    """File to a set of failure codes, or to a number of samples."""
    found = {}
    for file, verdict in re.findall(r'^\s*"(.+?/.+?)": (\..+?),?$', TABLE.read_text(), re.M):
        samples = re.fullmatch(r"\.convertsTo\(samples: ([\d_]+)\)", verdict)
        found[file] = int(samples[1].replace("_", "")) if samples else {snake(code) for code in re.findall(r"\.(\w+)", verdict)
                                                                       if code not in ("fails", "failsUnlessKept")}
    return found


def manifest(corpus):
    lines = [line.split("\t") for line in (corpus / "MANIFEST.tsv").read_text().splitlines()]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def expect_verdict(entry, exception, job, samples):
    """`samples` counts what the MP3 decodes to; None when there is none."""
    name = entry["file"]
    codes = exception if isinstance(exception, set) else BY_CATEGORY.get(entry["category"])
    if codes and not isinstance(exception, int):
        assert (job["state"], job.get("failure", {}).get("code") in codes) == ("failed", True), (name, job.get("failure"))
        return
    assert entry["category"] != "damaged-fails" or exception, f"{name} has no verdict"
    assert job["state"] == "done", (name, job.get("failure"))
    if isinstance(exception, int):
        assert samples == exception, name
        return
    # The manifest's seconds are those of whole frames, with the encoder's delay and padding.
    rate = job["result"]["sampleRate"]
    frame = 1152 if rate >= 32_000 else 576
    padded = -(-(samples + 1105) // frame) * frame
    distance = min(abs(length / rate - float(entry["mp3_duration"])) for length in (samples, padded))
    assert samples > 0 and distance <= frame / rate * 1.01, (name, samples, entry["mp3_duration"])
