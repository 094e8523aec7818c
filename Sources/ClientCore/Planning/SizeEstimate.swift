import MediaTypes

/// How large an MP3 will be.
enum SizeEstimate {
    /// kbit/s that LAME's V0 … V9 come to on average for joint stereo at 44.1 kHz (LAME's own table of presets).
    private static let variableRates: [Int64] = [245, 225, 190, 175, 165, 130, 115, 100, 85, 65]

    /// Bytes; tags are not counted.
    static func bytes(milliseconds: Int64, encoding: Encoding, channels: Int, sampleRate: Int) -> Int64? {
        let rate: Int64
        switch encoding {
        case .cbr(let kilobits), .abr(let kilobits): rate = Int64(kilobits)
        case .vbr(let quality):
            let stereo = variableRates[min(max(quality, 0), 9)]
            let forChannels = channels == 1 ? stereo * 6 / 10 : stereo
            rate = sampleRate > 0 && sampleRate < 32_000 ? forChannels / 2 : forChannels
        }
        let (bytes, isTooMuch) = milliseconds.multipliedReportingOverflow(by: rate)
        return isTooMuch || milliseconds < 0 ? nil : bytes / 8
    }
}
