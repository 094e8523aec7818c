import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

struct SeekTableTests {
    @Test(arguments: [1, 99, 100, 101, 16_384, 16_385, 100_000, 1_400_000]) func entriesPointAtTheirFrames(frames: Int)
    {
        var table = SeekTable()
        for frame in 0..<frames { table.add(offset: Int64(frame) * 417) }
        let bytes = Int64(frames) * 417
        let contents = table.contents(bytes: bytes)
        #expect(contents.count == 100 && contents[0] == 0)
        for percent in 0..<100 {
            let exact = Double(frames * percent / 100) * 256 / Double(frames)
            #expect(abs(Double(contents[percent]) - exact) <= 1.5)
        }
    }

    /// Seeking by the table, as players do, in a stream whose rate varies.
    @Test func seeksLandWithinOneStep() throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: .vbr(2), channelMode: .jointStereo))
        let mp3 = try EncodedMP3(try Material.every(format, frames: 1000), format: format, threads: 2, sizes: .tiny)
        let bytes = Array(try mp3.file.contents())
        try bytes.withUnsafeBufferPointer { bytes in
            let base = try #require(bytes.baseAddress)
            let first = try #require(MP3FrameHeader(base))
            let info = try #require(InfoHeader(UnsafeBufferPointer(rebasing: bytes[..<first.frameSize]), first))
            var offsets: [Int] = []
            var offset = first.frameSize
            while offset < bytes.count {
                offsets.append(offset)
                offset += try #require(MP3FrameHeader(base + offset)).frameSize
            }
            for percent in 0..<100 {
                let target = Int(info.contents[percent]) * bytes.count / 256
                let wanted = offsets[offsets.count * percent / 100]
                #expect(target <= wanted && wanted - target <= bytes.count / 256 + 1 || percent == 0)
            }
        }
    }
}
