/// Collects the header lines that libcurl hands over one by one. Interim answers (100 Continue) are dropped.
struct HTTPHeadParser {
    private var head: HTTPHead?

    /// Takes one line with its line end; returns the head after the empty line that ends a final answer's.
    mutating func receive(line bytes: some Collection<UInt8>) -> HTTPHead? {
        let line = String(decoding: bytes, as: UTF8.self).trimmingLineEnd
        if line.hasPrefix("HTTP/") {
            let status = line.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
            head = HTTPHead(status: status ?? 0)
            return nil
        }
        if line.isEmpty {
            guard let complete = head, complete.status >= 200 else { return nil }
            return complete
        }
        if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            head?.headers[line[..<colon].lowercased()] = String(value)
        }
        return nil
    }
}

extension String {
    fileprivate var trimmingLineEnd: String {
        // "\r\n" is one Character.
        var text = Substring(self)
        while let last = text.last, last == "\r\n" || last == "\n" || last == "\r" { text = text.dropLast() }
        return String(text)
    }
}
