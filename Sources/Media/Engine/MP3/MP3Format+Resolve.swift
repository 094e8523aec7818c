import MediaTypes

extension MP3Format {
    /// The legal format nearest to what was asked for, with a warning for each thing that had to change.
    ///
    /// - Parameters:
    ///   - sourceRate: Hz, > 0.
    ///   - sourceChannels: > 0; more than two become stereo.
    /// - Throws: `invalid_options` for a quality, rate or encoding outside its range.
    public static func resolve(
        _ options: ConversionOptions, sourceRate: Int, sourceChannels: Int
    ) throws(MediaFailure) -> (format: MP3Format, warnings: [MediaWarning]) {
        let wanted = options.sampleRate ?? sourceRate
        guard wanted > 0, sourceChannels > 0 else {
            throw MediaFailure(.invalidOptions, "a sample rate of \(wanted) Hz is not possible: use 8000 to 48000")
        }
        var warnings: [MediaWarning] = []
        let rate = nearestRate(to: wanted)
        if rate != sourceRate, rate != options.sampleRate {
            warnings.append(MediaWarning(.resampled, "MP3 has no \(wanted) Hz: \(rate) Hz is used"))
        }
        let encoding = try nearest(to: options.encoding, at: rate)
        if encoding != options.encoding {
            let text = "MP3 has no \(options.encoding) kbit/s at \(rate) Hz: \(encoding) is used"
            warnings.append(MediaWarning(.bitRateAdjusted, text))
        }
        let mode: ChannelMode =
            sourceChannels == 1 || options.channels == .mono
            ? .mono : options.channels == .stereo ? .stereo : .jointStereo
        guard let format = MP3Format(sampleRate: rate, encoding: encoding, channelMode: mode, quality: options.quality)
        else {
            throw MediaFailure(
                .invalidOptions, "quality \(options.quality ?? 0) does not exist: use 0 (best) to 9 (fastest)")
        }
        return (format, warnings)
    }

    /// The rate of layer III for `rate` Hz: multiples of 44.1 kHz go to 44.1, everything else to the nearest;
    /// of two equally near the higher.
    static func nearestRate(to rate: Int) -> Int {
        if rate > 48000, rate % 44100 == 0 { return 44100 }
        let rates = MPEGVersion.allCases.flatMap(\.sampleRates).sorted(by: >)
        return rates.min { abs($0 - rate) < abs($1 - rate) } ?? 44100
    }

    private static func nearest(to encoding: Encoding, at sampleRate: Int) throws(MediaFailure) -> Encoding {
        guard let version = MPEGVersion(sampleRate: sampleRate) else { return encoding }
        switch encoding {
        case .vbr(let level) where (0...9).contains(level):
            return encoding
        case .cbr(let rate) where Encoding.cbrRates.contains(rate):
            // of two equally near the higher: nobody asks for less than he named
            let rates = version.encoderBitRates.reversed()
            return .cbr(rates.min { abs($0 - rate) < abs($1 - rate) } ?? rate)
        case .abr(let rate) where (8...310).contains(rate):
            let range = version.averageBitRates
            return .abr(min(max(rate, range.lowerBound), range.upperBound))
        default:
            throw MediaFailure(.invalidOptions, "encoding \(encoding) does not exist: use V0…V9, 8…320 or abr8…abr310")
        }
    }
}
