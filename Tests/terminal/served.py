"""A served Spool, scripted: logins, uploads, jobs that end at once, an event stream. It stands for a server on another
machine in tests of the front-end and the verbs; what a real one does is tested in Tests/services."""

import base64
import hashlib
import itertools
import json
import re
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOUR = 3_600_000


class Served:
    """The server and what it was asked. `users` maps addresses to passwords."""

    def __init__(self, sign_up="closed", certificate=None, converts=True):
        self.users = {"ann@example.org": "right horse"}
        self.sign_up, self.converts = sign_up, converts
        self.tokens, self.refreshes = {}, {}
        self.jobs, self.mp3s, self.uploads, self.keys = {}, {}, [], {}
        self.requests = []
        self.throttle = None
        self.revision = 1
        self.changed = threading.Condition()
        self.numbers = itertools.count(1)
        served = self

        class Handler(_Handler):
            server_state = served

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
            scheme = "https"
        self.url = f"{scheme}://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    def asked(self, method, path):
        return [r for r in self.requests if r[0] == method and r[1].split("?")[0] == path]

    def end_logins(self):
        """Every login is over: access and refresh tokens."""
        self.tokens.clear()
        self.refreshes.clear()

    def end_access(self):
        """Access tokens are over; refreshing works."""
        self.tokens.clear()

    def grant(self, email):
        number = next(self.numbers)
        access, refresh = f"access-{number}", f"refresh-{number}"
        self.tokens[access], self.refreshes[refresh] = email, email
        now = int(time.time() * 1000)
        return {
            "accessToken": access, "accessExpiresAt": now + HOUR, "refreshToken": refresh,
            "refreshExpiresAt": now + 720 * HOUR, "user": self.profile(email),
        }

    def profile(self, email):
        return {"id": "u1", "email": email, "role": "user", "notifies": True, "createdAt": 0}

    def add(self, name, content, options, key):
        if key in self.keys:
            return self.keys[key]
        identifier = f"j{next(self.numbers):015d}"
        with self.changed:
            self.revision += 1
            job = {
                "id": identifier, "batch": options.get("batch") or "b000000000000000", "name": name,
                "size": len(content), "options": options["options"], "state": "queued", "paused": False,
                "priority": options["priority"], "rank": float(self.revision), "attempt": 0, "maxAttempts": 3,
                "warnings": [], "createdAt": int(time.time() * 1000), "revision": self.revision,
            }
            self.jobs[identifier] = job
            self.uploads.append((name, content, options))
            if self.converts:
                self.finish(identifier)
            self.changed.notify_all()
        self.keys[key] = {"batch": job["batch"], "jobs": [identifier]}
        return self.keys[key]

    def finish(self, identifier):
        with self.changed:
            job = self.jobs[identifier]
            mp3 = b"ID3" + hashlib.sha256(identifier.encode()).digest() * 100
            self.mp3s[identifier] = mp3
            self.revision += 1
            stem = job["name"].rsplit(".", 1)[0] if isinstance(job["name"], str) else "result"
            job |= {
                "state": "done", "attempt": 1, "revision": self.revision, "finishedAt": int(time.time() * 1000),
                "result": {
                    "name": f"{stem}.mp3", "size": len(mp3), "sha256": hashlib.sha256(mp3).hexdigest(),
                    "duration": 2000, "sampleRate": 48000, "channels": 2, "bitRate": 190, "encoding": "V2",
                    "track": "track 1, pcm stereo", "available": True,
                },
            }
            self.changed.notify_all()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_state = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.route("GET")

    def do_POST(self):
        self.route("POST")

    def do_PATCH(self):
        self.route("PATCH")

    def do_DELETE(self):
        self.route("DELETE")

    def route(self, method):
        state, path = self.server_state, self.path.split("?")[0]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        state.requests.append((method, self.path, token))
        if path == "/v1/info":
            return self.json(200, {
                "version": "0.1.0", "mode": "served", "queue": {"paused": False, "workers": 2},
                "signUp": state.sign_up, "maxJobsPerRequest": 10000})
        if (method, path) == ("POST", "/v1/session"):
            return self.login(json.loads(body))
        if (method, path) == ("POST", "/v1/session/refresh"):
            email = state.refreshes.pop(json.loads(body)["refreshToken"], None)
            return self.json(200, state.grant(email)) if email else self.problem(401, "unauthorized", "Log in again.")
        if (method, path) == ("POST", "/v1/users"):
            request = json.loads(body)
            state.users[request["email"]] = request["password"]
            return self.json(201, state.profile(request["email"]))
        if token not in state.tokens:
            return self.problem(401, "unauthorized", "Log in first.")
        self.for_user(method, path, body, token)

    def login(self, credentials):
        state = self.server_state
        if state.throttle:
            return self.problem(429, "too_many_requests", "Later.", {"Retry-After": str(state.throttle)})
        if state.users.get(credentials["email"]) != credentials["password"]:
            return self.problem(401, "unauthorized", "No.")
        self.json(201, state.grant(credentials["email"]))

    def for_user(self, method, path, body, token):
        state = self.server_state
        if (method, path) == ("DELETE", "/v1/session"):
            state.tokens.pop(token)
            return self.answer(204, b"")
        if path == "/v1/users/me":
            return self.json(200, state.profile(state.tokens[token]))
        if path == "/v1/jobs":
            with state.changed:
                page = {"jobs": list(state.jobs.values()), "revision": state.revision}
            return self.json(200, page)
        if path == "/v1/events":
            return self.events()
        if (method, path) == ("POST", "/upload"):
            name, content, options = parts(body, self.headers["Content-Type"])
            return self.json(201, state.add(name, content, options, self.headers["Idempotency-Key"]))
        if found := re.fullmatch(r"/v1/jobs/(\w+)/mp3", path):
            return self.answer(200, state.mp3s[found[1]], "audio/mpeg")
        if (found := re.fullmatch(r"/v1/jobs/(\w+)", path)) and method == "GET":
            return self.json(200, state.jobs[found[1]])
        self.problem(404, "not_found", "There is no such thing.")

    def events(self):
        state, told = self.server_state, int(self.headers.get("Last-Event-ID") or 0)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            self.event("hello", told, {"revision": state.revision, "reset": False})
            while True:
                with state.changed:
                    state.changed.wait(0.2)
                    news = [job for job in state.jobs.values() if job["revision"] > told]
                for job in sorted(news, key=lambda job: job["revision"]):
                    told = job["revision"]
                    self.event("job", told, job)
                if not state.tokens:
                    return
        except OSError:
            return

    def event(self, name, identifier, payload):
        self.wfile.write(f"id: {identifier}\nevent: {name}\ndata: {json.dumps(payload)}\n\n".encode())
        self.wfile.flush()

    def json(self, status, value, headers=None):
        self.answer(status, json.dumps(value).encode(), "application/json", headers)

    def problem(self, status, code, detail, headers=None):
        self.json(status, {"type": "about:blank", "title": code, "status": status, "detail": detail, "code": code},
                  headers)

    def answer(self, status, body, kind="text/plain", headers=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def parts(body, content_type):
    """Name, content and options of a `multipart/form-data` upload. Names that are not UTF-8 become base64 objects."""
    boundary = b"--" + content_type.split("boundary=")[1].encode()
    options = name = content = None
    for part in body.split(boundary)[1:-1]:
        head, _, data = part.partition(b"\r\n\r\n")
        data = data[:-2]
        if b'name="options"' in head:
            options = json.loads(data)
        elif found := re.search(rb'filename="(.*?)"\r\n', head):
            raw, content = found[1], data
            try:
                name = raw.decode()
            except UnicodeDecodeError:
                name = {"base64": base64.b64encode(raw).decode()}
    return name, content, options
