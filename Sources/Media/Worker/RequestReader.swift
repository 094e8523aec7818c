import Glibc
import MediaProtocol

enum RequestReader {
    /// The request that is the first line of `descriptor`; reads to that line's end or the file's.
    static func read(descriptor: Int32) throws(UsageError) -> WorkerRequest {
        let line = try readLine(descriptor)
        guard !line.isEmpty else { throw UsageError("standard input holds no request") }
        do {
            return try NDJSON.value(WorkerRequest.self, line)
        } catch {
            throw UsageError("the request on standard input is not understood")
        }
    }

    private static func readLine(_ descriptor: Int32) throws(UsageError) -> ArraySlice<UInt8> {
        var line: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw UsageError("the request cannot be read from standard input")
            }
            line += block[..<count]
            if let end = line.lastIndex(of: UInt8(ascii: "\n")) { return line[..<end] }
            if count == 0 { return line[...] }
            guard line.count <= NDJSON.longestLine else {
                throw UsageError("the request is longer than \(NDJSON.longestLine) bytes")
            }
        }
    }
}
