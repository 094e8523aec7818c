import MediaTypes

/// What a file may ask for before it counts as an attack.
struct DecodeLimits {
    /// Hz. Toys and old telephony record at 4 kHz and less; one-bit audio reaches 705.6 kHz in bytes.
    static let rates = 1000...768_000
    static let channels = 1...64
    /// Samples that any file may decode to, whatever its size: ten minutes at 48 kHz.
    private static let freeSamples: Int64 = 48_000 * 600
    /// The densest honest codecs: silence in FLAC's longest blocks, Opus without transmission.
    private static let samplesPerByte: Int64 = 6000
    /// Samples of 400 hours at 48 kHz.
    private static let mostSamples: Int64 = 48_000 * 3600 * 400

    /// Output samples per channel that the input may become.
    let samples: Int64

    init(inputBytes: Int64) {
        let (scaled, overflow) = max(0, inputBytes).multipliedReportingOverflow(by: Self.samplesPerByte)
        samples =
            overflow
            ? Self.mostSamples : min(Self.mostSamples, scaled.addingReportingOverflow(Self.freeSamples).partialValue)
    }

    /// - Throws: `limit_exceeded`; nil is not checked.
    static func check(rate: Int?, channels: Int?) throws(MediaFailure) {
        if let rate, !Self.rates.contains(rate) {
            throw MediaFailure(
                .limitExceeded,
                "a sample rate of \(rate) Hz is outside \(Self.rates.lowerBound) … \(Self.rates.upperBound) Hz")
        }
        if let channels, !Self.channels.contains(channels) {
            throw MediaFailure(
                .limitExceeded, "\(channels) channels are more than the \(Self.channels.upperBound) that are allowed")
        }
    }

    func check(decoded samples: Int64) throws(MediaFailure) {
        guard samples <= self.samples else {
            throw MediaFailure(.limitExceeded, "the file decodes to far more sound than its size can hold")
        }
    }
}
