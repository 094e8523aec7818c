"""Every file of SPOOL_ATTACK ends as its README says, and reaches nothing but itself."""

import os

import pytest
import traced

#: The verdicts that are right for a file; `done` is a correct MP3.
NOT_MEDIA = {"not_media"}
CLEAR = {"done", "damaged", "empty_audio", "limit_exceeded", "not_media", "truncated", "unsupported_codec", "no_audio"}
EXPECTED = {
    "hls_rel.mp4": NOT_MEDIA,
    "hls_concat.mp4": NOT_MEDIA,
    "0b0b0b0b-attacker-hls": NOT_MEDIA,
    "ffconcat_rel.mp4": NOT_MEDIA,
    "0a0a0a0a-attacker": NOT_MEDIA,
    "hls_ssrf.mp4": NOT_MEDIA,
    "ffconcat_ssrf.mp4": NOT_MEDIA,
    "dash.mp4": NOT_MEDIA,
    "sdp.mp4": NOT_MEDIA,
    "rtsp.mp4": NOT_MEDIA,
    "pls.mp4": NOT_MEDIA,
    "hls_passwd.mp4": NOT_MEDIA,
    "wav_1Hz.wav": {"limit_exceeded"},
    "wav_1Hz_80k.wav": {"limit_exceeded"},
    "wav_zero_rate.wav": CLEAR,
    "wav_4GHz.wav": CLEAR,
    "wav_65535ch.wav": CLEAR,
    "wav_claims_4GB.wav": CLEAR,
    "m4a_absurd_duration.m4a": CLEAR,
    "m4a_absurd_elst.m4a": CLEAR,
    "m4a_absurd_stts.m4a": CLEAR,
    "zero.mp4": NOT_MEDIA,
    "one_byte.mp4": NOT_MEDIA,
    "7f3c2b1e-0b1d-4f0e-9a55-2d6f4f1f9c11": {"done"},
    "ok.m4a": {"done"},
    "other_user.ts": {"done"},
    "other_user.wav": {"done"},
    "secret.wav": {"done"},
    "secret_audio.aac": {"done"},
    "secret_audio.ts": {"done"},
}
MEMORY = 300 << 20


def test_every_file_is_known(attack):
    unknown = {entry.name for entry in attack.iterdir()} - EXPECTED.keys() - {"README.md"}
    assert not unknown, "say in EXPECTED how these must end"


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("verb", ["probe", "convert"])
def test_ends_as_it_must(spool_media, attack, tmp_path, name, verb):
    source = attack / name
    if not source.exists():
        print(f"SKIPPED: {name} is not in SPOOL_ATTACK")
        pytest.skip(f"{name} is not in SPOOL_ATTACK")
    output = tmp_path / "out.mp3"
    arguments = ["convert", str(source), str(output), "--threads", "2"] if verb == "convert" else ["probe", str(source)]
    result = traced.run(spool_media, arguments, folder=tmp_path)
    traced.check_contained(result, source, output)
    assert result.status in (0, 1), result
    if verb == "convert":
        assert result.verdict in EXPECTED[name], result.last
        if result.verdict == "done":
            assert output.stat().st_size == result.last[1]["bytes"]
        else:
            assert output.stat().st_size < 1 << 20 and traced.tone(output, 440) == 0
    elif EXPECTED[name] == NOT_MEDIA:
        assert result.verdict == "not_media", result.last
    assert os.listdir(tmp_path) in ([], ["out.mp3"])


@pytest.mark.parametrize("name", EXPECTED)
def test_memory_is_bounded(spool_media, attack, tmp_path, name):
    source = attack / name
    if not source.exists():
        pytest.skip(f"{name} is not in SPOOL_ATTACK")
    _, _, memory = traced.peak_memory(spool_media, ["convert", str(source), str(tmp_path / "out.mp3"), "--threads", "2"])
    assert memory < MEMORY
