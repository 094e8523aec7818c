import CFFmpeg
import MediaProtocol
import MediaTypes

/// A conversion that copies an MP3 track frame by frame: the sound is the source's to the bit.
struct MP3Copy {
    private let request: ConvertRequest
    private let input: OpenedInput

    /// Nil when the options or the codec call for an encoder.
    init?(request: ConvertRequest, input: OpenedInput) {
        let codec = input.choice.stream.pointee.codecpar.pointee
        guard CopyRule.allows(request.options, codec: codec.codec_id), codec.sample_rate > 0 else { return nil }
        self.request = request
        self.input = input
    }

    /// Copies, judges the ending, and verifies what was written.
    ///
    /// - Returns: nil when the track is no plain run of good frames without gaps, which only an encoder can mend.
    func run(output: Int32, report: (WorkerEvent) -> Void) throws(MediaFailure) -> ConvertResult? {
        var tag = input.tags(request.options).tag()
        tag.tag = tag.tag.completed(encoder: "Spool")
        let file = MP3File(descriptor: output)
        let head = tag.tag.render()
        try file.write(head)
        file.beginAudio()
        var copier = FrameCopier(file: file)
        guard let copied = try copy(into: &copier, report: report), var info = copier.completed() else { return nil }
        let rate = info.format.sampleRate
        let remarks = try input.judge(copied, rate: rate, options: request.options)
        for warning in tag.warnings + remarks { report(.warning(warning)) }

        try file.flush()
        info.complete(from: file)
        try file.patch(info.render(), at: file.audioStart)
        tag.tag.milliseconds = info.samples * 1000 / Int64(rate)
        try file.patch(tag.tag.render(size: head.count), at: 0)
        guard (try? MP3Verifier.verify(descriptor: output, expectedSamples: info.samples)) != nil else { return nil }
        let summary = info.summary(bytes: file.size, joins: SpliceCounts())
        return ConvertResult(
            summary, format: info.format, isCopy: true, tags: input.tags(request.options).fields)
    }

    private func copy(
        into copier: inout FrameCopier, report: (WorkerEvent) -> Void
    ) throws(MediaFailure) -> SourceReport? {
        let (container, stream) = (input.container, input.choice.stream)
        let reader = try PacketReader(container: container, stream: stream)
        let rate = Int(stream.pointee.codecpar.pointee.sample_rate)
        var timeline = Timeline(rate: rate, declaredEnd: nil, clockMayJump: container.hasDiscontinuities)
        var progress = ProgressMeter(total: input.length, rate: rate)
        while let packet = try reader.next() {
            let unwanted = AV_PKT_FLAG_CORRUPT | AV_PKT_FLAG_DISCARD
            guard packet.pointee.flags & unwanted == 0, packet.pointee.data != nil else { return nil }
            let before = copier.frames
            let bytes = UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size))
            guard try copier.take(bytes, margins: Self.margins(of: packet)) else { return nil }
            let count = (copier.frames - before) * copier.samplesPerFrame
            let position = MediaDuration.samples(packet.pointee.pts, timeBase: stream.pointee.time_base, rate: rate)
            guard timeline.place(at: position, count: count) == .next else { return nil }
            if let event = progress.advance(by: count) { report(.progress(event)) }
        }
        guard copier.info?.format.sampleRate == rate, reader.summary.protectedPackets == 0 else { return nil }
        return SourceReport(
            samples: Int64(copier.frames * copier.samplesPerFrame), kept: copier.samples,
            shortfall: timeline.shortfall, isWhole: true, start: timeline.start, end: timeline.end,
            decoding: reader.summary)
    }

    /// Samples that the container leaves out at the start and the end of a packet.
    private static func margins(of packet: UnsafeMutablePointer<AVPacket>) -> (start: Int, end: Int) {
        var start: Int32 = 0
        var end: Int32 = 0
        spool_packet_margins(packet, &start, &end)
        return (Int(max(0, start)), Int(max(0, end)))
    }
}
