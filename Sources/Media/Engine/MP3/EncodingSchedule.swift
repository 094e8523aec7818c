import MediaTypes

/// Who does what next: the bookkeeping that encoder threads and the producer share. Pure; used under a lock.
struct EncodingSchedule {
    enum Assignment {
        /// Encode this segment up to the end of its range.
        case encode(index: Int)
        /// Join the two.
        case join(Segment, Segment)
        /// Encode what is left and end the stream with it.
        case finish(Segment)
        case stop
    }

    private let plan: SegmentPlan
    /// Threads that may be at work, and those that are.
    private var threads: Int
    private var working = 0
    private let samplesPerFrame: Int
    var store: PCMStore
    private(set) var failure: MediaFailure?
    /// True when the last segment is in the output.
    private(set) var isFinished = false
    private(set) var joins = SpliceCounts()

    /// Segments that wait to be joined, by index.
    private var encoded: [Int: Segment] = [:]
    /// The next sample of each segment under way or waiting.
    private var positions: [Int: Int] = [:]
    private var nextIndex = 0
    /// The segment that the output has reached, and the one to join it with.
    private var leftIndex = 0
    private var rightIndex = 1
    private var isJoining = false

    init(plan: SegmentPlan, threads: Int, format: MP3Format) {
        self.plan = plan
        self.threads = plan.threads(threads)
        samplesPerFrame = format.samplesPerFrame
        store = PCMStore(
            blockLength: SegmentPlan.block * format.samplesPerFrame, channels: format.channels,
            budget: plan.sizes.blocks(threads: threads))
    }

    /// Threads for which there is work: one until a second segment is there.
    var usefulThreads: Int { presence(of: 1) == .present ? threads : 1 }

    /// Changes how many threads may be at work; those above it stop when they have done what they are at.
    mutating func allow(threads: Int) {
        self.threads = plan.threads(threads)
        store.budget = plan.sizes.blocks(threads: self.threads)
    }

    private enum Presence { case present, absent, unknown }

    private func presence(of index: Int) -> Presence {
        if index == 0 { return .present }
        if store.samples >= plan.framesNeeded(for: index) * samplesPerFrame { return .present }
        return store.isComplete ? .absent : .unknown
    }

    /// The next thing to do for a thread; nil when it has to wait. It says when it is done: `didWork`.
    mutating func assign() -> Assignment? {
        if failure != nil || isFinished { return .stop }
        guard let work = nextJoin() ?? nextSegment() else { return nil }
        working += 1
        return work
    }

    /// Joins come first and are never held back: threads above their number may be waiting for the room they make.
    private mutating func nextJoin() -> Assignment? {
        if !isJoining, let left = encoded[leftIndex] {
            switch presence(of: rightIndex) {
            case .absent:
                isJoining = true
                return .finish(left)
            case .present:
                if let right = encoded[rightIndex] {
                    isJoining = true
                    return .join(left, right)
                }
            case .unknown: break
            }
        }
        return nil
    }

    private mutating func nextSegment() -> Assignment? {
        guard working < threads else { return nil }
        guard nextIndex <= rightIndex + threads, presence(of: nextIndex) == .present else { return nil }
        positions[nextIndex] = plan.start(nextIndex) * samplesPerFrame
        nextIndex += 1
        return .encode(index: nextIndex - 1)
    }

    mutating func didWork() { working -= 1 }

    /// What the segment `index`, which is under way, can be joined with already; whoever asked has to do it.
    ///
    /// So the left's samples can go early, and with them go most of those that joins would otherwise keep.
    mutating func leftNeighbour(of index: Int) -> Segment? {
        guard !isJoining, index == rightIndex, let left = encoded[leftIndex] else { return nil }
        isJoining = true
        return left
    }

    mutating func didEncode(_ segment: Segment) {
        encoded[segment.index] = segment
        didFeed(segment)
    }

    /// Tells how far `segment` is, so that the blocks before can go.
    mutating func didFeed(_ segment: Segment) {
        positions[segment.index] = segment.position
        releaseBlocks()
    }

    /// Everything from the left segment's position on stays: it may have to go on in place of its neighbour.
    private mutating func releaseBlocks() {
        let next = plan.start(nextIndex) * samplesPerFrame
        store.release(before: positions.values.reduce(next, min))
    }

    /// The output goes on with `right`.
    mutating func didJoin(_ right: Segment, extended: Int, isRelaxed: Bool) {
        joins.count += 1
        joins.extendedFrames += extended
        if isRelaxed { joins.relaxed += 1 }
        forget(leftIndex)
        leftIndex = right.index
        rightIndex = right.index + 1
        isJoining = false
    }

    /// The left is going to go on in place of `right`: it needs room for samples beyond those that `right` was at.
    mutating func willDrop(_ right: Segment) { forget(right.index) }

    mutating func didDrop(_ right: Segment) {
        joins.dropped += 1
        rightIndex = right.index + 1
        isJoining = false
    }

    private mutating func forget(_ index: Int) {
        encoded[index] = nil
        positions[index] = nil
        releaseBlocks()
    }

    mutating func didFinish() {
        isFinished = true
        encoded.removeAll()
    }

    /// The first failure stays.
    mutating func fail(_ reason: MediaFailure) { failure = failure ?? reason }
}

/// What `assign` and those who wait for blocks, for room and for the end look at.
extension EncodingSchedule: Watched {
    struct News: Equatable {
        var threads: Int
        var working: Int
        var next: Int
        var left: Int
        var right: Int
        var isJoining: Bool
        var encoded: Int
        var blocks: PCMStore.Extent
        var hasFailed: Bool
        var isFinished: Bool
    }

    var news: News {
        News(
            threads: threads, working: working, next: nextIndex, left: leftIndex, right: rightIndex,
            isJoining: isJoining, encoded: encoded.count, blocks: store.extent, hasFailed: failure != nil,
            isFinished: isFinished)
    }
}
