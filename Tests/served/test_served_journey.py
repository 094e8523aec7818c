"""The whole way of a video through four processes and four servers, by keys and by the reference system's own calls."""

import os
import re

from clips import decoded_length, expect_clean_mp3
from curl import curl
from front_end import quit_cleanly
from pseudo_terminal import Terminal
from system import PASSWORD, PATIENCE


def front_end(system, media):
    home = system.folder / "ann"
    (home / "run").mkdir(parents=True, mode=0o700)
    variables = {"HOME": home, "XDG_RUNTIME_DIR": home / "run", "SPOOL_SERVER": system.url} | {
        f"XDG_{name}_HOME": home / name.lower() for name in ("CONFIG", "STATE", "DATA", "CACHE")}
    programs = os.environ["SPOOL_BIN_DIR"]
    return Terminal(
        [f"{programs}/spool", str(media)], size=(100, 30), directory=media,
        environment={name: str(value) for name, value in variables.items()})


def links(mail):
    """The link of the text part, and that of the HTML part."""
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    return re.findall(r"https?://\S+", text), re.findall(r'href="([^"]+)"', html)


def expect_resumable(link, folder):
    """Half of the MP3 is there already: curl fetches the rest, and the whole is what one piece would have been."""
    whole = curl(link)
    assert whole.status == 200 and whole.headers["content-type"] == "audio/mpeg"
    part = folder / "part.mp3"
    part.write_bytes(whole.body[:len(whole.body) // 2])
    rest = curl("-C", "-", "-o", part, link)
    assert rest.status == 206 and int(rest.headers["content-length"]) == len(whole.body) - len(whole.body) // 2
    assert part.read_bytes() == whole.body
    return part


def test_from_the_login_form_to_the_link_in_the_mail(system, clips):
    system.start_all()
    media = system.folder / "media"
    source = clips.place(clips.short, media / "Vortrag – été.mkv")
    with front_end(system, media) as terminal:
        terminal.wait_for("Password", PATIENCE)
        terminal.press("ann@example.org\r")
        terminal.send(PASSWORD + "\r")
        terminal.wait_for("ann@example.org · 127.0.0.1", PATIENCE)
        terminal.wait_for("Vortrag")
        terminal.send("p")
        terminal.wait_for("ready", PATIENCE)
        terminal.send("\r")
        terminal.wait_for("1 done", PATIENCE)
        # The result comes back beside the source as well. Its file is there before its saving has ended, and until then
        # `q` asks.
        terminal.send("3")
        terminal.wait_for("✓ saved", PATIENCE)
        quit_cleanly(terminal)
        assert PASSWORD.encode() not in terminal.log
    [mail] = system.wait_mails(1)
    assert mail["To"] == "ann@example.org" and "Vortrag – été" in mail["Subject"]
    texts, hrefs = links(mail)
    assert len(texts) == len(hrefs) == 1
    mp3 = expect_resumable(texts[0], system.folder)
    assert expect_clean_mp3(mp3) == decoded_length(source)
    [back] = media.glob("*.mp3")
    assert back.read_bytes() == mp3.read_bytes()
    token = system.log_in()
    [job] = system.jobs(token)
    system.expect_sound(token, [job], mails=1)
    expect_to_be_followed(system, job)


def expect_to_be_followed(system, job):
    """The request that brought a job leads from the gateway's log to those of converter and notifier."""
    logs = {role: system.of(role)[0].lines() for role in ("gateway", "converter", "notifier")}
    mentioned = {role: [line for line in lines if line["details"].get("job") == job] for role, lines in logs.items()}
    [request] = {line["details"]["request"] for line in mentioned["gateway"] if line["message"] == "uploaded"}
    assert mentioned["converter"] and mentioned["notifier"]
    assert {line["details"].get("request", request) for lines in mentioned.values() for line in lines} == {request}
    # None of a person's secrets, nor of the operator's, is in any log.
    assert PASSWORD not in system.logs() and "secret" not in system.logs()


def test_the_calls_of_the_reference_systems_own_client(system, clips):
    system.start_all()
    assert curl("-u", "ann@example.org:wrong", "-X", "POST", f"{system.url}/login").status == 401
    assert system.upload("forged", clips.short).status == 401
    token = system.log_in()
    job = system.accepted(token, clips.short)
    system.wait_done(token, [job])
    bearer = ("-H", f"Authorization: Bearer {token}")
    download = curl(*bearer, f"{system.url}/download?fid={job}")
    assert download.status == 200
    assert 'filename="short.mp3"' in download.headers["content-disposition"]
    mp3 = system.folder / "result.mp3"
    mp3.write_bytes(download.body)
    assert expect_clean_mp3(mp3) == decoded_length(clips.short)
    assert curl(f"{system.url}/download?fid={job}").status == 401
    assert curl(*bearer, f"{system.url}/download?fid=another").status == 404
    # What is no video ends with a reason, in the list and in a mail.
    text = system.folder / "notes.txt"
    text.write_text("This is no video.\n" * 100)
    bad = system.accepted(token, text)
    system.wait_for(token, lambda jobs: jobs[bad]["state"] == "failed")
    subjects = sorted(mail["Subject"] for mail in system.wait_mails(2))
    assert subjects == ["Spool: notes.txt could not be converted", "Spool: short.mp3 is ready"]
    system.expect_sound_stores()
