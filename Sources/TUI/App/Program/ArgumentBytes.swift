import MediaTypes

/// Carries arguments whose bytes are not UTF-8 through the argument parser, which knows only text.
///
/// Each byte that is not part of valid UTF-8 becomes one private-use scalar, U+10F780 … U+10F7FF; those scalars'
/// own bytes are carried in the same way, so that every argument comes back bit for bit.
enum ArgumentBytes {
    private static let base: UInt32 = 0x10F700
    private static let carriers = (base + 0x80)...(base + 0xFF)

    static func text(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        var position = 0
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput: return String(text)
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                if carriers.contains(scalar.value) {
                    text.append(contentsOf: encoded.map(carrier))
                } else {
                    text.append(scalar)
                }
                position += encoded.count
            case .error(let length):
                text.append(contentsOf: bytes[position..<(position + length)].map(carrier))
                position += length
            }
        }
    }

    static func name(_ text: String) -> RawName {
        RawName(
            bytes: text.unicodeScalars.flatMap { scalar -> [UInt8] in
                carriers.contains(scalar.value)
                    ? [UInt8(scalar.value - base)] : Array(Unicode.UTF8.encode(scalar) ?? .init())
            })
    }

    private static func carrier(_ byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(base + UInt32(byte)) ?? Unicode.Scalar(0xFFFD as UInt16) ?? " "
    }
}
