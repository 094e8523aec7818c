import SpoolAPI

extension BlobID {
    /// Where a served system keeps a job's MP3: `mp3s/JOB.HASH`, with the first 32 hex digits of its SHA-256.
    ///
    /// The name says what is in it, so a worker that was fenced off, or an earlier attempt, can write only what
    /// belongs there: it never damages the MP3 of the attempt that won.
    public static func mp3(of job: JobID, sha256: String) throws -> BlobID {
        try BlobID(.mp3s, "\(job).\(sha256.prefix(32))")
    }

    /// The job whose MP3 this blob is, finished or not; nil for other blobs.
    public var jobOfMP3: JobID? {
        guard bucket == .mp3s, let dot = name.lastIndex(of: ".") else { return nil }
        return JobID(String(name[..<dot]))
    }
}

extension JobRecord {
    /// The blob of the job's MP3, or of the one that is being published; nil when there is none, or when it was
    /// delivered to a path.
    public var mp3: BlobID? {
        guard let result = job.state == .done ? job.result : publication, result.available, result.path == nil else {
            return nil
        }
        return try? .mp3(of: id, sha256: result.sha256)
    }
}
