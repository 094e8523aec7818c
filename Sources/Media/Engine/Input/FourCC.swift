/// A codec tag as containers write it: four bytes, the first in the lowest octet.
struct FourCC: Equatable {
    let value: UInt32

    init(_ value: UInt32) { self.value = value }

    init(_ text: String) {
        value = text.utf8.prefix(4).enumerated().reduce(0) { $0 | UInt32($1.element) << (8 * UInt32($1.offset)) }
    }
}
