import FoundationEssentials

/// A file name or path as the kernel gives it: bytes, which need not be UTF-8.
///
/// On the wire it is a JSON string when the bytes are valid UTF-8 and `{"base64": "…"}` otherwise,
/// so that every name survives a round trip bit for bit.
public struct RawName: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The bytes as text with each invalid sequence replaced by U+FFFD. For people; never for `open`.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes with a terminating NUL, as C calls take them.
    public func withCString<R>(_ body: (UnsafePointer<CChar>) throws -> R) rethrows -> R {
        var terminated = bytes.map { CChar(bitPattern: $0) }
        terminated.append(0)
        return try terminated.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a terminated buffer is not empty") }
            return try body(base)
        }
    }
}

extension RawName {
    private static let slash = UInt8(ascii: "/")

    public var isAbsolute: Bool { bytes.first == Self.slash }

    /// The part after the last `/`; the whole name when there is none.
    public var lastComponent: RawName {
        guard let cut = bytes.lastIndex(of: Self.slash) else { return self }
        return RawName(bytes: bytes[(cut + 1)...])
    }

    /// The part before the last `/`: `/` for names in the root, `.` when there is no `/`.
    public var directory: RawName {
        guard let cut = bytes.lastIndex(of: Self.slash) else { return RawName(".") }
        return cut == 0 ? RawName("/") : RawName(bytes: bytes[..<cut])
    }

    /// `lastComponent` without its extension; a leading dot does not start one.
    public var stem: RawName {
        let name = lastComponent.bytes
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return RawName(bytes: name) }
        return RawName(bytes: name[..<dot])
    }

    /// The extension of `lastComponent` in lower case ASCII, without the dot; empty when there is none.
    public var fileExtension: String {
        let name = lastComponent.bytes
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
        return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
    }

    /// This directory joined with `component` by one `/`. An absolute `component` replaces it.
    public func appending(_ component: RawName) -> RawName {
        if component.isAbsolute || bytes.isEmpty { return component }
        return RawName(
            bytes: bytes.last == Self.slash ? bytes + component.bytes : bytes + [Self.slash] + component.bytes)
    }
}

extension RawName: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension RawName: Codable {
    private enum CodingKeys: String, CodingKey { case base64 }

    public init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.init(text)
            return
        }
        let encoded = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .base64)
        guard let data = Data(base64Encoded: encoded) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not base64"))
        }
        self.init(bytes: data)
    }

    public func encode(to encoder: any Encoder) throws {
        if let text = String(validating: bytes, as: UTF8.self) {
            var container = encoder.singleValueContainer()
            try container.encode(text)
        } else {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(Data(bytes).base64EncodedString(), forKey: .base64)
        }
    }
}
