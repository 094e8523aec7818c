import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

struct InfoFrameTests {
    /// What LAME's own program writes for the same settings, field by field.
    @Test(
        arguments: [
            (.vbr(2), ["-V", "2"]), (.vbr(0), ["-V", "0"]), (.cbr(128), ["-b", "128"]), (.abr(160), ["--abr", "160"]),
        ] as [(MediaTypes.Encoding, [String])])
    func agreesWithLAME(encoding: MediaTypes.Encoding, arguments: [String]) throws {
        let format = try #require(MP3Format(sampleRate: 44100, encoding: encoding, channelMode: .jointStereo))
        let silence = [Float](repeating: 0, count: 44100)
        let ours = try EncodedMP3([silence, silence], format: format).file.contents()
        let wave = try TemporaryFile()
        let file = try TemporaryFile()
        _ = try run(
            "ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "anullsrc=d=1:r=44100:cl=stereo", "-f", "wav", wave.path
        )
        let result = try run("lame", arguments: ["--quiet", "--noreplaygain"] + arguments + [wave.path, file.path])
        try #require(result.status == 0, "\(result.errors)")
        let theirs = try file.contents()

        // all but: table of contents, music checksum and tag checksum, which depend on LAME's filler bits, and
        // the byte with the noise shaping, which LAME's interface does not tell
        for range in [0..<52, 152..<180, 181..<188] where ours[range] != theirs[range] {
            Issue.record("\(range): \(Array(ours[range])) instead of \(Array(theirs[range]))")
        }
    }

    @Test func theFrameGrowsUntilTheTagFits() throws {
        for (rate, bitRate, size) in [(48000, 32, 192), (8000, 8, 216), (24000, 8, 192), (32000, 32, 216)] {
            let format = try #require(MP3Format(sampleRate: rate, encoding: .cbr(bitRate), channelMode: .stereo))
            let info = InfoFrame(
                format: format, properties: LAMEProperties(lowpass: 0, athType: 0, quality: 0, usesSafeJoint: false))
            #expect(info.size >= format.headSize + 156 && info.render().count == info.size)
            #expect(info.size >= size - 24)
        }
    }
}
