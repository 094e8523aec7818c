import Descriptors
import Glibc
import MediaProtocol

/// The lines of standard input: a request, and after a conversion's any number of thread limits.
struct RequestReader {
    private let descriptor: Int32
    private var buffer = LineBuffer()
    private var lines: ArraySlice<[UInt8]> = []

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The first line; one that ends with the file needs no line feed.
    mutating func request() throws(UsageError) -> WorkerRequest {
        let line = try nextLine() ?? buffer.unfinished
        guard !line.isEmpty else { throw UsageError("standard input holds no request") }
        do {
            return try NDJSON.value(WorkerRequest.self, line)
        } catch {
            throw UsageError("the request on standard input is not understood")
        }
    }

    /// The next thread limit; waits for it. Nil when nothing follows that is one.
    mutating func threadLimit() -> ThreadLimit? {
        guard let line = try? nextLine() else { return nil }
        return try? NDJSON.value(ThreadLimit.self, line)
    }

    /// The next whole line; nil at the end of the file.
    private mutating func nextLine() throws(UsageError) -> [UInt8]? {
        var block = [UInt8](repeating: 0, count: 16 << 10)
        while lines.isEmpty {
            let count = DescriptorIO.uninterrupted { Glibc.read(descriptor, &block, block.count) }
            if count == 0 { return nil }
            guard count > 0 else { throw UsageError("the request cannot be read from standard input") }
            do throws(LineBuffer.LineTooLong) {
                lines = try buffer.append(block[..<count])[...]
            } catch {
                throw UsageError("the request is longer than \(NDJSON.longestLine) bytes")
            }
        }
        return lines.removeFirst()
    }
}
