"""Hostile and extreme inputs that are made here."""

import os
import random
import subprocess

import pytest
import traced

VICTIM_TONE = 3000
OWN_TONE = 500
MEMORY = 300 << 20


def make(path, source, *options):
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", source, *options, path]
    subprocess.run(command, check=True)
    return path


@pytest.fixture(scope="module")
def victim(tmp_path_factory):
    """Somebody else's recording: a tone that no other file here has."""
    folder = tmp_path_factory.mktemp("victim")
    recording = make(folder / "victim.wav", f"sine={VICTIM_TONE}:d=3")
    make(folder / "victim.ts", f"sine={VICTIM_TONE}:d=3", "-c:a", "aac")
    assert traced.tone(recording, VICTIM_TONE) > 0.9
    return folder


def playlists(victim):
    wav, ts = victim / "victim.wav", victim / "victim.ts"
    hls = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:3,\n{}\n#EXT-X-ENDLIST\n"
    yield "hls absolute", hls.format(f"file://{ts}")
    yield "hls plain path", hls.format(ts)
    yield "hls concat", hls.format(f"concat:{ts}|{ts}")
    yield "hls subfile", hls.format(f"subfile,,start,0,end,0,,:{ts}")
    yield "hls crypto", hls.format(f"crypto+file://{ts}")
    yield "hls key", hls.replace("#EXTINF", f'#EXT-X-KEY:METHOD=AES-128,URI="file://{wav}"\n#EXTINF').format(ts)
    yield "hls map", hls.replace("#EXTINF", f'#EXT-X-MAP:URI="file://{ts}"\n#EXTINF').format(ts)
    yield "ffconcat", f"ffconcat version 1.0\nfile 'file://{wav}'\n"
    yield "ffconcat plain path", f"ffconcat version 1.0\nfile '{wav}'\n"
    yield "dash", (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT3S">'
        f'<Period><AdaptationSet mimeType="audio/mp4"><Representation id="1" bandwidth="1"><BaseURL>file://{ts}</BaseURL>'
        "</Representation></AdaptationSet></Period></MPD>")
    yield "sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 19999 RTP/AVP 0\n"
    yield "pls", f"[playlist]\nFile1=file://{wav}\n"
    yield "m3u", f"#EXTM3U\n#EXTINF:3,x\nfile://{wav}\n"
    yield "imf", f'<?xml version="1.0"?><CompositionPlaylist><Asset><Path>{wav}</Path></Asset></CompositionPlaylist>'
    yield "vapoursynth", f"import os\nopen('{wav}')\n"
    yield "path only", f"{wav}\n"


NAMES = [name for name, _ in playlists(__import__("pathlib").Path("/"))]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["mp4", "m3u8", "mkv", "ffconcat"])
def test_playlists_reach_nobody(spool_media, victim, tmp_path, name, suffix):
    source = tmp_path / f"list.{suffix}"
    source.write_text(dict(playlists(victim))[name])
    output = tmp_path / "out.mp3"
    result = traced.run(spool_media, ["convert", str(source), str(output)], folder=tmp_path)
    traced.check_contained(result, source, output)
    assert result.verdict == "not_media", result.last
    assert output.stat().st_size == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", ["before", "after"])
def test_playlists_in_honest_files_reach_nobody(spool_media, victim, tmp_path, name, place):
    honest = make(tmp_path / "honest.mp3", f"sine={OWN_TONE}:d=3").read_bytes()
    playlist = dict(playlists(victim))[name].encode()
    source = tmp_path / "mixed.mp3"
    source.write_bytes(playlist + honest if place == "before" else honest + playlist)
    output = tmp_path / "out.mp3"
    result = traced.run(spool_media, ["convert", str(source), str(output)], folder=tmp_path)
    traced.check_contained(result, source, output)
    assert traced.tone(output, VICTIM_TONE) < 0.01
    if place == "after" and result.verdict == "done":
        assert traced.tone(output, OWN_TONE) > 0.9


@pytest.mark.parametrize("seed", range(8))
def test_random_bytes_are_refused(spool_media, tmp_path, seed):
    source = tmp_path / f"random.{['mp4', 'mp3', 'ts', 'aac', 'wav', 'mkv', 'avi', 'bin'][seed]}"
    source.write_bytes(random.Random(seed).randbytes(1_000_000))
    output = tmp_path / "out.mp3"
    result = traced.run(spool_media, ["convert", str(source), str(output)], folder=tmp_path)
    traced.check_contained(result, source, output)
    assert result.last[0] == "failed" and result.verdict not in ("crashed", "internal"), result.last


@pytest.mark.parametrize("name", [b"caf\xe9.wav", b"\xff\xfe\x80.wav", b"new\nline\x1b[31m.wav", b"-dash.wav", b"a|b;c$(d).wav"])
def test_names_are_only_bytes(spool_media, tmp_path, name):
    folder = os.fsencode(tmp_path)
    recording = make(tmp_path / "in.wav", f"sine={OWN_TONE}:d=1")
    os.rename(recording, os.path.join(folder, name))
    output = os.path.join(folder, b"out-" + name + b".mp3")
    process = subprocess.run(
        [spool_media, "convert", os.path.join(folder, name), output], stdin=subprocess.DEVNULL, capture_output=True)
    assert process.returncode == 0, process
    assert b'"done"' in process.stdout.splitlines()[-1]
    assert not any(byte < 0x20 and byte != 0x0A for byte in process.stdout)
    assert os.path.getsize(output) > 1000


def test_ten_hours_of_silence_take_no_more_memory(spool_media, tmp_path):
    source = make(tmp_path / "silence.flac", "anullsrc=r=8000:cl=mono:d=36000", "-compression_level", "0")
    assert source.stat().st_size < 20 << 20
    output = tmp_path / "out.mp3"
    status, last, memory = traced.peak_memory(spool_media, ["convert", str(source), str(output), "--threads", "2"])
    assert status == 0, last
    assert last["samples"] == 36000 * 8000
    assert output.stat().st_size == last["bytes"]
    assert memory < MEMORY


def test_the_watch_puts_calls_together_that_other_threads_have_cut():
    log = """\
10 seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=9}) = 0
11 openat(AT_FDCWD, "/proc/sys/vm/overcommit_memory", O_RDONLY <unfinished ...>
12 openat(AT_FDCWD, "/etc/passwd", O_RDONLY <unfinished ...>
11 <... openat resumed>) = -1 EACCES (Permission denied)
12 <... openat resumed>) = 7
10 connect(5, {sa_family=AF_INET} <unfinished ...>
"""
    lines = traced.whole_calls(log)
    assert traced.opens(lines) == (["/etc/passwd"], ["/proc/sys/vm/overcommit_memory", "/etc/passwd"])
    assert lines[-1].startswith("10 connect(")


def test_the_watch_sees_what_a_careless_program_does(victim, tmp_path):
    source = tmp_path / "list.mp4"
    source.write_text(dict(playlists(victim))["ffconcat plain path"])
    careless = traced.run("ffmpeg", ["-v", "quiet", "-nostdin", "-safe", "0", "-i", str(source), str(tmp_path / "out.wav")], folder=tmp_path)
    assert str(victim / "victim.wav") in careless.opened
    assert traced.tone(tmp_path / "out.wav", VICTIM_TONE) > 0.9
    with pytest.raises(AssertionError):
        traced.check_contained(careless, source)
