import BackendCore
import Foundation
import GRDB

extension JobColumn {
    static let selection = allCases.map { "jobs.\($0)" }.joined(separator: ", ")
}

extension JobRow {
    init(_ row: Row) throws {
        try self.init(reading: { ColumnValue(row[$0.rawValue] as DatabaseValue) })
    }
}

extension ColumnValue {
    fileprivate init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .bytes([UInt8](data))
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}
