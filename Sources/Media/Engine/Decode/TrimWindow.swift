/// Cuts a run of samples to a window. Pure; positions count output samples from the track's first.
struct TrimWindow {
    private let start: Int64
    private let end: Int64?
    private(set) var position: Int64 = 0

    /// - Parameters:
    ///   - start: the first sample that is kept.
    ///   - end: the first that is not any more; nil is the track's end.
    init(start: Int64 = 0, end: Int64? = nil) {
        self.start = max(0, start)
        self.end = end
    }

    /// True when nothing that follows can be kept.
    var isPast: Bool { end.map { position >= $0 } ?? false }

    /// The part of the next `count` samples that is kept, as offsets into them.
    mutating func take(_ count: Int) -> Range<Int> {
        let first = position
        position += Int64(count)
        let low = min(max(start - first, 0), Int64(count))
        let high = min(max((end ?? .max) - first, low), Int64(count))
        return Int(low)..<Int(high)
    }
}
