import MediaTypes

/// The part of a track that is wanted, in milliseconds from its first sample.
struct TrimRange {
    let start: Int64
    let end: Int64?

    /// - Throws: `invalid_options` for negative, reversed or absurd positions.
    init(_ options: ConversionOptions) throws(MediaFailure) {
        start = options.trimStart ?? 0
        end = options.trimEnd
        guard (0...MediaDuration.longest).contains(start), end.map({ $0 <= MediaDuration.longest }) ?? true else {
            throw MediaFailure(.invalidOptions, "a trim position is negative or longer than thirty days")
        }
        guard end.map({ $0 > start }) ?? true else {
            throw MediaFailure(
                .invalidOptions,
                "trimming ends at \(MediaDuration.text(end ?? 0)), before it starts at \(MediaDuration.text(start))")
        }
    }

    var isWhole: Bool { start == 0 && end == nil }

    /// What is left of `duration` milliseconds.
    func length(of duration: Int64?) -> Int64? {
        duration.map { max(0, min(end ?? $0, $0) - start) }
    }

    func window(rate: Int) -> TrimWindow {
        TrimWindow(start: start * Int64(rate) / 1000, end: end.map { $0 * Int64(rate) / 1000 })
    }

    /// For a window that no sample fell into.
    var nothingLeft: MediaFailure {
        isWhole
            ? MediaFailure(.emptyAudio, "the audio track is empty")
            : MediaFailure(
                .invalidOptions, "trimming leaves nothing: the track ends before \(MediaDuration.text(start))")
    }
}
