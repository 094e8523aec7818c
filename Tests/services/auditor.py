"""Opens the stores of a served system and checks what must hold after every fault.

    auditor.py HOME…                                      ledger and blobs of the first home
    auditor.py HOME… --mysql URL                          the ledger in MySQL
    auditor.py HOME… --mongodb URI                        blobs in GridFS
    auditor.py HOME… --mails FOLDER                       *.eml as a mail server keeps them

Several homes are those of processes that share the servers.

I2  every job has ended, once, in done, failed or cancelled
I3  done means one MP3, whose SHA-256 is the ledger's; nothing else is published under a job's name
I4  at most one mail for each event
I5  no unfinished blob, no temporary file of a process that is gone
"""

import argparse
import email
import fcntl
import hashlib
import json
import os
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

ENDS = {"done", "failed", "cancelled"}


class Files:
    """Blobs as `FileBlobStore` keeps them."""

    def __init__(self, folder: Path):
        self.folder = folder

    def mp3s(self) -> dict[str, str]:
        """SHA-256 by name."""
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (self.folder / "mp3s").iterdir()}

    def unfinished(self) -> list[str]:
        return [str(file.relative_to(self.folder)) for file in self.folder.glob("unfinished/*/*")]


class GridFS:
    """Blobs as any GridFS driver sees them; a blob whose files document is missing, or of which Spool
    keeps a record of its own, is unfinished."""

    def __init__(self, uri: str):
        import gridfs
        import pymongo

        self.client = pymongo.MongoClient(uri)
        self.database = self.client.get_default_database("spool")
        self.bucket = gridfs.GridFSBucket(self.database, "mp3s")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.close()

    def mp3s(self) -> dict[str, str]:
        return {
            document.filename: hashlib.sha256(document.read()).hexdigest() for document in self.bucket.find({})
        }

    def unfinished(self) -> list[str]:
        left = []
        for bucket in ("videos", "mp3s"):
            finished = {document["_id"] for document in self.database[bucket].files.find({}, {"_id": 1})}
            left += [f"{bucket}/{owner}" for owner in self.database[bucket].chunks.distinct("files_id")
                     if owner not in finished]
            left += [f"{bucket}/{name}" for name in self.database[bucket].uploads.distinct("_id")]
        return left


COLUMNS = "SELECT id, batch, owner, state, worker, result FROM jobs"


def jobs_of_home(home: Path) -> list[dict]:
    with sqlite3.connect(f"file:{home}/spool.sqlite?mode=ro", uri=True) as ledger:
        ledger.row_factory = sqlite3.Row
        return [dict(row) for row in ledger.execute(COLUMNS)]


def jobs_of_mysql(url: str) -> list[dict]:
    import pymysql

    place = urlsplit(url)
    with pymysql.connect(
        host=place.hostname, port=place.port or 3306, user=unquote(place.username),
        password=unquote(place.password or ""), database=place.path.strip("/"),
        cursorclass=pymysql.cursors.DictCursor) as ledger, ledger.cursor() as cursor:
        cursor.execute(COLUMNS)
        text = lambda value: value.decode() if isinstance(value, bytes) else value
        return [{name: text(value) for name, value in row.items()} for row in cursor.fetchall()]


def audit(jobs: list[dict], homes: list[Path], blobs, mails: Path, sweeps: bool = False) -> list[str]:
    """What is wrong, one sentence each. `sweeps`: what nobody owns counts only after the sweeper has run."""
    wrong = []
    mp3s = blobs.mp3s()
    owned = set()
    for job in jobs:
        if job["state"] not in ENDS or job["worker"]:
            wrong.append(f"I2: job {job['id']} is {job['state']}, worker {job['worker']}")
        if job["state"] != "done":
            continue
        result = json.loads(job["result"])
        name = f"{job['id']}.{result['sha256'][:32]}"
        owned.add(name)
        if mp3s.get(name) != result["sha256"]:
            wrong.append(f"I3: the MP3 of job {job['id']} is {mp3s.get(name)}, the ledger says {result['sha256']}")
    if not sweeps:
        wrong += [f"I3: {name} is an MP3 that no job has" for name in sorted(mp3s.keys() - owned)]
    counts = Counter(message_id(file) for file in mails.glob("*.eml"))
    wrong += [f"I4: {count} mails {identifier}" for identifier, count in counts.items() if count > 1]
    wrong += [f"I5: {name} is unfinished" for name in blobs.unfinished()]
    wrong += [f"I5: {file} belongs to no process" for home in homes for file in left_behind(home / "work")]
    return wrong


def message_id(file: Path) -> str:
    return email.message_from_bytes(file.read_bytes())["Message-ID"]


def left_behind(work: Path) -> list[Path]:
    """Files in folders that no process holds a lock on."""
    left = []
    for folder in work.iterdir() if work.exists() else []:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left += folder.iterdir()
        except BlockingIOError:
            pass
        finally:
            os.close(descriptor)
    return left


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("homes", type=Path, nargs="+", metavar="HOME")
    parser.add_argument("--mysql")
    parser.add_argument("--mongodb")
    parser.add_argument("--mails", type=Path)
    arguments = parser.parse_args()
    home = arguments.homes[0]
    jobs = jobs_of_mysql(arguments.mysql) if arguments.mysql else jobs_of_home(home)
    blobs = GridFS(arguments.mongodb) if arguments.mongodb else Files(home / "blobs")
    wrong = audit(jobs, arguments.homes, blobs, arguments.mails or home / "outbox")
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
