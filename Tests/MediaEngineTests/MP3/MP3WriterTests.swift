import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

struct MP3WriterTests {
    static let lengths = [0, 1, 2, 47, 48, 575, 576, 577, 1151, 1152, 1153, 1105, 2303, 2304, 10_000, 44_100]

    @Test(arguments: lengths) func decodersReturnTheExactLength(count: Int) throws {
        for (rate, encoding, mode) in Self.formats {
            let format = try #require(MP3Format(sampleRate: rate, encoding: encoding, channelMode: mode))
            let channels = (0..<format.channels).map { Programme.music.samples(count, channel: $0, rate: rate) }
            let mp3 = try EncodedMP3(channels, format: format)
            let (ffmpeg, complaints) = try mp3.ffmpeg()
            // of no samples ffmpeg says that there are none
            #expect(
                ffmpeg == count && (complaints.isEmpty || count == 0),
                "ffmpeg \(rate) \(encoding) \(mode): \(ffmpeg) \(complaints)")
            let (mpg123, remarks) = try mp3.mpg123()
            #expect(mpg123 == count && remarks.isEmpty, "mpg123 \(rate) \(encoding) \(mode): \(mpg123) \(remarks)")
            #expect(mp3.summary.samples == Int64(count))
        }
    }

    static let formats: [(Int, MediaTypes.Encoding, MP3Format.ChannelMode)] = [
        (44100, .vbr(2), .jointStereo), (44100, .cbr(192), .jointStereo), (48000, .cbr(32), .stereo),
        (22050, .cbr(8), .mono), (8000, .cbr(8), .mono), (24000, .abr(56), .jointStereo), (11025, .vbr(9), .stereo),
    ]
}
