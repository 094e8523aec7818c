/// How long the segments of a stream are, and how soon threads are done with them. Pure.
struct SegmentLengths: Equatable {
    /// Frames: whole blocks, never growing, but for the last, which is the rest.
    let lengths: [Int]

    var starts: [Int] { lengths.dropLast().reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }

    /// Each takes 2/`halves` of what is left, within limits.
    ///
    /// - Parameter shortest: Blocks.
    init(of frames: Int, halves: Int, shortest: Int, sizes: SegmentPlan.Sizes) {
        var lengths: [Int] = []
        var left = frames
        while left * 2 > shortest * SegmentPlan.block * 3 {
            let share = left * 2 / halves / SegmentPlan.block
            let length = min(max(share, shortest), sizes.longest) * SegmentPlan.block
            if left - length < sizes.least * SegmentPlan.block { break }
            lengths.append(length)
            left -= length
        }
        self.lengths = lengths + [left]
    }

    /// Those, of many, with which one to four threads lose least to overlaps and to waiting for the last.
    ///
    /// - Parameter overlap: Frames that are encoded twice at a join.
    static func best(of frames: Int, sizes: SegmentPlan.Sizes, overlap: Int) -> SegmentLengths {
        let longest = sizes.longest * SegmentPlan.block
        // What comes long before the end has no choice.
        let head = max(0, frames / longest - 64)
        let tail = frames - head * longest
        var best = SegmentLengths(
            of: tail, halves: sizes.halves.lowerBound, shortest: sizes.shortest.lowerBound, sizes: sizes)
        var least = best.cost(overlap: overlap)
        for halves in sizes.halves {
            for shortest in sizes.shortest {
                let other = SegmentLengths(of: tail, halves: halves, shortest: shortest, sizes: sizes)
                let cost = other.cost(overlap: overlap)
                if cost < least { (best, least) = (other, cost) }
            }
        }
        return SegmentLengths(lengths: Array(repeating: longest, count: head) + best.lengths)
    }

    private init(lengths: [Int]) { self.lengths = lengths }

    private func cost(overlap: Int) -> Int {
        // One and two count twice: the files of a batch have one each, most machines for one person two or more.
        [(1, 2), (2, 2), (3, 1), (4, 1)].reduce(0) { sum, item in
            let (threads, weight) = item
            return sum + time(threads: threads, overlap: overlap) * threads * weight
        }
    }

    /// The time in which one thread would encode so many frames: until the last of `threads` is done, when each takes
    /// the next segment as soon as it can.
    func time(threads: Int, overlap: Int) -> Int {
        var busy = [Int](repeating: 0, count: threads)
        for (index, length) in lengths.enumerated() {
            let first = busy.indices.min { busy[$0] < busy[$1] } ?? 0
            busy[first] += length + (index + 1 < lengths.count ? overlap : 0)
        }
        return busy.max() ?? 0
    }
}
