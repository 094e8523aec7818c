import Glibc
import MediaTypes

/// Takes options with their values from a command line; what is left are operands. `--` ends the options.
struct ArgumentReader {
    private var rest: ArraySlice<RawName>
    private(set) var operands: [RawName] = []

    init(_ arguments: [RawName]) {
        rest = arguments[...]
    }

    /// The next option's name; nil when only operands are left.
    mutating func nextOption() -> String? {
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                rest = []
            } else if word.bytes.first == UInt8(ascii: "-"), word.bytes.count > 1 {
                return word.text
            } else {
                operands.append(word)
            }
        }
        return nil
    }

    mutating func value(after option: String) throws(UsageError) -> RawName {
        guard let value = rest.popFirst() else { throw UsageError("\(option) needs a value") }
        return value
    }

    mutating func integer(after option: String, in range: ClosedRange<Int32>) throws(UsageError) -> Int32 {
        guard let value = Int32(try value(after: option).text), range.contains(value) else {
            throw UsageError("\(option) needs a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    mutating func encoding(after option: String) throws(UsageError) -> Encoding {
        guard let encoding = Encoding(try value(after: option).text) else {
            throw UsageError("\(option) needs V0 ... V9, a bit rate of MP3 such as 192, or abr8 ... abr310")
        }
        return encoding
    }
}
