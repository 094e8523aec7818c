import MediaTypes

/// A conversion under way.
public protocol Transcoding: Sendable {
    /// In order, ending when the conversion ends. For one consumer.
    var events: AsyncStream<TranscodeEvent> { get }

    /// Takes no processor time until resumed. Both are harmless when repeated or after the end.
    func pause() async
    func resume() async

    /// Stops it, also while paused; `result` then throws `CancellationError`.
    func cancel() async

    /// Waits for the end. Throws `MediaFailure` for what is wrong with the media or the disk, `TranscoderCrash` when
    /// the worker died. Cancelling the waiting task cancels the conversion.
    func result() async throws -> TranscodeResult
}
