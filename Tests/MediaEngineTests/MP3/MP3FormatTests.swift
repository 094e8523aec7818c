import MediaTypes
import Testing

@testable import MediaEngine

struct MP3FormatTests {
    @Test(arguments: [
        (44100, 44100), (88200, 44100), (176_400, 44100), (96000, 48000), (192_000, 48000), (384_000, 48000),
        (11025, 11025), (8000, 8000), (1, 8000), (64000, 48000), (18900, 16000), (37800, 32000), (50000, 48000),
        (23025, 24000), (28000, 32000),
    ])
    func ratesGoToTheNearest(source: Int, result: Int) throws {
        let (format, warnings) = try MP3Format.resolve(ConversionOptions(), sourceRate: source, sourceChannels: 2)
        #expect(format.sampleRate == result)
        #expect(warnings.map(\.code) == (source == result ? [] : [.resampled]))
    }

    @Test(arguments: [
        (44100, 144, 160), (44100, 8, 32), (48000, 320, 320), (22050, 320, 160), (22050, 192, 160), (11025, 128, 64),
        (8000, 8, 8),
    ])
    func constantRatesSnap(rate: Int, wanted: Int, result: Int) throws {
        var options = ConversionOptions()
        options.encoding = .cbr(wanted)
        let (format, warnings) = try MP3Format.resolve(options, sourceRate: rate, sourceChannels: 2)
        #expect(format.encoding == .cbr(result))
        #expect(warnings.map(\.code) == (wanted == result ? [] : [.bitRateAdjusted]))
    }

    @Test func averagesAreLimited() throws {
        var options = ConversionOptions()
        options.encoding = .abr(310)
        #expect(try MP3Format.resolve(options, sourceRate: 44100, sourceChannels: 2).format.encoding == .abr(310))
        #expect(try MP3Format.resolve(options, sourceRate: 16000, sourceChannels: 2).format.encoding == .abr(160))
        options.encoding = .abr(8)
        #expect(try MP3Format.resolve(options, sourceRate: 48000, sourceChannels: 1).format.encoding == .abr(32))
    }

    @Test func channels() throws {
        var options = ConversionOptions()
        func mode(_ channels: Int) throws -> MP3Format.ChannelMode {
            try MP3Format.resolve(options, sourceRate: 44100, sourceChannels: channels).format.channelMode
        }
        #expect(try mode(1) == .mono && mode(2) == .jointStereo && mode(6) == .jointStereo)
        options.channels = .stereo
        #expect(try mode(2) == .stereo)
        options.channels = .mono
        #expect(try mode(2) == .mono)
    }

    @Test func refusesWhatDoesNotExist() {
        let refused: [(inout ConversionOptions) -> Void] = [
            { $0.quality = 10 }, { $0.sampleRate = 0 }, { $0.encoding = .vbr(10) }, { $0.encoding = .cbr(100) },
            { $0.encoding = .abr(7) },
        ]
        for change in refused {
            var options = ConversionOptions()
            change(&options)
            #expect(throws: MediaFailure.self) {
                try MP3Format.resolve(options, sourceRate: 44100, sourceChannels: 2)
            }
        }
    }

    /// LAME accepts every format as it is: it neither resamples nor changes the rate.
    @Test func everyFormatIsAccepted() throws {
        for rate in MPEGVersion.allCases.flatMap(\.sampleRates) {
            let version = try #require(MPEGVersion(sampleRate: rate))
            let encodings =
                (0...9).map(Encoding.vbr) + version.encoderBitRates.map(Encoding.cbr)
                + [.abr(version.averageBitRates.lowerBound), .abr(version.averageBitRates.upperBound)]
            for encoding in encodings {
                for mode in [MP3Format.ChannelMode.mono, .stereo, .jointStereo] {
                    let format = try #require(MP3Format(sampleRate: rate, encoding: encoding, channelMode: mode))
                    _ = try LAMEEncoder(format: format)
                }
            }
        }
    }
}
