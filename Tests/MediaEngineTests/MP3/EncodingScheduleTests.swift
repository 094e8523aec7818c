import MediaTypes
import Testing

@testable import MediaEngine

struct EncodingScheduleTests {
    private let format = MP3Format(sampleRate: 44100, encoding: .cbr(128), channelMode: .mono)!
    private var plan: SegmentPlan {
        SegmentPlan(expectedFrames: nil, framesPerSecond: 38, sizes: .tiny, rules: SpliceRules(format: format))
    }
    private var blockLength: Int { SegmentPlan.block * 1152 }

    private func schedule(threads: Int) -> EncodingSchedule {
        EncodingSchedule(plan: plan, threads: threads, format: format)
    }

    /// Publishes silence while there is room and returns how many blocks that was.
    private func fill(_ schedule: inout EncodingSchedule) -> Int {
        let silence = [Float](repeating: 0, count: blockLength)
        var count = 0
        while schedule.store.hasRoom {
            let block = schedule.store.unused()
            _ = block.append(left: silence, right: silence, count: blockLength)
            schedule.store.publish(block)
            count += 1
        }
        return count
    }

    /// All samples that there is room for are there, and each thread encodes a segment.
    private func busySchedule(threads: Int) -> EncodingSchedule {
        var schedule = schedule(threads: threads)
        _ = schedule.assign()
        _ = fill(&schedule)
        for _ in 1..<threads { _ = schedule.assign() }
        return schedule
    }

    /// A segment that was fed `blocks` blocks.
    private func segment(_ index: Int, blocks: Int) throws -> Segment {
        let segment = Segment(
            index: index, start: plan.start(index), format: format, encoder: try LAMEEncoder(format: format))
        let block = PCMBlock(capacity: blockLength, channels: 1)
        let silence = [Float](repeating: 0, count: blockLength)
        _ = block.append(left: silence, right: silence, count: blockLength)
        for _ in 0..<blocks { _ = try segment.encode(block, from: segment.position, to: .max) }
        return segment
    }

    @Test func segmentsAreAssignedInOrderAndNotTooFarAhead() throws {
        var schedule = schedule(threads: 2)
        guard case .encode(0)? = schedule.assign() else {
            Issue.record("the first segment needs no samples to start")
            return
        }
        #expect(schedule.assign() == nil)
        #expect(fill(&schedule) == 4 + 6)
        schedule.store.budget = 14
        _ = fill(&schedule)
        var assigned = 1
        while case .encode(let index)? = schedule.assign() {
            #expect(index == assigned)
            assigned += 1
            schedule.didEncode(try segment(index, blocks: 0))
            schedule.didWork()
        }
        // The first is not done, so none of the others can be joined: the schedule stops two ahead.
        #expect(assigned == 4)
    }

    @Test func noMoreThreadsWorkThanAreAllowed() throws {
        var schedule = schedule(threads: 1)
        _ = schedule.assign()
        _ = fill(&schedule)
        #expect(schedule.assign() == nil && schedule.usefulThreads == 1)
        schedule.allow(threads: 3)
        #expect(schedule.usefulThreads == 3 && schedule.store.hasRoom)
        _ = fill(&schedule)
        guard case .encode(1)? = schedule.assign(), case .encode(2)? = schedule.assign() else {
            Issue.record("two more threads may work")
            return
        }
        schedule.allow(threads: 1)
        schedule.didEncode(try segment(2, blocks: 0))
        schedule.didWork()
        #expect(schedule.assign() == nil)
    }

    /// The third encoder waits for the room that the join of the others makes.
    @Test func aJoinIsNotHeldBackByFewerThreads() throws {
        var schedule = busySchedule(threads: 3)
        schedule.allow(threads: 1)
        schedule.didEncode(try segment(0, blocks: 5))
        schedule.didWork()
        schedule.didEncode(try segment(1, blocks: 5))
        schedule.didWork()
        guard case .join? = schedule.assign() else {
            Issue.record("two encoded neighbours are joined")
            return
        }
    }

