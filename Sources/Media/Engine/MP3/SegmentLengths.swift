/// How long the segments of a stream are: which lengths are tried, and which are best. Pure.
struct SegmentLengths: Hashable {
    /// What the lengths are made with.
    struct Shape: Equatable {
        /// Blocks of the longest and of the shortest.
        var longest: Int
        var shortest: Int
        /// A segment's part of what is left is 2/`halves`.
        var halves: Int
        /// Thirds of its length that the first has: the sooner it ends, the sooner a second thread can start.
        var first = 3
    }

    /// Frames: whole blocks, but for the last, which is the rest.
    let lengths: [Int]

    var starts: [Int] { lengths.dropLast().reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }

    /// - Parameter least: Blocks that a segment must have.
    init(of frames: Int, _ shape: Shape, least: Int) {
        var lengths: [Int] = []
        var left = frames
        while left * 2 > shape.shortest * SegmentPlan.block * 3 {
            let share = left * 2 / shape.halves / SegmentPlan.block
            var blocks = min(max(share, shape.shortest), shape.longest)
            if lengths.isEmpty { blocks = max(blocks * shape.first / 3, least) }
            let length = blocks * SegmentPlan.block
            if left - length < least * SegmentPlan.block { break }
            lengths.append(length)
            left -= length
        }
        self.lengths = lengths + [left]
    }

    private init(lengths: [Int]) { self.lengths = lengths }

    private static func shapes(_ sizes: SegmentPlan.Sizes) -> [Shape] {
        var shapes: [Shape] = []
        for longest in [sizes.longest, sizes.longest * 5 / 6] {
            for halves in sizes.halves {
                for shortest in stride(from: sizes.shortest.lowerBound, through: sizes.shortest.upperBound, by: 2) {
                    for first in 1...3 {
                        shapes.append(Shape(longest: longest, shortest: shortest, halves: halves, first: first))
                    }
                }
            }
        }
        return shapes
    }

    /// Those with which one to four threads lose least: to overlaps, to waiting for samples, and to waiting for the
    /// last.
    ///
    /// - Parameter overlap: Frames that are encoded twice at a join.
    static func best(of frames: Int, sizes: SegmentPlan.Sizes, overlap: Int) -> SegmentLengths {
        let longest = sizes.longest * SegmentPlan.block
        // What comes long before the end has no choice.
        let head = max(0, frames / longest - 16)
        let tail = frames - head * longest
        var timing = SegmentTiming(sizes: sizes, overlap: overlap)
        var (best, least) = (SegmentLengths(lengths: [tail]), Int.max)
        var tried: Set<SegmentLengths> = []
        for shape in shapes(sizes) where head == 0 || shape.longest == sizes.longest && shape.first == 3 {
            let other = SegmentLengths(of: tail, shape, least: sizes.least)
            guard tried.insert(other).inserted else { continue }
            let cost = timing.cost(of: other.lengths, atMost: least)
            if cost < least { (best, least) = (other, cost) }
        }
        return SegmentLengths(lengths: Array(repeating: longest, count: head) + best.lengths)
    }
}
