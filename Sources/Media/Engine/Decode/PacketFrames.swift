import CFFmpeg

/// Cuts a packet into the frames that its decoder takes one at a time: MP4 and 3GP may keep several in one sample, of
/// which libavcodec decodes the first and drops the rest without a word.
struct PacketFrames {
    private enum Kind {
        /// Bytes of a frame by its type, the byte that holds the type included; 0 is reserved.
        case speech(sizes: [Int])
        /// ETSI TS 102 366, annex E.
        case enhancedAC3
    }

    private let kind: Kind

    /// Nil for codecs whose packets are decoded whole.
    init?(_ codec: AVCodecID) {
        switch codec {
        // 3GPP TS 26.101
        case AV_CODEC_ID_AMR_NB: kind = .speech(sizes: [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1])
        // 3GPP TS 26.201
        case AV_CODEC_ID_AMR_WB: kind = .speech(sizes: [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1])
        case AV_CODEC_ID_EAC3: kind = .enhancedAC3
        default: return nil
        }
    }

    /// Where the frames of `packet` lie; the whole packet where it does not consist of frames.
    func split(_ packet: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var frames: [Range<Int>] = []
        var start = 0
        while start < packet.count {
            guard let frame = frame(packet[start...]), start + frame.size <= packet.count else {
                return [0..<packet.count]
            }
            let end = start + frame.size
            if frame.continuesLast, let last = frames.popLast() {
                frames.append(last.lowerBound..<end)
            } else {
                frames.append(start..<end)
            }
            start = end
        }
        return frames
    }

    private func frame(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> (size: Int, continuesLast: Bool)? {
        let start = bytes.startIndex
        switch kind {
        case .speech(let sizes):
            let size = sizes[Int(bytes[start] >> 3 & 15)]
            return size > 0 ? (size, false) : nil
        case .enhancedAC3:
            guard bytes.count >= 6, bytes[start] == 0x0B, bytes[start + 1] == 0x77, bytes[start + 5] >> 3 > 10 else {
                return nil
            }
            let size = (Int(bytes[start + 2] & 7) << 8 | Int(bytes[start + 3])) * 2 + 2
            // Dependent and further substreams belong to the first, independent one.
            let isFirst = bytes[start + 2] >> 6 != 1 && bytes[start + 2] >> 3 & 7 == 0
            return (size, !isFirst)
        }
    }
}
