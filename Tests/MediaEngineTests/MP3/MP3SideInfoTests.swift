import Testing

@testable import MediaEngine

struct MP3SideInfoTests {
    /// Writes bit fields, most significant bit first.
    private struct BitWriter {
        var bits: [Bool] = []

        mutating func write(_ value: Int, _ count: Int) {
            for bit in (0..<count).reversed() { bits.append(value >> bit & 1 == 1) }
        }

        var bytes: [UInt8] {
            stride(from: 0, to: bits.count, by: 8).map { start in
                (0..<8).reduce(UInt8(0)) { $0 << 1 | (start + $1 < bits.count && bits[start + $1] ? 1 : 0) }
            }
        }
    }

    @Test(arguments: MPEGVersion.allCases, [1, 2]) func readsEveryField(version: MPEGVersion, channels: Int) {
        let isFirst = version == .mpeg1
        var writer = BitWriter()
        writer.write(201, isFirst ? 9 : 8)
        writer.write(0, isFirst ? (channels == 1 ? 5 : 3) + 4 * channels : channels)
        let parts = version.granules * channels
        for part in 0..<parts {
            writer.write(1000 + part, 12)
            writer.write(200 + part, 9)
            writer.write(0xFF, 8)
            writer.write(0, isFirst ? 4 : 9)
            writer.write(part == 0 ? 0 : 1, 1)
            writer.write(part == 0 ? 3 : part % 4, 2)  // without window switching the next bits are something else
            writer.write(0, 20)
            writer.write(0, isFirst ? 3 : 2)
        }
        #expect(writer.bytes.count == version.sideInfoSize(channels: channels))
        let info = writer.bytes.withUnsafeBufferPointer {
            MP3SideInfo($0.baseAddress!, version: version, channels: channels)
        }
        #expect(info.mainDataBegin == 201)
        #expect(info.largestBigValues == 199 + parts)
        for part in 0..<4 {
            #expect(info.lengths[part] == (part < parts ? UInt16(1000 + part) : 0))
            #expect(info.blockTypes[part] == (part < parts ? UInt8(part % 4) : 0))
        }
        #expect(info.mainDataBits == (0..<parts).reduce(0) { $0 + 1000 + $1 })
    }
}
