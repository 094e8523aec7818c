import ClientCore
import MediaProtocol
import MediaTypes
import SpoolAPI

// The lines of `--json`. Every one has a `type`; docs/JSON.md describes them, and their names do not change.

struct ErrorRecord: Encodable {
    var type = "error"
    var code: String
    var message: String
}

/// A job as `SpoolAPI.Job` has it.
struct JobRecord: Encodable {
    var job: Job
    private enum CodingKeys: String, CodingKey { case type }

    init(_ job: Job) { self.job = job }

    func encode(to encoder: any Encoder) throws {
        try job.encode(to: encoder)
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode("job", forKey: .type)
    }
}

struct QueuedRecord: Encodable {
    var type = "queued"
    var id: JobID
    var batch: BatchID
    var path: RawName
}

/// A file that was given and not queued.
struct RejectedRecord: Encodable {
    var type = "rejected"
    var path: RawName
    var failure: MediaFailure
}

struct RemovedRecord: Encodable {
    var type = "removed"
    var id: JobID
}

struct SummaryRecord: Encodable {
    var type = "summary"
    var done: Int
    var failed: Int
    var cancelled: Int
}

struct LogRecord: Encodable {
    var type = "log"
    var id: JobID?
    var text: String
}

struct QueueRecord: Encodable {
    var status: QueueStatus
    private enum CodingKeys: String, CodingKey { case type }

    init(_ status: QueueStatus) { self.status = status }

    func encode(to encoder: any Encoder) throws {
        try status.encode(to: encoder)
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode("queue", forKey: .type)
    }
}

struct ProbeRecord: Encodable {
    var type = "probe"
    var path: RawName
    var info: MediaInfo?
    var failure: MediaFailure?
}

struct PlanRecord: Encodable {
    var type = "plan"
    var path: RawName
    var track: AudioTrack?
    var reason: String?
    var output: RawName?
    var duration: Int64?
    var estimatedSize: Int64?
    var renamed: Bool
    var converted: Bool
    var failure: MediaFailure?

    init(_ plan: FilePlan) {
        path = plan.path
        track = plan.chosenTrack
        reason = plan.reason.isEmpty ? nil : plan.reason
        output = plan.output
        duration = plan.duration
        estimatedSize = plan.estimatedSize
        renamed = plan.isRenamed
        converted = plan.isConverted
        failure = plan.problem
    }
}

struct DownloadRecord: Encodable {
    var type = "download"
    var id: JobID
    /// `running`, `done`, `failed` or `cancelled`.
    var state: String
    var name: RawName
    var received: Int64
    var size: Int64
    var sha256: String
    var path: RawName?
    var error: String?
}

struct UploadRecord: Encodable {
    var type = "upload"
    var path: RawName
    /// `running`, `resting`, `done` or `failed`.
    var state: String
    var sent: Int64
    var size: Int64
    var error: String?
}

struct DaemonRecord: Encodable {
    var type = "daemon"
    var running: Bool
    var pid: Int32?
    var version: String?
    var socket: RawName
    var log: RawName
    var data: RawName
}

struct CheckRecord: Encodable {
    var type = "check"
    var name: String
    /// `ok`, `warning` or `failed`.
    var result: String
    var detail: String
    /// What to do; nil when it is well.
    var remedy: String?
}
