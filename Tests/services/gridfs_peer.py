"""What pymongo's GridFS says of Spool's files, and the other way round: run by the Swift tests of the blob store.

    gridfs_peer.py URI DATABASE BUCKET read NAME                    prints sha256, metadata's sha256 and owner, length, chunks
    gridfs_peer.py URI DATABASE BUCKET write NAME SIZE CHUNK_SIZE   prints the sha256
    gridfs_peer.py URI DATABASE BUCKET damage NAME HOW CHUNK        HOW: missing, duplicate, short, long
"""

import hashlib
import sys

import gridfs
import pymongo
from bson import Binary


def read(database, bucket, name):
    stream = gridfs.GridFSBucket(database, bucket).open_download_stream_by_name(name)
    digest = hashlib.sha256(stream.read()).hexdigest()
    chunks = database[bucket].chunks.count_documents({"files_id": stream._id})
    print(digest, stream.metadata["sha256"], stream.metadata["owner"], stream.length, chunks)


def write(database, bucket, name, size, chunk_size):
    content = bytes((index * 31 ^ index >> 8) & 255 for index in range(int(size)))
    gridfs.GridFSBucket(database, bucket, int(chunk_size)).upload_from_stream(name, content)
    print(hashlib.sha256(content).hexdigest())


def damage(database, bucket, name, how, number):
    file = database[bucket].files.find_one({"filename": name})
    chunks, one = database[bucket].chunks, {"files_id": file["_id"], "n": int(number)}
    if how == "missing":
        assert chunks.delete_one(one).deleted_count == 1
        return
    chunk = chunks.find_one(one)
    if how == "duplicate":
        chunks.drop_index("files_id_1_n_1")
        chunks.insert_one({key: value for key, value in chunk.items() if key != "_id"})
    else:
        data = chunk["data"][:-1] if how == "short" else chunk["data"] + b"\0"
        assert chunks.update_one(one, {"$set": {"data": Binary(data)}}).modified_count == 1


if __name__ == "__main__":
    uri, database, bucket, verb, *arguments = sys.argv[1:]
    {"read": read, "write": write, "damage": damage}[verb](pymongo.MongoClient(uri)[database], bucket, *arguments)
