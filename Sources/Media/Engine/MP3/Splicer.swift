/// Finds where the output may go over from one encoder's frames to the next one's. Pure: it sees frames and says
/// what to do; who asks does it and asks again.
///
/// Both encoders saw the same samples from the right one's start on. Once they have put out the same frames for long
/// enough their states are equal, and a cut there gives what one encoder would have made.
struct Splicer {
    enum Action: Equatable {
        /// Feed the left encoder up to this frame of the stream and ask again.
        case extendLeft(toFrame: Int)
        /// Feed the right encoder more and ask again.
        case extendRight
        /// The left's frames up to `frame`, then the right's. Relaxed: the encoders' states differ a little.
        case cut(frame: Int, isRelaxed: Bool)
        /// The right is of no use: the left goes on in its place.
        case dropRight
    }

    private let rules: SpliceRules
    /// The last frame number at which a cut is looked for.
    private var limit: Int
    /// The last that was looked at; nil before the first search.
    private var searched: Int?
    /// Frames fed beyond `limit`, more than the usual when the reservoir holds frames back.
    private var lookahead: Int
    private let boundary: Int

    /// Frames by which the left was extended.
    var extended: Int { limit - boundary - rules.warmUp }

    /// - Parameter boundary: The right's first frame.
    init(rules: SpliceRules, boundary: Int) {
        self.rules = rules
        self.boundary = boundary
        limit = boundary + rules.warmUp
        lookahead = rules.lookahead
    }

    /// - Parameters:
    ///   - leftIsAtEnd: True when the left encoder cannot be fed any more.
    ///   - rightIsAtEnd: True when the right one has been fed all of its segment.
    mutating func next(
        left: borrowing SegmentFrames, right: borrowing SegmentFrames, leftIsAtEnd: Bool, rightIsAtEnd: Bool
    ) -> Action {
        while true {
            guard right.isComplete(limit - 1), right.hasHead(limit) else {
                return rightIsAtEnd ? .dropRight : .extendRight
            }
            guard left.isComplete(limit - 1), left.hasHead(limit) || !rules.isConstant else {
                if leftIsAtEnd { return .dropRight }
                defer { lookahead += rules.step }
                return .extendLeft(toFrame: limit + lookahead)
            }
            let floor = max(searched ?? boundary + rules.equalFrames, left.firstFrame)
            if let frame = converged(after: floor, left, right) { return .cut(frame: frame, isRelaxed: false) }
            searched = limit
            if extended >= rules.longestExtension {
                return relaxed(left, right).map { .cut(frame: $0, isRelaxed: true) } ?? .dropRight
            }
            limit += rules.step
        }
    }

    /// The last frame in `floor + 1 ... limit` before which enough frames are equal and at which the reservoirs fit.
    private func converged(
        after floor: Int, _ left: borrowing SegmentFrames, _ right: borrowing SegmentFrames
    ) -> Int? {
        let needed = rules.equalFrames * rules.silentFrames
        var candidate = limit
        var first = limit  // of the frames before the candidate that are known to be equal
        var proof = 0
        while candidate > floor {
            if proof >= needed {
                if fits(candidate, left, right) { return candidate }
                candidate -= 1
                proof -= weight(of: candidate, left)
            } else if first > boundary, left.isEqual(to: right, at: first - 1, withReservoir: rules.isConstant) {
                first -= 1
                proof += weight(of: first, left)
            } else {
                candidate = min(first, candidate) - 1
                first = candidate
                proof = 0
            }
        }
        return nil
    }

    private func weight(of frame: Int, _ frames: borrowing SegmentFrames) -> Int {
        frames.isSilent(frame) ? 1 : rules.silentFrames
    }

    private func relaxed(_ left: borrowing SegmentFrames, _ right: borrowing SegmentFrames) -> Int? {
        let first = max(limit - rules.relaxedWindow, boundary, left.firstFrame)
        var frame = limit
        while frame > first {
            if left.endsLike(right, at: frame - 1), left.room(before: frame) >= right.mainDataBegin(frame) {
                return frame
            }
            frame -= 1
        }
        return nil
    }

    private func fits(_ frame: Int, _ left: borrowing SegmentFrames, _ right: borrowing SegmentFrames) -> Bool {
        let begin = right.mainDataBegin(frame)
        return left.room(before: frame) >= begin && (!rules.isConstant || left.mainDataBegin(frame) == begin)
    }
}
