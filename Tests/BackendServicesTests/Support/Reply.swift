import FoundationEssentials
import SpoolAPI

/// One HTTP answer, taken apart just as far as tests need.
struct Reply: Sendable {
    var status = 0
    /// By lower-case name.
    var headers: [String: String] = [:]
    var body: [UInt8] = []

    init(_ bytes: [UInt8]) {
        let separator = Array("\r\n\r\n".utf8)
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: separator) }) else { return }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        status = Int(lines[0].split(separator: " ")[1]) ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        body = Array(bytes[(end + 4)...])
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    func json<T: Decodable>(_ type: T.Type = T.self) throws -> T { try JSONDecoder().decode(type, from: Data(body)) }

    func problem() throws -> Problem { try json() }
}

struct Client: Sendable {
    var connect: @Sendable () throws -> SocketConnection

    /// One request on a connection of its own.
    func send(
        _ method: String, _ path: String, headers: [String] = [], body: [UInt8] = [], host: String = "localhost"
    ) async throws -> Reply {
        let connection = try connect()
        var head = ["\(method) \(path) HTTP/1.1", "Host: \(host)", "Connection: close"] + headers
        if !body.isEmpty || method == "POST" || method == "PATCH" { head.append("Content-Length: \(body.count)") }
        await connection.send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        return Reply(await connection.receiveAll())
    }

    func get(_ path: String, _ headers: String...) async throws -> Reply {
        try await send("GET", path, headers: headers)
    }

    func post(_ path: String, _ value: (any Encodable)? = nil, headers: [String] = []) async throws -> Reply {
        try await send(
            "POST", path, headers: headers, body: try value.map { Array(try JSONEncoder().encode($0)) } ?? [])
    }

    func job(_ id: JobID) async throws -> Job { try await get(Route.job.path(id: id)).json() }
}
