import CFFmpeg

/// Which parts of a file hold the track that is converted, where the container's index lists them all.
///
/// The index is read along with the track, in its order, so that nothing of it is kept twice. Elsewhere, between the
/// parts and before them, reading goes by what is asked for.
struct ReadPlan {
    /// Bytes read at once at most.
    static let longestRead: Int64 = 256 << 10

    struct Read: Equatable {
        /// From the wished-for byte to the end of its run.
        var bytes: Range<Int64>
        /// The run after it; nil at the end.
        var next: Range<Int64>?
    }

    /// The bytes of a sample, empty where its entry makes no sense; nil beyond the last.
    private let sample: (Int) -> Range<Int64>?
    /// The sample of the last read: what is read next is there or behind.
    private var cursor = 0

    init(sample: @escaping (Int) -> Range<Int64>?) { self.sample = sample }

    /// The plan for `stream`, which must outlive it; nil where the container has no index of its samples.
    init?(container: Container, stream: UnsafeMutablePointer<AVStream>) {
        guard container.formatName == "mov", avformat_index_get_entries_count(stream) > 0 else { return nil }
        self.init { index in
            guard let entry = avformat_index_get_entry(stream, Int32(clamping: index))?.pointee else { return nil }
            return Self.bytes(at: entry.pos, size: Int64(entry.size))
        }
    }

    static func bytes(at position: Int64, size: Int64) -> Range<Int64> {
        let (end, overflow) = position.addingReportingOverflow(size)
        return position >= 0 && size > 0 && !overflow ? position..<end : 0..<0
    }

    /// What to read for a wish for the byte at `position`; nil where that is no sample's.
    mutating func read(at position: Int64) -> Read? {
        var index = cursor
        while let bytes = sample(index), !bytes.contains(position) {
            if bytes.lowerBound > position { return nil }
            index += 1
        }
        guard sample(index) != nil else { return nil }
        cursor = index
        guard let run = run(from: &index, at: position) else { return nil }
        return Read(bytes: run, next: self.run(from: &index))
    }

    /// The bytes from `start`, or the first of sample `index`, on that lie without a hole; at most `longestRead`.
    /// `index` becomes the first sample behind them.
    private func run(from index: inout Int, at start: Int64? = nil) -> Range<Int64>? {
        while let bytes = sample(index), bytes.isEmpty { index += 1 }
        guard let first = sample(index) else { return nil }
        let start = start ?? first.lowerBound
        var end = first.upperBound
        index += 1
        while end - start < Self.longestRead, let bytes = sample(index), bytes.lowerBound == end {
            end = bytes.upperBound
            index += 1
        }
        return start..<min(end, start + Self.longestRead)
    }
}
