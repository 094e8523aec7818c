import MediaTypes

/// An encoder's output taken apart: frame heads (header and side info) as records, payloads as one run of bytes.
///
/// The payload of frame *i* is what lies between its head and the next head. Its main data starts
/// `mainDataBegin` bytes before it and ends anywhere up to its end: the bit reservoir.
struct FrameStream {
    struct Frame {
        /// Where the frame's payload starts in `payload`.
        var payloadStart: Int
        /// Bytes of the whole frame.
        var size: Int32
        var mainDataBegin: Int32
        /// Bits of main data.
        var mainDataBits: Int32

        /// Where the frame's main data starts in `payload`; negative when it lies before the stream.
        var mainDataStart: Int { payloadStart - Int(mainDataBegin) }
        /// The end of the main data's last byte.
        var mainDataEnd: Int { mainDataStart + (Int(mainDataBits) + 7) / 8 }
    }

    let version: MPEGVersion
    let channels: Int
    let headSize: Int
    private(set) var frames: [Frame] = []
    /// `headSize` bytes a frame.
    private(set) var heads: [UInt8] = []
    private(set) var payload: [UInt8] = []
    /// The head that has begun to arrive.
    private var partialHead: [UInt8] = []
    /// Bytes of the last frame's payload still to come.
    private var missing = 0

    init(format: MP3Format) {
        version = format.version
        channels = format.channels
        headSize = format.headSize
    }

    /// Bytes of `frame`'s payload.
    func payloadSize(_ frame: Frame) -> Int { Int(frame.size) - headSize }

    /// Takes what the encoder put out; the cuts between calls do not matter.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(MediaFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if missing > 0 {
                let part = rest.prefix(missing)
                payload.append(contentsOf: UnsafeBufferPointer(rebasing: part))
                missing -= part.count
                rest = rest.dropFirst(part.count)
            } else {
                let part = rest.prefix(headSize - partialHead.count)
                partialHead.append(contentsOf: UnsafeBufferPointer(rebasing: part))
                rest = rest.dropFirst(part.count)
                if partialHead.count == headSize { try openFrame() }
            }
        }
    }

    private mutating func openFrame() throws(MediaFailure) {
        let frame: Frame? = partialHead.withUnsafeBufferPointer { head in
            guard let base = head.baseAddress, let header = MP3FrameHeader(base) else { return nil }
            guard header.headSize == headSize, header.version == version, header.channels == channels else {
                return nil
            }
            let info = MP3SideInfo(base + 4, version: version, channels: channels)
            return Frame(
                payloadStart: payload.count, size: Int32(header.frameSize), mainDataBegin: Int32(info.mainDataBegin),
                mainDataBits: Int32(info.mainDataBits))
        }
        guard let frame, frame.size >= headSize else {
            throw MediaFailure(.internalError, "the encoder's output is not a stream of MP3 frames")
        }
        frames.append(frame)
        heads.append(contentsOf: partialHead)
        partialHead.removeAll(keepingCapacity: true)
        missing = payloadSize(frame)
    }

}
