"""aiosmtpd for `up`: smtp_server.py PORT TLS_PORT FOLDER.

Mails lie in FOLDER/mailbox/SENDER, SENDER being the envelope's: N.eml as received, N.json with the recipients and
how they came ({"to": […], "tls": bool, "user": name or null}). FOLDER/mailbox/SENDER/replies scripts the answers
to that sender: a line is used up by the first command that it names.

    MAIL 421 4.3.2 closing      RCPT 450 4.2.1 busy      DATA 550 5.7.1 no
    DATA drop                   reads the mail, then hangs up without keeping or answering it
    DATA keep-drop              keeps the mail, then hangs up without an answer
"""

import asyncio
import json
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

PORT, TLS_PORT, FOLDER = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])


class Mailbox:
    def folder(self, sender: str) -> Path:
        folder = FOLDER / "mailbox" / sender.replace("/", "_")
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def reply(self, sender: str, command: str) -> str | None:
        script = self.folder(sender) / "replies"
        lines = script.read_text().splitlines() if script.exists() else []
        for index, line in enumerate(lines):
            if line.startswith(command + " "):
                script.write_text("".join(other + "\n" for other in lines[:index] + lines[index + 1:]))
                return line.removeprefix(command + " ")
        return None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if reply := self.reply(address, "MAIL"):
            return reply
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if reply := self.reply(envelope.mail_from, "RCPT"):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        reply = self.reply(envelope.mail_from, "DATA")
        if reply is None or reply == "keep-drop":
            self.keep(server, session, envelope)
        if reply in ("drop", "keep-drop"):
            server.transport.abort()
        return reply or "250 OK"

    def keep(self, server, session, envelope) -> None:
        folder = self.folder(envelope.mail_from)
        number = sum(1 for _ in folder.glob("*.eml")) + 1
        user = session.auth_data.login.decode() if session.auth_data else None
        tls = server.transport.get_extra_info("ssl_object")
        facts = {"to": envelope.rcpt_tos, "tls": tls is not None, "user": user}
        (folder / f"{number}.json").write_text(json.dumps(facts))
        partial = folder / f"{number}.part"
        partial.write_bytes(envelope.original_content)
        partial.rename(folder / f"{number}.eml")


def authenticate(server, session, envelope, mechanism, data) -> AuthResult:
    # Not handled: aiosmtpd itself answers a wrong password.
    return AuthResult(
        success=(data.login, data.password) == (b"spool", b"secret"), handled=False, auth_data=data)


def protocol(**options):
    return lambda: SMTP(Mailbox(), authenticator=authenticate, hostname="localhost", **options)


async def main() -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(FOLDER / "certificate.pem", FOLDER / "key.pem")
    loop = asyncio.get_running_loop()
    plain = await loop.create_server(protocol(tls_context=context), "127.0.0.1", PORT)
    await loop.create_server(protocol(auth_require_tls=False), "127.0.0.1", TLS_PORT, ssl=context)
    await plain.serve_forever()


asyncio.run(main())
