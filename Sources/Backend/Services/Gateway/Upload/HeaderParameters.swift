/// The value of a header like `form-data; name="file"; filename*=UTF-8''a%20b`: a type and its parameters, as bytes.
///
/// Reads quoted strings, and the extended and continued forms of RFC 2231, which RFC 8187 takes over. What cannot be
/// read is left out.
struct HeaderParameters: Hashable {
    /// In lower case.
    var type: String
    /// By lower-case name, as they stand, without their quotes.
    private var parameters: [String: [UInt8]] = [:]

    init(_ value: [UInt8]) {
        var parts = Self.split(value)
        type = parts.isEmpty ? "" : String(decoding: parts.removeFirst(), as: UTF8.self).lowercased()
        for part in parts {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: part[..<equals].trimmed, as: UTF8.self).lowercased()
            // Of two with one name the first counts.
            if parameters[name] == nil { parameters[name] = Self.unquoted(part[(equals + 1)...].trimmed) }
        }
    }

    /// The extended form first (RFC 6266 §4.3), then the continued one, then the plain one; nil when there is none.
    func value(of name: String) -> [UInt8]? {
        if let extended = parameters[name + "*"].flatMap(Self.decodedExtended) { return extended }
        return continued(name) ?? parameters[name]
    }

    /// `name*0*=UTF-8''a%20; name*1="b"`: RFC 2231 §3 and §4.1.
    private func continued(_ name: String) -> [UInt8]? {
        var raw: [UInt8] = []
        var charset: String?
        var index = 0
        while true {
            if let encoded = parameters["\(name)*\(index)*"] {
                if index == 0 {
                    guard let (given, rest) = Self.charset(encoded) else { return nil }
                    charset = given
                    raw += Self.percentDecoded(rest)
                } else {
                    raw += Self.percentDecoded(encoded[...])
                }
            } else if let plain = parameters["\(name)*\(index)"] {
                raw += plain
            } else {
                break
            }
            index += 1
        }
        return index == 0 ? nil : Self.utf8(raw, from: charset)
    }

    private static func decodedExtended(_ value: [UInt8]) -> [UInt8]? {
        charset(value).flatMap { utf8(percentDecoded($0.rest), from: $0.charset) }
    }

    /// `UTF-8'en'…`.
    private static func charset(_ value: [UInt8]) -> (charset: String, rest: ArraySlice<UInt8>)? {
        let parts = value.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return (String(decoding: parts[0], as: UTF8.self).lowercased(), parts[2])
    }

    private static func utf8(_ bytes: [UInt8], from charset: String?) -> [UInt8]? {
        switch charset {
        case nil, "", "utf-8", "us-ascii": bytes
        case "iso-8859-1": Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
        default: nil
        }
    }

    /// A `%` without two hex digits stands for itself.
    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// At semicolons outside of quotes.
    private static func split(_ value: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var (start, isQuoted, isEscaped) = (0, false, false)
        for (index, byte) in value.enumerated() {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\""), isQuoted || value[start..<index].trimmed.last == UInt8(ascii: "=") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                isEscaped = true
            } else if byte == UInt8(ascii: ";"), !isQuoted {
                parts.append(value[start..<index].trimmed)
                start = index + 1
            }
        }
        return parts + [value[start...].trimmed]
    }

    /// Only `"` and `\` are taken as escaped: old browsers send paths with plain backslashes.
    private static func unquoted(_ value: ArraySlice<UInt8>) -> [UInt8] {
        guard value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") else {
            return Array(value)
        }
        var result: [UInt8] = []
        var rest = value.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            let isEscape = byte == UInt8(ascii: "\\") && (rest.first == UInt8(ascii: "\"") || rest.first == byte)
            result.append(isEscape ? rest.removeFirst() : byte)
        }
        return result
    }
}

extension ArraySlice<UInt8> {
    /// Without spaces and tabs at both ends.
    fileprivate var trimmed: ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        guard let last = lastIndex(where: { !isBlank($0) }) else { return [] }
        return self[...last].drop(while: isBlank)
    }
}
