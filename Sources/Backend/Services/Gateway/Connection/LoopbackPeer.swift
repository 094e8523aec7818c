import Glibc
import NIOCore

/// Who owns the other end of a loopback TCP connection, as `/proc/net/tcp` says (proc_net(5)).
enum LoopbackPeer {
    /// Nil for addresses that are not loopback and for connections that the table does not list.
    static func uid(_ peer: SocketAddress) -> UInt32? {
        guard let port = peer.port else { return nil }
        switch peer {
        case .v4(let address):
            let bytes = withUnsafeBytes(of: address.address.sin_addr.s_addr) { Array($0) }
            guard bytes.first == 127 else { return nil }
            return uid(local: hexadecimal(bytes) + ":" + fourDigits(port), table: lines("/proc/net/tcp"))
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
            guard bytes.dropLast().allSatisfy({ $0 == 0 }), bytes.last == 1 else { return nil }
            return uid(local: hexadecimal(bytes) + ":" + fourDigits(port), table: lines("/proc/net/tcp6"))
        case .unixDomainSocket: return nil
        }
    }

    /// The `uid` column of the row whose `local_address` is `local`.
    static func uid(local: String, table: [Substring]) -> UInt32? {
        for line in table {
            let columns = line.split(separator: " ", maxSplits: 8)
            if columns.count > 7, columns[1] == local { return UInt32(columns[7]) }
        }
        return nil
    }

    /// The table prints addresses as host-order 32-bit words.
    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 4).map { start in
            bytes[start..<start + 4].reversed().map { digits(Int($0), 2) }.joined()
        }.joined()
    }

    private static func fourDigits(_ port: Int) -> String { digits(port, 4) }

    private static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static func lines(_ path: String) -> [Substring] {
        guard let file = fopen(path, "re") else { return [] }
        defer { fclose(file) }
        var text: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&block, 1, block.count, file), count > 0 { text += block[..<count] }
        return String(decoding: text, as: UTF8.self).split(separator: "\n")
    }
}
