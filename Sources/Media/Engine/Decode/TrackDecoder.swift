import CFFmpeg
import MediaTypes

/// Demuxes and decodes one track in order. Not thread safe; one thread at a time uses it.
final class TrackDecoder {
    private let reader: PacketReader
    let decoder: AudioDecoder
    /// A frame of a packet that holds several.
    private let part: UnsafeMutablePointer<AVPacket>
    private let frames: PacketFrames?
    private var isDrained = false

    var container: Container { reader.container }
    var stream: UnsafeMutablePointer<AVStream> { reader.stream }
    /// What was met on the way, complete when `step` has returned false.
    var summary: DecodeSummary { reader.summary }

    /// Only `stream` is read from then on.
    init(container: Container, stream: UnsafeMutablePointer<AVStream>) throws(MediaFailure) {
        decoder = try AudioDecoder(stream: stream)
        guard let part = av_packet_alloc() else { throw MediaFailure(.internalError, "out of memory") }
        self.part = part
        frames = PacketFrames(stream.pointee.codecpar.pointee.codec_id)
        reader = try PacketReader(container: container, stream: stream)
    }

    deinit {
        var part: UnsafeMutablePointer<AVPacket>? = part
        av_packet_free(&part)
    }

    /// Reads and decodes the next packet. Returns false when the track is at its end.
    func step(each body: (borrowing AudioFrame) throws(MediaFailure) -> Void) throws(MediaFailure) -> Bool {
        if isDrained { return false }
        guard let packet = try reader.next() else {
            isDrained = true
            try decode(nil, each: body)
            return false
        }
        try decodeFrames(of: packet, each: body)
        return true
    }

    /// Decodes the packet, frame by frame where its codec needs that.
    private func decodeFrames(
        of packet: UnsafeMutablePointer<AVPacket>, each body: (borrowing AudioFrame) throws(MediaFailure) -> Void
    ) throws(MediaFailure) {
        let bytes = UnsafeBufferPointer(start: packet.pointee.data, count: Int(max(0, packet.pointee.size)))
        let ranges = frames?.split(bytes) ?? []
        guard ranges.count > 1 else { return try decode(packet, each: body) }
        for (index, range) in ranges.enumerated() {
            guard av_packet_ref(part, packet) >= 0 else { throw MediaFailure(.internalError, "out of memory") }
            defer { av_packet_unref(part) }
            part.pointee.data += range.lowerBound
            part.pointee.size = Int32(range.count)
            if index > 0 {
                // What follows the first follows without a gap.
                av_packet_free_side_data(part)
                part.pointee.dts = spool_no_timestamp
                part.pointee.pts = spool_no_timestamp
            }
            try decode(part, each: body)
        }
    }

    private func decode(
        _ packet: UnsafeMutablePointer<AVPacket>?, each body: (borrowing AudioFrame) throws(MediaFailure) -> Void
    ) throws(MediaFailure) {
        let status = try decoder.decode(packet, each: body)
        if packet != nil, status < 0 { reader.summary.noteFailure(status) }
    }
}
