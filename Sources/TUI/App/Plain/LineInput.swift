import ClientCore
import Descriptors
import Glibc
import Synchronization

/// The lines of standard input, one at a time.
final class LineInput: Sendable {
    private let buffer = Mutex<[UInt8]>([])
    private static let longest = 64 * 1024

    /// The next line's bytes without its end; nil at the end of the input. Ctrl-C is `cancelled`.
    func next() async throws -> [UInt8]? {
        let line = await DetachedThread.run(refusal: nil) { self.read($0) }
        if Task.isCancelled { throw ClientError(.cancelled, "interrupted") }
        return line
    }

    private func read(_ cancellation: Cancellation) -> [UInt8]? {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !cancellation.isCancelled {
            if let line = takeLine() { return line }
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, 100)
            if ready == 0 || ready < 0 && errno == EINTR { continue }
            let count = DescriptorIO.uninterrupted { Glibc.read(STDIN_FILENO, &chunk, chunk.count) }
            guard count > 0 else { return takeRest() }
            buffer.withLock { if $0.count < Self.longest { $0 += chunk[..<count] } }
        }
        return nil
    }

    private func takeLine() -> [UInt8]? {
        buffer.withLock { buffer in
            guard let end = buffer.firstIndex(of: 0x0A) else { return nil }
            defer { buffer.removeSubrange(...end) }
            return Array(buffer[..<end])
        }
    }

    /// A last line without an end.
    private func takeRest() -> [UInt8]? {
        buffer.withLock { buffer in
            defer { buffer = [] }
            return buffer.isEmpty ? nil : buffer
        }
    }
}
