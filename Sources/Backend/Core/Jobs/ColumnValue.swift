/// What a column of a table holds.
package enum ColumnValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])

    package init(_ value: Int64?) { self = value.map(Self.integer) ?? .null }
    package init(_ value: String?) { self = value.map(Self.text) ?? .null }
    package init(_ value: [UInt8]?) { self = value.map(Self.bytes) ?? .null }
    package init(_ value: Bool) { self = .integer(value ? 1 : 0) }

    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    package var real: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        case .null, .text, .bytes: nil
        }
    }

    package var text: String? {
        switch self {
        case .text(let value): value
        case .bytes(let value): String(decoding: value, as: UTF8.self)
        case .null, .integer, .real: nil
        }
    }

    package var bytes: [UInt8]? {
        switch self {
        case .text(let value): Array(value.utf8)
        case .bytes(let value): value
        case .null, .integer, .real: nil
        }
    }
}
