/// Where the segments of a stream start, in frames. It depends on the expected length alone, never on the number of
/// threads, so that the bytes do not depend on it either.
///
/// Starts are multiples of 49 frames, the period of the padding at constant bit rates; only the second half of a short
/// stream at another rate starts where both are done at the same time. Segments shrink towards the expected end, so
/// that all threads finish together. A stream that turns out longer goes on in equal segments; one that turns out
/// shorter lacks the last ones.
struct SegmentPlan: Equatable {
    /// Frames of a block of PCM.
    static let block = 49

    /// Frames, more than a hundred hours: a declaration beyond it is not believed.
    private static let longestExpected = 1 << 24

    let sizes: Sizes
    /// Starts of the planned segments; the first is 0.
    let planned: [Int]
    /// Start of the first segment beyond the plan.
    let overrun: Int

    /// Frames that must follow a planned segment's start for it to exist.
    private let least: Int

    /// - Parameters:
    ///   - expectedFrames: nil when unknown; may be wrong.
    ///   - rules: how segments are joined: it says how short they may be.
    init(expectedFrames: Int?, framesPerSecond: Double, sizes: Sizes = Sizes(), rules: SpliceRules) {
        self.sizes = sizes
        let short = Self.roundedUp(Int(Double(sizes.shortBelow) * framesPerSecond))
        guard let expected = expectedFrames, expected <= Self.longestExpected, expected >= short else {
            let isShort = expectedFrames.map { $0 < short } ?? false
            let half = isShort && sizes.mayHalve ? Self.half(of: expectedFrames ?? 0, sizes, rules) : nil
            planned = [0] + (half.map { [$0.start] } ?? [])
            least = half?.least ?? 0
            overrun = max(short, sizes.regular * Self.block)
            return
        }
        least = sizes.least * Self.block
        planned = SegmentLengths.best(of: expected, sizes: sizes, overlap: rules.usualOverlap).starts
        overrun = max(Self.roundedUp(expected), (planned.last ?? 0) + Self.block)
    }

    /// Where the second half of a short stream starts, and what must follow; nil where two encoders would hardly be
    /// done earlier than one.
    private static func half(of frames: Int, _ sizes: Sizes, _ rules: SpliceRules) -> (start: Int, least: Int)? {
        // When both are done, in frames of one encoder's time.
        let end = { (start: Int) in max(start + rules.warmUp + rules.lookahead, frames - start + sizes.lead) }
        let least = rules.warmUp + rules.equalFrames + rules.step
        let starts = stride(from: 0, to: frames, by: rules.isConstant ? block : 1)
        guard let start = starts.min(by: { end($0) < end($1) }), start > 0, frames - start >= least,
            end(start) * 5 <= frames * 4
        else { return nil }
        return (start, least)
    }

    /// How many of `count` threads are of use.
    func threads(_ count: Int) -> Int { min(max(1, count), sizes.widest) }

    private static func roundedUp(_ frames: Int) -> Int { (frames + block - 1) / block * block }

    /// The first frame of segment `index`.
    func start(_ index: Int) -> Int {
        index < planned.count ? planned[index] : overrun + (index - planned.count) * sizes.regular * Self.block
    }

    /// Frames that the stream must have for segment `index` to exist.
    func framesNeeded(for index: Int) -> Int {
        index == 0 ? 0 : start(index) + (index < planned.count ? least : sizes.least * Self.block)
    }
}
