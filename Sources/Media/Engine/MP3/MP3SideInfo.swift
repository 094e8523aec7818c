/// What the splice and the verifier need of a frame's side info.
public struct MP3SideInfo: Hashable, Sendable {
    /// Bytes before this frame's payload at which its main data starts.
    public var mainDataBegin: Int
    /// `part2_3_length` in bits by granule × channels + channel; unused entries are 0.
    public var lengths: SIMD4<UInt16> = .zero
    /// 0 long, 1 start, 2 short, 3 stop; indexed as `lengths`.
    public var blockTypes: SIMD4<UInt8> = .zero
    /// The largest `big_values`; above 288 the frame is corrupt.
    public var largestBigValues: Int = 0

    /// Bits of main data.
    public var mainDataBits: Int { Int(lengths[0]) + Int(lengths[1]) + Int(lengths[2]) + Int(lengths[3]) }
    /// Bytes of main data, the last one counted whole.
    public var mainDataBytes: Int { (mainDataBits + 7) / 8 }

    /// `bytes` points at the side info and holds `version.sideInfoSize(channels:)`.
    public init(_ bytes: UnsafePointer<UInt8>, version: MPEGVersion, channels: Int) {
        var reader = BitReader(bytes)
        let isFirst = version == .mpeg1
        mainDataBegin = reader.read(isFirst ? 9 : 8)
        // private_bits and, in MPEG-1, four scfsi bits a channel
        reader.skip(isFirst ? (channels == 1 ? 5 : 3) + 4 * channels : channels)
        for part in 0..<version.granules * channels {
            let end = reader.position + (isFirst ? 59 : 63)
            lengths[part] = UInt16(reader.read(12))
            largestBigValues = max(largestBigValues, reader.read(9))
            reader.skip(8 + (isFirst ? 4 : 9))  // global_gain, scalefac_compress
            if reader.read(1) == 1 { blockTypes[part] = UInt8(reader.read(2)) }
            reader.position = end
        }
    }
}
