import BackendCore
import Logging
import Synchronization

/// What all attempts of a converter share.
struct ConverterContext: Sendable {
    var ledger: any JobLedger
    /// nil where videos are never uploaded.
    var blobs: ConverterBlobs?
    /// Told of every job that has ended; nil when nobody wants to know.
    var ended: EndedJobs?
    var transcoder: any Transcoder
    var clock: any SystemClock
    var names: ResultNames
    var space: SpaceFloor
    var running: RunningAttempts
    var shares: CoreShares
    var configuration: ConverterConfiguration
    var stopping: StopFlag
    var logger: Logger
}

/// Set once, when the converter is told to stop.
final class StopFlag: Sendable {
    private let flag = Atomic<Bool>(false)
    var isSet: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}
