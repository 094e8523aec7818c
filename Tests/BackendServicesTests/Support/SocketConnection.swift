import Dispatch
import Glibc
import MediaTypes

/// A blocking stream connection, driven from a thread of its own: what a client without a library would do.
final class SocketConnection: Sendable {
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "connection")

    init(unix path: RawName) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.bytes) }
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        try Self.connect(descriptor, &address)
    }

    init(loopback port: UInt16) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        try Self.connect(descriptor, &address)
    }

    deinit { close(descriptor) }

    private static func connect<Address>(_ descriptor: Int32, _ address: inout Address) throws {
        let size = socklen_t(MemoryLayout<Address>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
        }
        guard result == 0 else { throw Refused(errno: errno) }
        // No test may wait for ever; a machine on which all tests run at once is slow.
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    struct Refused: Error { var errno: Int32 }

    func send(_ bytes: some Sequence<UInt8>) async {
        let bytes = Array(bytes)
        await onThread { [descriptor] in _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
    }

    /// What has come, at least one byte; empty at the end, on a reset and after 300 s of silence.
    func receive() async -> [UInt8] {
        await onThread { [descriptor] in
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            return Array(buffer.prefix(max(count, 0)))
        }
    }

    func receiveAll() async -> [UInt8] {
        var all: [UInt8] = []
        while case let some = await receive(), !some.isEmpty { all += some }
        return all
    }

    func shutdown() async { await onThread { [descriptor] in _ = Glibc.shutdown(descriptor, Int32(SHUT_RDWR)) } }

    private func onThread<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: body()) } }
    }
}
