import FoundationEssentials
import SpoolAPI

/// A message of the notify queue: "this job has ended". The ledger says how; a message that is lost costs time only.
struct EndedJob: Codable, Hashable {
    var type = "ended"
    var job: JobID
    var batch: BatchID
    /// The id of the HTTP request that brought the job, where it is known.
    var request: String?

    init(job: JobID, batch: BatchID, request: String? = nil) {
        self.job = job
        self.batch = batch
        self.request = request
    }

    /// nil for anything else.
    init?(_ body: String) {
        guard let message = try? JSONDecoder().decode(EndedJob.self, from: Data(body.utf8)), message.type == "ended"
        else { return nil }
        self = message
    }

    var body: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
