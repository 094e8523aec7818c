import Glibc
import SpoolAPI

/// Whose a network address is: an IPv4 address is one customer's, of IPv6 the first 64 bits are.
enum NetworkName {
    /// nil for no address.
    static func of(_ address: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard !address.isEmpty else { return nil }
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return String(address.prefix(64)) }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if bytes.starts(with: mapped) { return bytes[12...].map { "\($0)" }.joined(separator: ".") }
        return bytes.prefix(8).hexadecimal
    }
}
