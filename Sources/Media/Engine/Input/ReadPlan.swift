import CFFmpeg

/// Which parts of a file hold the track that is converted, where the container's index lists them all.
///
/// Elsewhere, and between the parts, reading is sequential or goes by what is asked for.
struct ReadPlan {
    /// Bytes read at once at most.
    static let longestRead: Int64 = 256 << 10

    /// Runs of bytes without a hole, in the file's order.
    private(set) var runs: [Range<Int64>] = []

    /// - Parameter samples: places and sizes of the track's samples, in any order.
    init(samples: some Sequence<(position: Int64, size: Int64)>) {
        var isSorted = true
        for (position, size) in samples where position >= 0 && size > 0 {
            let (end, overflow) = position.addingReportingOverflow(size)
            if overflow { continue }
            guard let last = runs.last else {
                runs.append(position..<end)
                continue
            }
            if last.upperBound == position {
                runs[runs.count - 1] = last.lowerBound..<end
            } else {
                isSorted = isSorted && last.upperBound < position
                runs.append(position..<end)
            }
        }
        if !isSorted { runs.sort { $0.lowerBound < $1.lowerBound } }
    }

    /// The plan for `stream`; nil where the container has no index of its samples.
    init?(container: Container, stream: UnsafeMutablePointer<AVStream>) {
        guard container.formatName == "mov" else { return nil }
        let count = avformat_index_get_entries_count(stream)
        guard count > 0 else { return nil }
        self.init(
            samples: (0..<count).lazy.map { index in
                guard let entry = avformat_index_get_entry(stream, index)?.pointee else { return (-1, 0) }
                return (entry.pos, Int64(entry.size))
            })
    }

    /// What to read for a wish for the byte at `position`: from there to the end of its run, or nil between runs.
    func read(at position: Int64) -> Range<Int64>? {
        guard let index = run(at: position), runs[index].contains(position) else { return nil }
        return position..<min(runs[index].upperBound, position + Self.longestRead)
    }

    /// The run after the one at `position`.
    func following(_ position: Int64) -> Range<Int64>? {
        let next = run(at: position).map { $0 + 1 } ?? 0
        return next < runs.count ? runs[next] : nil
    }

    /// The last run that starts at or before `position`.
    private func run(at position: Int64) -> Int? {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].lowerBound <= position { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
