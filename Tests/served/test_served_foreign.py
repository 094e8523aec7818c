"""Programs of others read what Spool writes: boto3 its messages, pymongo its files, PyJWT its logins."""

import hashlib
import json
import urllib.request

import boto3
import gridfs
import jwt
import pymongo
import pytest

from person import wait_until
from system import PATIENCE


def messages(system, queue):
    keys = {name.lower(): system.servers[name.upper()] for name in ("aws_access_key_id", "aws_secret_access_key")}
    sqs = boto3.client(
        "sqs", endpoint_url=system.servers["SPOOL_TEST_SQS_ENDPOINT"], region_name=system.servers["AWS_REGION"], **keys)
    url = sqs.get_queue_url(QueueName=system.environment[queue])["QueueUrl"]
    found = []

    def receive():
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=10)
        found.extend(json.loads(message["Body"]) for message in answer.get("Messages", []))
        return found

    wait_until(receive, PATIENCE)
    return found


def test_boto3_reads_messages_and_pymongo_reads_files(system, clips):
    system.start("auth", "gateway")
    token = system.log_in()
    job = system.accepted(token, clips.short)
    batch = system.jobs(token)[job]["batch"]
    # The sweeper, which knows of no request, sends another when the first is slow.
    [wake_up] = [message for message in messages(system, "SPOOL_SQS_VIDEO_QUEUE") if message.pop("request", None)]
    assert wake_up == {"type": "work", "batch": batch, "job": job}
    database = pymongo.MongoClient(system.mongodb).get_default_database()
    video = gridfs.GridFSBucket(database, "videos").open_download_stream_by_name(job)
    content = clips.short.read_bytes()
    user = jwt.decode(token, options={"verify_signature": False})["sub"]
    assert video.read() == content
    assert video.metadata == {"sha256": hashlib.sha256(content).hexdigest(), "owner": user}
    # The wake-up has been taken by a stranger: the converter finds its work in the ledger.
    system.start("converter")
    system.wait_done(token, [job])
    [end] = messages(system, "SPOOL_SQS_MP3_QUEUE")
    assert (end["type"], end["job"], end["batch"]) == ("ended", job, batch)
    [mp3] = gridfs.GridFSBucket(database, "mp3s").find({})
    result = system.jobs(token)[job]["result"]
    assert mp3.filename == f"{job}.{result['sha256'][:32]}"
    assert mp3.metadata == {"sha256": result["sha256"], "owner": user}
    assert hashlib.sha256(mp3.read()).hexdigest() == result["sha256"]


def test_pyjwt_verifies_our_logins_and_no_others(system):
    [auth, _] = system.start("auth", "gateway")
    token = system.log_in()
    with urllib.request.urlopen(f"{auth.url}/.well-known/jwks.json") as answer:
        keys = jwt.PyJWKSet.from_dict(json.load(answer))
    header = jwt.get_unverified_header(token)
    claims = jwt.decode(
        token, keys[header["kid"]].key, algorithms=["EdDSA"], audience="spool", issuer="spool",
        options={"require": ["exp", "nbf", "iss", "aud", "sub"]})
    assert claims["exp"] - claims["iat"] == 15 * 60
    head, body, signature = token.split(".")
    forged = f"{head}.{body}.{signature[:-8]}{'A' * 8}"
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged, keys[header["kid"]].key, algorithms=["EdDSA"], audience="spool")
    assert system.get(forged, "/v1/jobs").status == 401
