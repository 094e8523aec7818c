import FoundationEssentials
import Logging
import SpoolAPI

/// A message of the wake-up queue: "there is work". Who receives it asks the ledger, so it may come twice, late or
/// not at all; batch, job and request are for people who follow a job through the services.
struct WakeUp: Codable, Hashable {
    var type = "work"
    var batch: BatchID
    var job: JobID?
    /// The id of the HTTP request that brought the job, as in the gateway's log.
    var request: String?

    init(batch: BatchID, job: JobID? = nil, request: String? = nil) {
        self.batch = batch
        self.job = job
        self.request = request
    }

    /// nil for anything else than a wake-up.
    init?(_ body: String) {
        guard let message = try? JSONDecoder().decode(WakeUp.self, from: Data(body.utf8)), message.type == "work"
        else { return nil }
        self = message
    }

    var body: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? #"{"type":"work"}"#
    }

    /// For the log.
    var metadata: Logger.Metadata { .following(job, of: batch, request) }
}

extension Logger.Metadata {
    /// The names under which a job is followed through the logs of all services.
    static func following(_ job: JobID?, of batch: BatchID, _ request: String?) -> Logger.Metadata {
        var names: Logger.Metadata = ["batch": "\(batch)"]
        if let job { names["job"] = "\(job)" }
        if let request { names["request"] = "\(request)" }
        return names
    }
}
