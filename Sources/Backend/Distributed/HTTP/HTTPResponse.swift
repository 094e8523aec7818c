public struct HTTPResponse: Sendable {
    public var status: Int
    /// Names in lower case; the last of several with one name.
    public var headers: [String: String]
    public var body: [UInt8]

    init(status: Int, lines: [String], body: [UInt8]) {
        self.status = status
        self.body = body
        headers = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmed
        }
    }

    var text: String { String(decoding: body, as: UTF8.self) }
}

extension Substring {
    /// Without white space at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
