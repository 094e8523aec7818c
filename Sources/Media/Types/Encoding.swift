/// How LAME spends bits. Its text form (`V2`, `192`, `abr160`) is what people type and what the wire carries.
public enum Encoding: Hashable, Sendable {
    /// Variable bit rate, quality 0 (best) … 9.
    case vbr(Int)
    /// Constant bit rate in kbit/s, one of `cbrRates`.
    case cbr(Int)
    /// Average bit rate in kbit/s, 8 … 310.
    case abr(Int)

    public static let standard = Encoding.vbr(2)

    /// The bit rates of MPEG-1 and MPEG-2 layer III, kbit/s. Which of them fit depends on the sample rate;
    /// LAME resolves that by resampling, Spool by choosing the nearest rate of the layer (see MediaEngine).
    public static let cbrRates = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 192, 224, 256, 320]
}

extension Encoding: LosslessStringConvertible {
    public var description: String {
        switch self {
        case .vbr(let quality): "V\(quality)"
        case .cbr(let rate): "\(rate)"
        case .abr(let rate): "abr\(rate)"
        }
    }

    /// Accepts `V0`…`V9`, a CBR rate with or without `k`, `cbr192`, `abr8`…`abr310`; case does not matter.
    public init?(_ description: String) {
        let text = description.lowercased()
        func number(after prefix: String) -> Int? {
            guard text.hasPrefix(prefix) else { return nil }
            let rest = text.dropFirst(prefix.count)
            return Int(rest.hasSuffix("k") ? rest.dropLast() : rest)
        }
        if let quality = number(after: "v"), (0...9).contains(quality) {
            self = .vbr(quality)
        } else if let rate = number(after: "abr"), (8...310).contains(rate) {
            self = .abr(rate)
        } else if let rate = number(after: "cbr") ?? number(after: ""), Self.cbrRates.contains(rate) {
            self = .cbr(rate)
        } else {
            return nil
        }
    }
}

extension Encoding: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let encoding = Encoding(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "no such encoding: use V0…V9, 32…320 or abr8…abr310"))
        }
        self = encoding
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
