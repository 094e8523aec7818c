import Glibc

/// Ports to listen on.
enum LoopbackPort {
    /// One that nobody listens on, nor the one above it, and that the system gives to no outgoing connection.
    static func free() -> UInt16 {
        while true {
            let port = UInt16.random(in: 20000..<32000)
            if isFree(port), isFree(port + 1) { return port }
        }
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
