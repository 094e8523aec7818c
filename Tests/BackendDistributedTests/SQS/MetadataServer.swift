import Glibc
import Synchronization

/// An HTTP server on a loopback port that answers by table, on a thread of its own; a connection a request.
final class MetadataServer: Sendable {
    struct Request: Sendable {
        /// `GET /path`
        var line: String
        var text: String
    }

    typealias Answer = @Sendable (Request) -> (status: Int, body: String)

    let url: String
    private let listener: Int32
    private let seen = Mutex<[Request]>([])

    var requests: [Request] { seen.withLock { $0 } }

    init(_ answer: @escaping Answer) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = bind(listener, pointer, length)
                _ = listen(listener, 16)
                _ = getsockname(listener, pointer, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        self.listener = listener
        url = "http://127.0.0.1:\(port)"
        serve(answer)
    }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve(_ answer: @escaping Answer) {
        detach { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                var buffer = [UInt8](repeating: 0, count: 16_384)
                let count = max(0, read(connection, &buffer, buffer.count))
                let text = String(decoding: buffer.prefix(count), as: UTF8.self)
                let line = text.split(separator: " ").prefix(2).joined(separator: " ")
                let request = Request(line: line, text: text)
                seen.withLock { $0.append(request) }
                let (status, body) = answer(request)
                let reply =
                    "HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
                _ = reply.withCString { write(connection, $0, reply.utf8.count) }
                close(connection)
            }
            close(listener)
        }
    }
}

private func detach(_ work: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var thread = pthread_t()
    pthread_create(
        &thread, nil,
        { context in
            if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
            return nil
        }, Unmanaged.passRetained(Box(work)).toOpaque())
    pthread_detach(thread)
}
