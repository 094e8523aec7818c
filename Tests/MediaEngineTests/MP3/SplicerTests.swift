import MediaTypes
import Testing

@testable import MediaEngine

struct SplicerTests {
    private static let boundary = 49 * 6
    private let format = MP3Format(sampleRate: 44100, encoding: .cbr(128), channelMode: .jointStereo)!
    private var rules: SpliceRules { SpliceRules(format: format) }

    /// The frames that an encoder makes of `programme` from frame `start` to frame `end`.
    private func recorded(_ programme: Programme, from start: Int, to end: Int) throws -> SegmentFrames {
        var frames = SegmentFrames(start: start, format: format)
        let encoder = try LAMEEncoder(format: format)
        let (first, count) = (start * 1152, (end - start) * 1152)
        let channels = (0..<2).map { channel in
            // the source must be the same wherever one starts to read it
            Array(programme.samples(first + count, channel: channel, rate: 44100)[first...])
        }
        try encoder.encode(left: channels[0], right: channels[1], count: count, into: &frames.stream)
        return frames
    }

    @Test func cutsWhereTheStatesAreEqual() throws {
        let left = try recorded(.music, from: 0, to: Self.boundary + 60)
        let right = try recorded(.music, from: Self.boundary, to: Self.boundary + 400)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        guard case .cut(let frame, false) = splicer.next(left: left, right: right, leftIsAtEnd: false) else {
            Issue.record("no cut")
            return
        }
        #expect(Self.boundary + 21...Self.boundary + 48 ~= frame)
        for before in 1...20 { #expect(left.isEqual(to: right, at: frame - before, withReservoir: true)) }
        #expect(left.room(before: frame) >= right.mainDataBegin(frame))
    }

    @Test func asksForMoreOfTheLeftUntilItHasIt() throws {
        let right = try recorded(.music, from: Self.boundary, to: Self.boundary + 400)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        let short = try recorded(.music, from: 0, to: Self.boundary + 30)
        #expect(splicer.next(left: short, right: right, leftIsAtEnd: false) == .extendLeft(toFrame: Self.boundary + 52))
        #expect(splicer.next(left: short, right: right, leftIsAtEnd: false) == .extendLeft(toFrame: Self.boundary + 56))
        let long = try recorded(.music, from: 0, to: Self.boundary + 56)
        guard case .cut = splicer.next(left: long, right: right, leftIsAtEnd: false) else {
            Issue.record("no cut")
            return
        }
    }

    @Test func dropsARightThatIsTooShort() throws {
        let left = try recorded(.music, from: 0, to: Self.boundary + 60)
        let right = try recorded(.music, from: Self.boundary, to: Self.boundary + 40)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        #expect(splicer.next(left: left, right: right, leftIsAtEnd: false) == .dropRight)
    }

    @Test func asksForMoreOfARightThatIsUnderWay() throws {
        let left = try recorded(.music, from: 0, to: Self.boundary + 60)
        let right = try recorded(.music, from: Self.boundary, to: Self.boundary + 40)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        #expect(splicer.next(left: left, right: right, leftIsAtEnd: false, rightIsAtEnd: false) == .extendRight)
        let more = try recorded(.music, from: Self.boundary, to: Self.boundary + 89)
        let whole = try recorded(.music, from: Self.boundary, to: Self.boundary + 400)
        var late = Splicer(rules: rules, boundary: Self.boundary)
        #expect(
            splicer.next(left: left, right: more, leftIsAtEnd: false, rightIsAtEnd: false)
                == late.next(left: left, right: whole, leftIsAtEnd: false))
    }

    @Test func dropsTheRightWhenTheLeftEndsFirst() throws {
        let left = try recorded(.music, from: 0, to: Self.boundary + 30)
        let right = try recorded(.music, from: Self.boundary, to: Self.boundary + 400)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        #expect(splicer.next(left: left, right: right, leftIsAtEnd: true) == .dropRight)
    }

    /// Different sources never agree: the left is extended to the limit, and then the join is relaxed.
    @Test func extendsToTheLimitAndRelaxes() throws {
        var rules = rules
        rules.longestExtension = 64
        let left = try recorded(.music, from: 0, to: Self.boundary + 150)
        let right = try recorded(.speech, from: Self.boundary, to: Self.boundary + 150)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        switch splicer.next(left: left, right: right, leftIsAtEnd: false) {
        case .cut(let frame, let isRelaxed):
            #expect(isRelaxed && splicer.extended == 64)
            #expect(left.endsLike(right, at: frame - 1) && left.room(before: frame) >= right.mainDataBegin(frame))
        case .dropRight: #expect(splicer.extended == 64)
        case .extendLeft, .extendRight: Issue.record("both are long enough")
        }
    }

    /// In silence frames are equal whatever the states are: more of them are needed.
    @Test func silenceProvesLittle() throws {
        let left = try recorded(.silence, from: 0, to: Self.boundary + 400)
        let right = try recorded(.silence, from: Self.boundary, to: Self.boundary + 400)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        guard case .cut(let frame, false) = splicer.next(left: left, right: right, leftIsAtEnd: false) else {
            Issue.record("no cut")
            return
        }
        #expect(frame >= Self.boundary + 120)
    }

    /// Cutting two streams gives as many frames and bytes as the heads promise.
    @Test func aCutReLaysTheReservoir() throws {
        var left = try recorded(.music, from: 0, to: Self.boundary + 60)
        var right = try recorded(.music, from: Self.boundary, to: Self.boundary + 200)
        var splicer = Splicer(rules: rules, boundary: Self.boundary)
        guard case .cut(let frame, _) = splicer.next(left: left, right: right, leftIsAtEnd: false) else {
            Issue.record("no cut")
            return
        }
        let file = try TemporaryFile()
        let output = MP3File(descriptor: file.descriptor)
        var assembler = FrameAssembler(format: format)
        left.cut(at: frame, next: &right, into: &assembler)
        right.finish(into: &assembler)
        try assembler.write(to: output, isLast: true)
        try output.flush()
        let bytes = Array(try file.contents())
        try bytes.withUnsafeBufferPointer { bytes in
            let base = try #require(bytes.baseAddress)
            var walker = FrameWalker(first: try #require(MP3FrameHeader(base)))
            var offset = 0
            while offset < bytes.count {
                let header = try #require(MP3FrameHeader(base + offset))
                try walker.check(base + offset, header)
                offset += header.frameSize
            }
            #expect(offset == bytes.count)
            #expect(walker.frames == right.start + right.stream.frames.count)
        }
    }
}

extension Splicer {
    /// For a right that has been fed all of its segment.
    fileprivate mutating func next(
        left: borrowing SegmentFrames, right: borrowing SegmentFrames, leftIsAtEnd: Bool
    ) -> Action {
        next(left: left, right: right, leftIsAtEnd: leftIsAtEnd, rightIsAtEnd: true)
    }
}
