import MediaTypes
import Threads

/// Runs a `TrackSource` on a thread of its own, a bounded number of blocks ahead of whoever takes them.
///
/// `@unchecked Sendable`: the source is touched by the new thread alone between `init` and `join`, and
/// `outcome` is written before that thread ends and read after it has been joined.
final class DecodeThread: @unchecked Sendable {
    /// Blocks ahead: what is decoded waits in the encoder's store, not here.
    private static let blocksAhead = 4

    private let source: TrackSource
    private let rate: Int
    private let channels: Int
    private let window: TrimWindow
    private let queue = HandoverQueue<DecodedBlock>(capacity: blocksAhead)
    private var thread: SystemThread?
    private var outcome: Result<SourceReport, MediaFailure>?

    init(source: TrackSource, rate: Int, channels: Int, window: TrimWindow) throws(MediaFailure) {
        self.source = source
        self.rate = rate
        self.channels = channels
        self.window = window
        thread = try .forMedia { self.main() }
    }

    /// The next block; nil at the end, whatever ended it.
    func next() -> DecodedBlock? { queue.pop() }

    /// Stops the decoding if it still runs, waits for its end and returns what it came to.
    func join() throws(MediaFailure) -> SourceReport {
        queue.abandon()
        thread?.join()
        guard let outcome else { throw MediaFailure(.internalError, "decoding ended without a result") }
        return try outcome.get()
    }

    private func main() {
        let queue = queue
        do throws(MediaFailure) {
            outcome = .success(try source.run(rate: rate, channels: channels, window: window) { queue.push($0) })
        } catch {
            outcome = .failure(error)
        }
        queue.finish()
    }
}
