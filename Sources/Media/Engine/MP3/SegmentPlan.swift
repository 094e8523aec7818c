/// Where the segments of a stream start, in frames. It depends on the expected length alone, never on the number of
/// threads, so that the bytes do not depend on it either.
///
/// All starts are multiples of 49 frames, the period of the padding at constant bit rates. Segments shrink towards
/// the expected end, so that all threads finish together. A stream that turns out longer goes on in equal
/// segments; one that turns out shorter lacks the last ones.
struct SegmentPlan: Equatable {
    /// Frames of a block of PCM.
    static let block = 49

    /// Frames, more than a hundred hours: a declaration beyond it is not believed.
    private static let longestExpected = 1 << 24

    struct Sizes: Equatable {
        /// Blocks of the longest and of the shortest planned segment.
        var longest = 32
        var shortest = 10
        /// Blocks that must follow a segment's start for it to be worth its warm-up.
        var least = 5
        /// Blocks of a segment beyond the plan.
        var regular = 30
        /// Blocks held beyond one segment a thread. A join needs its whole right segment and up to three blocks
        /// more; what is above lets the producer run ahead.
        var spare = 12
        /// Seconds below which one encoder does all.
        var serialBelow = 20
        /// Threads for which there is memory: more share it, and wait for each other.
        var widest = 4

        /// Blocks of PCM held at most, for `threads` encoder threads.
        func blocks(threads: Int) -> Int { min(threads, widest) * max(longest, regular) + spare }
    }

    let sizes: Sizes
    /// Starts of the planned segments; the first is 0.
    let planned: [Int]
    /// Start of the first segment beyond the plan.
    let overrun: Int

    /// - Parameter expectedFrames: nil when unknown; may be wrong.
    init(expectedFrames: Int?, framesPerSecond: Double, sizes: Sizes = Sizes()) {
        self.sizes = sizes
        let serial = Self.roundedUp(Int(Double(sizes.serialBelow) * framesPerSecond))
        guard let expected = expectedFrames, expected >= serial, expected <= Self.longestExpected else {
            planned = [0]
            overrun = max(serial, sizes.regular * Self.block)
            return
        }
        var starts = [0]
        var left = expected
        while left * 2 > sizes.shortest * Self.block * 3 {
            let length = min(max(left / 4 / Self.block, sizes.shortest), sizes.longest) * Self.block
            if left - length < sizes.least * Self.block { break }
            starts.append(expected - left + length)
            left -= length
        }
        planned = starts
        overrun = max(Self.roundedUp(expected), starts[starts.count - 1] + Self.block)
    }

    private static func roundedUp(_ frames: Int) -> Int { (frames + block - 1) / block * block }

    /// The first frame of segment `index`.
    func start(_ index: Int) -> Int {
        index < planned.count ? planned[index] : overrun + (index - planned.count) * sizes.regular * Self.block
    }

    /// Frames that the stream must have for segment `index` to exist.
    func framesNeeded(for index: Int) -> Int {
        index == 0 ? 0 : start(index) + sizes.least * Self.block
    }
}
