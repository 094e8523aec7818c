/// Something a person should know about a result that is good all the same.
public struct MediaWarning: Codable, Hashable, Sendable {
    public enum Code: String, Codable, Sendable {
        /// Kept although the input ends early (`PartialPolicy.keep`).
        case partial
        /// Some packets could not be decoded; the rest is there.
        case damagedPackets = "damaged_packets"
        /// Gaps in the timeline were filled with silence.
        case gapsFilled = "gaps_filled"
        /// Rate, layout or format changed on the way.
        case formatChanged = "format_changed"
        case resampled
        /// Layer III lacks the bit rate at this sample rate; the nearest was taken.
        case bitRateAdjusted = "bit_rate_adjusted"
        case tagsDropped = "tags_dropped"
        case sandboxUnavailable = "sandbox_unavailable"
        /// Another name was taken because the wanted one existed.
        case renamed
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}
