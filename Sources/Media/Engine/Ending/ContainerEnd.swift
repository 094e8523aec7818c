/// Whether a file's own structure says that bytes are missing at its end.
enum ContainerEnd: Equatable {
    /// The structure promises more bytes than there are: this many in the whole file, where it says so.
    case cut(promised: Int64?)
    /// The structure ends where the file ends.
    case complete
    /// This format, or this file, does not say.
    case unknown

    /// - Parameter format: FFmpeg's short demuxer name.
    init(format: String, source: some ByteSource) {
        self =
            switch format {
            case "mov": Self.boxes(source)
            case "matroska": Self.segment(source)
            case "wav", "avi": Self.chunks(source) { source.little(at: $0, count: 4) }
            case "aiff": Self.chunks(source) { source.big(at: $0, count: 4) }
            case "w64": source.little(at: 16, count: 8).map { Self.compare($0, source) } ?? .unknown
            case "caf": Self.coreAudioChunks(source)
            case "mpegts": Self.transportPackets(source)
            case "ogg": Self.pages(source)
            case "flv": Self.flashTags(source)
            case "asf": Self.windowsMedia(source)
            default: .unknown
            }
    }

    /// `promised` counts from the file's first byte.
    private static func compare(_ promised: UInt64, _ source: some ByteSource) -> ContainerEnd {
        promised > UInt64(source.size) ? .cut(promised: Int64(exactly: promised)) : .complete
    }

    /// ISO 14496-12: top-level boxes, each with its size in front.
    private static func boxes(_ source: some ByteSource) -> ContainerEnd {
        var offset: Int64 = 0
        while offset + 8 <= source.size {
            guard let box = MP4Box(source, at: offset) else { return .unknown }
            guard let size = box.size else { return .complete }
            guard let end = box.end(in: source) else { return .cut(promised: Int64(exactly: UInt64(offset) &+ size)) }
            offset = end
        }
        return offset == source.size ? .complete : .unknown
    }

    /// RIFF and IFF: one chunk holds everything, or in long AVI files several in a row. Encoders that could not go
    /// back leave 0 or all ones; some count the chunk's own head or leave out the last byte's padding.
    private static func chunks(_ source: some ByteSource, size: (Int64) -> UInt64?) -> ContainerEnd {
        var offset: Int64 = 0
        while offset + 8 < source.size {
            guard let size = size(offset + 4), size > 0, size < 0xFFFF_FFFF - 8 else {
                return offset == 0 ? .unknown : .complete
            }
            offset += 8 + Int64(size)
        }
        return offset > source.size + 8 ? .cut(promised: offset) : offset == 0 ? .unknown : .complete
    }

    /// CAF: chunks after a head of eight bytes; the last may leave its size open.
    private static func coreAudioChunks(_ source: some ByteSource) -> ContainerEnd {
        var offset: Int64 = 8
        while let size = source.big(at: offset + 4, count: 8) {
            guard size != .max else { return .complete }
            guard size < UInt64(Int64.max / 2) else { return .unknown }
            offset += 12 + Int64(size)
        }
        return offset > source.size ? .cut(promised: offset) : .complete
    }

    /// Matroska: one Segment after the EBML header; its size may be unknown.
    private static func segment(_ source: some ByteSource) -> ContainerEnd {
        var offset: Int64 = 0
        for _ in 0..<8 {
            guard let id = EBMLNumber(source, at: offset, keepsMarker: true),
                let size = EBMLNumber(source, at: offset + id.length, keepsMarker: false)
            else { return .unknown }
            let content = offset + id.length + size.length
            guard !size.isUnknown, size.value < UInt64(Int64.max / 2) else { return .unknown }
            if id.value == 0x1853_8067 { return compare(UInt64(content) + size.value, source) }
            offset = content + Int64(size.value)
        }
        return .unknown
    }

    /// MPEG-TS: packets of one length, counted from the first that is in step.
    private static func transportPackets(_ source: some ByteSource) -> ContainerEnd {
        let head = source.bytes(at: 0, count: 2048)
        for length in [188, 192, 204] {
            for start in 0..<length where start + 4 * length < head.count {
                guard (0...4).allSatisfy({ head[start + $0 * length] == 0x47 }) else { continue }
                // In 192-byte packets the sync byte follows four bytes of time.
                let lead = length == 192 ? min(4, start) : 0
                return (source.size - Int64(start - lead)) % Int64(length) == 0 ? .complete : .cut(promised: nil)
            }
        }
        return .unknown
    }

    /// Ogg: the last page must end within the file.
    private static func pages(_ source: some ByteSource) -> ContainerEnd {
        let longestPage: Int64 = 65_307
        let start = max(0, source.size - longestPage)
        let tail = source.bytes(at: start, count: Int(longestPage))
        let mark = Array("OggS".utf8)
        guard tail.count > 27 else { return .unknown }
        for offset in stride(from: tail.count - 4, through: 0, by: -1) where tail[offset...].starts(with: mark) {
            guard offset + 27 <= tail.count else { return .cut(promised: nil) }
            let segments = offset + 27 + Int(tail[offset + 26])
            guard segments <= tail.count else { return .cut(promised: nil) }
            let end = segments + tail[(offset + 27)..<segments].reduce(0) { $0 + Int($1) }
            return end > tail.count ? .cut(promised: nil) : .complete
        }
        return .unknown
    }

    /// FLV: every tag is followed by its own length, so the last four bytes lead to a tag of that length.
    private static func flashTags(_ source: some ByteSource) -> ContainerEnd {
        guard let length = source.big(at: source.size - 4, count: 4), length >= 11, length < UInt64(source.size - 4),
            let size = source.big(at: source.size - 4 - Int64(length) + 1, count: 3)
        else { return .cut(promised: nil) }
        return size + 11 == length ? .complete : .cut(promised: nil)
    }

    /// ASF: the file properties object holds the file's size; a broadcast's is 0.
    private static func windowsMedia(_ source: some ByteSource) -> ContainerEnd {
        let identifier: [UInt8] = [
            0xA1, 0xDC, 0xAB, 0x8C, 0x47, 0xA9, 0xCF, 0x11, 0x8E, 0xE4, 0x00, 0xC0, 0x0C, 0x20, 0x53, 0x65,
        ]
        var offset: Int64 = 30
        for _ in 0..<64 {
            guard let size = source.little(at: offset + 16, count: 8), size >= 24, size < 1 << 31 else {
                return .unknown
            }
            if source.bytes(at: offset, count: 16) == identifier {
                guard let promised = source.little(at: offset + 40, count: 8), promised > 0 else { return .unknown }
                return compare(promised, source)
            }
            offset += Int64(size)
        }
        return .unknown
    }
}
