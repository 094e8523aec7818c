import MediaTypes

/// A conversion under way.
public protocol Transcoding: Sendable {
    /// In order, ending when the conversion ends. For one consumer.
    var events: AsyncStream<TranscodeEvent> { get }

    /// Takes no processor time until resumed. Both are harmless when repeated or after the end.
    func pause() async
    func resume() async

    /// Changes how many threads encode from now on, ≥ 1; the bytes do not depend on it. Returns at once.
    func use(threads: Int)

    /// Stops it, also while paused; `result` then throws `CancellationError`.
    func cancel() async

    /// Waits for the end. Throws `MediaFailure` for what is wrong with the media or the disk, `TranscoderCrash` when
    /// the worker died. Cancelling the waiting task cancels the conversion.
    func result() async throws -> TranscodeResult
}

extension Transcoding {
    /// For those that have no threads to change.
    public func use(threads: Int) {}
}
