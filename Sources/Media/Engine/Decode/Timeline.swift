/// Where decoded frames lie on the container's time line. Pure; all positions in samples of the source.
///
/// Frames are joined as they come. Only a hole of some length between two frames counts as a gap; the small
/// steps of rounded timestamps do not. A jump that cannot be a gap (backwards, or far ahead in a container
/// whose clock may jump) is a discontinuity: nothing is filled.
struct Timeline {
    enum Placement: Equatable {
        /// Follows the frame before it.
        case next
        /// This much silence comes first.
        case gap(Int64)
        /// The clock jumped by so much; the frame follows all the same.
        case jump(Int64)
    }

    private let rate: Int64
    /// The end of the track as declared, from its own first sample; nil when unknown.
    private let declaredEnd: Int64?
    private let clockMayJump: Bool
    private var origin: Int64?
    /// Where the next frame is due.
    private var due: Int64?
    /// False once the clock ran backwards in a container whose clock may not: then it tells nothing.
    private var isTrusted = true

    /// What is missing between frames in steps that are too small to be gaps, the steps back taken off.
    private(set) var shortfall: Int64 = 0

    private var threshold: Int64 { rate / 5 }
    private var longestPlainGap: Int64 { rate * 10 }

    /// - Parameter declaredEnd: samples from the container's zero to the declared end of the track.
    init(rate: Int, declaredEnd: Int64?, clockMayJump: Bool) {
        self.rate = Int64(rate)
        self.declaredEnd = declaredEnd
        self.clockMayJump = clockMayJump
    }

    /// The last position reached, from the container's zero; nil before the first frame with a timestamp.
    var end: Int64? { due }
    /// The position of the first frame.
    var start: Int64? { origin }

    /// Places a frame of `count` samples that says it starts at `position`; nil when it does not say.
    ///
    /// - Parameter afterLoss: packets before it could not be decoded: the hole is damage, not a gap.
    mutating func place(at position: Int64?, count: Int, afterLoss: Bool = false) -> Placement {
        guard let position else {
            due = due.flatMap { Self.sum($0, Int64(count)) }
            return .next
        }
        let expected = due
        if origin == nil { origin = position }
        due = Self.sum(position, Int64(count))
        guard let expected else { return .next }
        let (step, overflow) = position.subtractingReportingOverflow(expected)
        guard !overflow else { return .jump(position > expected ? .max : .min) }
        if step.magnitude < UInt64(threshold) || afterLoss {
            if !afterLoss { shortfall += step }
            return .next
        }
        if step < 0, !clockMayJump { isTrusted = false }
        return step > 0 && isTrusted && isGap(step, endingAt: position) ? .gap(step) : .jump(step)
    }

    private func isGap(_ step: Int64, endingAt position: Int64) -> Bool {
        if step <= longestPlainGap { return true }
        guard !clockMayJump, let declaredEnd else { return false }
        return position <= declaredEnd
    }

    private static func sum(_ a: Int64, _ b: Int64) -> Int64? {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? nil : sum
    }
}
