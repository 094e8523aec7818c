import Glibc
import MediaTypes
import Synchronization

@testable import ClientCore

/// An HTTP/1.1 server on a Unix or loopback socket that answers as its script says: a test double.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        var method: String
        var target: String
        var headers: [String: String]
        var body: [UInt8]
        /// Counts all requests from 1.
        var number: Int
    }

    enum Step: Sendable {
        case send([UInt8])
        /// Close without another word.
        case close
        /// Say nothing more until the client goes away.
        case hold

        static func send(_ text: String) -> Step { .send(Array(text.utf8)) }

        static func answer(_ status: Int, _ body: [UInt8] = [], headers: [String: String] = [:]) -> Step {
            let lines = headers.map { "\($0): \($1)\r\n" }.joined()
            return .send(Array("HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\n\(lines)\r\n".utf8) + body)
        }

        static func json(_ value: some Encodable, status: Int = 200) throws -> Step {
            .answer(status, try SpoolClient.encode(value), headers: ["Content-Type": "application/json"])
        }
    }

    typealias Script = @Sendable (Request) throws -> [Step]

    let folder: TemporaryFolder
    let endpoint: ServerEndpoint
    private let listener: Int32
    private let script: Script
    private let log = Mutex<[Request]>([])
    private let open = Mutex<Set<Int32>>([])

    var requests: [Request] { log.withLock { $0 } }
    var openConnections: Int { open.withLock { $0.count } }

    init(tcp: Bool = false, _ script: @escaping Script) throws {
        folder = try TemporaryFolder()
        self.script = script
        listener = socket(tcp ? AF_INET : AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        endpoint = try tcp ? Self.bindLoopback(listener) : Self.bind(listener, to: folder.path.appending("s.sock"))
        guard listen(listener, 64) == 0 else { throw ClientError(.file, "listen") }
        run { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    close(listener)
                    return
                }
                _ = open.withLock { $0.insert(connection) }
                run { [self] in serve(connection) }
            }
        }
    }

    /// Stops listening and drops every connection.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        open.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
    }

    private static func bind(_ descriptor: Int32, to path: RawName) throws -> ServerEndpoint {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.bytes) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw ClientError(.file, "bind") }
        return .unix(path)
    }

    private static func bindLoopback(_ descriptor: Int32) throws -> ServerEndpoint {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.bind(descriptor, $0, length) + getsockname(descriptor, $0, &length)
            }
        }
        guard result == 0 else { throw ClientError(.file, "bind") }
        return .url("http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
    }

    private func run(_ body: @escaping @Sendable () -> Void) {
        Task { await BlockingThread.run(body) }
    }

    private func serve(_ connection: Int32) {
        var buffer: [UInt8] = []
        defer {
            _ = open.withLock { $0.remove(connection) }
            close(connection)
        }
        while let request = nextRequest(connection, &buffer) {
            let steps = (try? script(request)) ?? [.close]
            for step in steps {
                switch step {
                case .send(let bytes): guard write(connection, bytes) else { return }
                case .close: return
                case .hold:
                    var byte: UInt8 = 0
                    while recv(connection, &byte, 1, 0) > 0 {}
                    return
                }
            }
        }
    }

    private func write(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(connection, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func nextRequest(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
        func fill() -> Bool {
            var chunk = [UInt8](repeating: 0, count: 64 * 1024)
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return false }
            buffer += chunk[..<count]
            return true
        }
        let separator = Array("\r\n\r\n".utf8)
        while buffer.firstRange(of: separator) == nil { guard fill() else { return nil } }
        guard let end = buffer.firstRange(of: separator) else { return nil }
        let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        buffer.removeSubrange(..<end.upperBound)
        let words = lines[0].split(separator: " ")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        let length = Int(headers["content-length"] ?? "0") ?? 0
        while buffer.count < length { guard fill() else { return nil } }
        let body = Array(buffer[..<length])
        buffer.removeSubrange(..<length)
        return log.withLock { log in
            let request = Request(
                method: String(words[0]), target: String(words[1]), headers: headers, body: body, number: log.count + 1)
            log.append(request)
            return request
        }
    }
}

/// Waits until something holds; the limit only ends a wait in vain.
func eventually(_ condition: @Sendable () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while !condition() {
        guard ContinuousClock.now < end else { throw ClientError(.timedOut, "never") }
        try await Task.sleep(for: .milliseconds(2))
    }
}
