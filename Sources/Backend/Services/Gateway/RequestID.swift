import HTTPTypes

/// Names one request in the logs of all services.
struct RequestID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    var rawValue: String

    init(rawValue: String) { self.rawValue = rawValue }

    /// A client's or proxy's own id; nil unless it is 1 to 64 letters, digits, `.`, `_` or `-`.
    init?(_ given: String?) {
        guard let given, (1...64).contains(given.utf8.count),
            given.utf8.allSatisfy({ byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            })
        else { return nil }
        rawValue = given
    }

    static func random() -> RequestID {
        RequestID(rawValue: String(UInt64.random(in: .max / 2 ... .max), radix: 36))
    }

    var description: String { rawValue }

    private static let xRequestID = HTTPField.Name("X-Request-Id")
    static var header: HTTPField.Name { xRequestID ?? .from }
}
