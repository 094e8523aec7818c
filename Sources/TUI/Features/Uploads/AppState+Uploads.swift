import MediaTypes
import SpoolAPI

/// Sources on their way to a server on another machine, and results on their way back.
extension AppState {
    mutating func uploadsChanged(_ status: UploadStatus?) { uploads = status }

    /// A source is there: its result is to come to `directory`.
    mutating func uploaded(_ receipt: JobReceipt, to directory: RawName) {
        for id in receipt.jobs {
            deliveries[id] = directory
            if let job = table[id] { deliver(job) } else { batchEnds.expect(id) }
        }
    }

    mutating func uploadFailed(_ path: RawName, _ trouble: Trouble) {
        say(.error, "\(path.lastComponent.text) was not sent: \(trouble.message)")
    }

    /// Saves a result that somebody waits for.
    mutating func deliver(_ job: Job) {
        guard job.state.isFinal, let directory = deliveries.removeValue(forKey: job.id), job.state == .done else {
            return
        }
        saves[job.id] = .waiting
        emit(.save([job], directory: directory, template: nil))
    }
}