    /// Whoever encodes the neighbour of what waits takes it, once; then others go on from there.
    @Test func aSegmentUnderWayIsJoinedByItsThread() throws {
        var schedule = busySchedule(threads: 2)
        let (left, right) = (try segment(0, blocks: 5), try segment(1, blocks: 4))
        schedule.didFeed(right)
        #expect(schedule.leftNeighbour(of: 1) == nil)
        schedule.didEncode(left)
        schedule.didWork()
        #expect(schedule.leftNeighbour(of: 2) == nil)
        #expect(schedule.leftNeighbour(of: 1) === left && schedule.leftNeighbour(of: 1) == nil)
        #expect(schedule.store.block(at: left.position) != nil)
        schedule.didJoin(right, extended: 0, isRelaxed: false)
        #expect(schedule.store.block(at: left.position) == nil)
        schedule.didEncode(right)
        guard case .encode(2)? = schedule.assign() else {
            Issue.record("the last waits for its own neighbour, which comes next")
            return
        }
        #expect(schedule.leftNeighbour(of: 2) === right)
    }

    /// However many threads there are, no more than four work, or as many as there is memory for.
    @Test func memoryIsBounded() {
        let sizes = SegmentPlan.Sizes()
        #expect(sizes.blocks(threads: 2) < sizes.blocks(threads: 4))
        #expect(sizes.blocks(threads: 256) == sizes.blocks(threads: 4))
        for blocks in [-1, 0, 36, 37, 59, 60, 100, 108, 1000] {
            let limited = sizes.limited(toBlocks: blocks)
            #expect(limited.blocks(threads: 256) <= max(blocks, sizes.blocks(threads: 1)))
            #expect((1...4).contains(limited.widest))
        }
        #expect(sizes.limited(toBlocks: 36).widest == 1 && sizes.limited(toBlocks: 37).widest == 2)
        #expect(sizes.limited(toBlocks: 1000) == sizes)
    }

    /// The room that a join makes is there at once: the others may all be waiting for it.
    @Test func aJoinMakesRoom() throws {
        var schedule = busySchedule(threads: 2)
        let (left, right) = (try segment(0, blocks: 5), try segment(1, blocks: 5))
        schedule.didEncode(left)
        schedule.didEncode(right)
        _ = fill(&schedule)
        guard case .join(let first, let second)? = schedule.assign(), first === left, second === right else {
            Issue.record("two encoded neighbours are joined")
            return
        }
        #expect(!schedule.store.hasRoom)
        schedule.didJoin(right, extended: 0, isRelaxed: false)
        #expect(schedule.store.hasRoom)
    }

    @Test func whatADroppedSegmentHeldStaysForItsNeighbour() throws {
        var schedule = busySchedule(threads: 2)
        let (left, right) = (try segment(0, blocks: 4), try segment(1, blocks: 6))
        schedule.didEncode(left)
        schedule.didEncode(right)
        _ = schedule.assign()
        schedule.willDrop(right)
        schedule.didDrop(right)
        #expect(schedule.store.block(at: left.position) != nil)
    }

    @Test func theEndIsTheLeftsWhenNothingFollows() throws {
        var schedule = schedule(threads: 1)
        _ = schedule.assign()
        let only = try segment(0, blocks: 2)
        schedule.didEncode(only)
        #expect(schedule.assign() == nil)
        schedule.store.complete()
        guard case .finish(let last)? = schedule.assign(), last === only else {
            Issue.record("the only segment is the last")
            return
        }
        schedule.didFinish()
        guard case .stop? = schedule.assign() else {
            Issue.record("after the end threads stop")
            return
        }
    }

    @Test func afterAFailureThreadsStop() {
        var schedule = schedule(threads: 1)
        schedule.fail(MediaFailure(.diskFull, "full"))
        schedule.fail(MediaFailure(.cancelled, "later"))
        guard case .stop? = schedule.assign() else {
            Issue.record("a failed schedule assigns nothing")
            return
        }
        #expect(schedule.failure?.code == .diskFull)
    }
}
