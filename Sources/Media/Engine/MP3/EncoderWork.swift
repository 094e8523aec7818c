import MediaTypes

/// What the encoder threads do. The output belongs to the thread that joins: the schedule lets one at a time.
final class EncoderWork: @unchecked Sendable {  // mutable parts: the schedule in its lock, the rest see there
    private let format: MP3Format
    private let plan: SegmentPlan
    private let rules: SpliceRules
    private let schedule: Monitor<EncodingSchedule>
    private let file: MP3File
    private var assembler: FrameAssembler
    /// For the first segment, so in use by one thread only.
    private var first: LAMEEncoder?

    init(
        format: MP3Format, file: MP3File, threads: Int, plan: SegmentPlan, rules: SpliceRules, first: LAMEEncoder
    ) {
        self.format = format
        self.file = file
        self.plan = plan
        self.rules = rules
        schedule = Monitor(EncodingSchedule(plan: plan, threads: threads, format: format))
        assembler = FrameAssembler(format: format)
        self.first = first
    }

    /// The life of one encoder thread.
    func run() {
        do throws(MediaFailure) {
            while true {
                switch schedule.wait({ $0.assign() }) {
                case .encode(let index): try encode(index)
                case .join(let left, let right): try join(left, right)
                case .finish(let last): try finish(last)
                case .stop: return
                }
                schedule.update { $0.didWork() }
            }
        } catch {
            fail(error)
        }
    }

    /// Encodes a segment and joins it with its left neighbour as soon as that waits for it.
    private func encode(_ index: Int) throws(MediaFailure) {
        let segment = Segment(
            index: index, start: plan.start(index), format: format, encoder: try encoder(for: index))
        repeat {
            guard let left = schedule.update({ $0.leftNeighbour(of: index) }) else { continue }
            guard try join(left, segment) else { return }
        } while try feedMore(of: segment)
        schedule.update { $0.didEncode(segment) }
    }

    private func encoder(for index: Int) throws(MediaFailure) -> LAMEEncoder {
        guard index == 0, let encoder = first else { return try LAMEEncoder(format: format) }
        first = nil
        return encoder
    }

    /// - Returns: False when the right is of no use.
    @discardableResult
    private func join(_ left: Segment, _ right: Segment) throws(MediaFailure) -> Bool {
        var splicer = Splicer(rules: rules, boundary: right.frames.start)
        var (leftIsAtEnd, rightIsAtEnd) = (false, false)
        while true {
            switch splicer.next(
                left: left.frames, right: right.frames, leftIsAtEnd: leftIsAtEnd, rightIsAtEnd: rightIsAtEnd)
            {
            case .extendLeft(let frame):
                leftIsAtEnd = try !feed(left, toFrame: frame)
            case .extendRight:
                rightIsAtEnd = try !feedMore(of: right)
            case .cut(let frame, let isRelaxed):
                left.frames.cut(at: frame, next: &right.frames, into: &assembler)
                try assembler.write(to: file)
                schedule.update { $0.didJoin(right, extended: splicer.extended, isRelaxed: isRelaxed) }
                return true
            case .dropRight:
                schedule.update { $0.willDrop(right) }
                // at once, so that the blocks which only the left still needs can go
                try feed(left, toFrame: end(of: right))
                schedule.update { $0.didDrop(right) }
                return false
            }
        }
    }

    private func finish(_ last: Segment) throws(MediaFailure) {
        try feed(last, toFrame: nil)
        try last.flush()
        last.frames.finish(into: &assembler)
        try assembler.write(to: file, isLast: true)
        schedule.update { $0.didFinish() }
    }

    /// The frame up to which `segment` is fed at first: as far as the join with the next one needs.
    private func end(of segment: Segment) -> Int { plan.start(segment.index + 1) + rules.warmUp + rules.lookahead }

    /// Feeds `segment` the next block's worth of frames.
    ///
    /// - Returns: False when it has been fed up to its end or that of the stream.
    private func feedMore(of segment: Segment) throws(MediaFailure) -> Bool {
        let next = segment.position / format.samplesPerFrame + SegmentPlan.block
        let end = end(of: segment)
        return try feed(segment, toFrame: min(next, end)) && next < end
    }

    /// Feeds `segment` up to the start of frame `frame`; nil is the end of the stream.
    ///
    /// - Returns: False when the stream ends before.
    @discardableResult
    private func feed(_ segment: Segment, toFrame frame: Int?) throws(MediaFailure) -> Bool {
        let end = frame.map { $0 * format.samplesPerFrame } ?? Int.max
        let blockLength = SegmentPlan.block * format.samplesPerFrame
        while segment.position < end {
            guard let block = try block(for: segment) else { return false }
            let start = segment.position / blockLength * blockLength
            guard try segment.encode(block, from: start, to: end) else { return false }
        }
        return true
    }

    /// The block that `segment` needs next; waits for it. Nil at the end of the stream.
    private func block(for segment: Segment) throws(MediaFailure) -> PCMBlock? {
        schedule.update { $0.didFeed(segment) }
        let found: Result<PCMBlock?, MediaFailure> = schedule.wait { schedule in
            if let failure = schedule.failure { return .failure(failure) }
            if let block = schedule.store.block(at: segment.position) { return .success(block) }
            return schedule.store.isComplete ? .success(nil) : nil
        }
        return try found.get()
    }
}

// What the producer calls.
extension EncoderWork {
    func unusedBlock() throws(MediaFailure) -> PCMBlock {
        let block: Result<PCMBlock, MediaFailure> = schedule.update { schedule in
            schedule.failure.map { .failure($0) } ?? .success(schedule.store.unused())
        }
        return try block.get()
    }

    /// Gives `block` to the encoders, when there is room for it.
    ///
    /// - Returns: How many threads are of use from now on.
    func publish(_ block: PCMBlock) throws(MediaFailure) -> Int {
        let result: Result<Int, MediaFailure> = schedule.wait { schedule in
            if let failure = schedule.failure { return .failure(failure) }
            guard schedule.store.hasRoom else { return nil }
            schedule.store.publish(block)
            return .success(schedule.usefulThreads)
        }
        return try result.get()
    }

    /// Says that nothing follows and waits for the end, or until more than `threads` threads are of use: then nil.
    func finish(threads: Int) -> Result<SpliceCounts, MediaFailure>? {
        schedule.update { $0.store.complete() }
        return schedule.wait { schedule -> Result<SpliceCounts, MediaFailure>?? in
            if let failure = schedule.failure { return .some(.failure(failure)) }
            if schedule.isFinished { return .some(.success(schedule.joins)) }
            return schedule.usefulThreads > threads ? .some(nil) : nil
        }
    }

    var usefulThreads: Int { schedule.update { $0.usefulThreads } }

    func allow(threads: Int) { schedule.update { $0.allow(threads: threads) } }

    func fail(_ reason: MediaFailure) { schedule.update { $0.fail(reason) } }
}
