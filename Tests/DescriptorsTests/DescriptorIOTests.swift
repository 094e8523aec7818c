import Descriptors
import Glibc
import Testing

@Suite struct DescriptorIOTests {
    /// A pipe that holds `bytes` and whose writer has gone, unless it `stays`.
    private func pipe(holding bytes: [UInt8], stays: Bool = false) -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        #expect(Glibc.pipe(&ends) == 0)
        #expect(bytes.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) } == bytes.count)
        if !stays { close(ends[1]) }
        return (ends[0], ends[1])
    }

    @Test func readsToTheEnd() throws {
        let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        let (reader, _) = pipe(holding: bytes)
        defer { close(reader) }
        #expect(try DescriptorIO.bytes(of: reader) == bytes)
        #expect(try DescriptorIO.bytes(of: reader) == [])
    }

    @Test func stopsAtTheEndByteWhileTheWriterStays() throws {
        let (reader, writer) = pipe(holding: Array("secret\nmore".utf8), stays: true)
        defer { for end in [reader, writer] { close(end) } }
        #expect(try DescriptorIO.bytes(of: reader, until: 0x0A).starts(with: "secret\n".utf8))
    }

    @Test func moreThanTheLimitIsSeenToBeMore() throws {
        let (reader, writer) = pipe(holding: [UInt8](repeating: 1, count: 10), stays: true)
        defer { for end in [reader, writer] { close(end) } }
        #expect(try DescriptorIO.bytes(of: reader, limit: 9).count > 9)
    }

    @Test func aDirectoryCannotBeRead() {
        let directory = open("/tmp", O_RDONLY)
        defer { close(directory) }
        let failure = #expect(throws: DescriptorError.self) {
            try DescriptorIO.bytes(of: directory)
        }
        #expect(failure?.errno == EISDIR)
    }

    /// A file without a name.
    private func file() -> Int32 {
        var name = Array("/tmp/spool-test-XXXXXX".utf8CString)
        let file = mkstemp(&name)
        unlink(name)
        return file
    }

    @Test func writesAndReadsAtItsPlace() throws {
        let file = file()
        defer { close(file) }
        try DescriptorIO.write(Array("middle".utf8), to: file, at: 5)
        try DescriptorIO.write(Array("first".utf8), to: file)
        #expect(try DescriptorIO.bytes(of: file, at: 3, count: 4) == Array("stmi".utf8))
        #expect(try DescriptorIO.bytes(of: file, at: 9, count: 100) == Array("le".utf8))
        #expect(try DescriptorIO.bytes(of: file, at: 11, count: 1) == [])
    }

    /// A pipe takes 64 KiB at once.
    @Test func writesUntilAllIsWritten() async throws {
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let (reader, writer) = pipe(holding: [], stays: true)
        defer { close(reader) }
        let reading = Task.detached { try DescriptorIO.bytes(of: reader) }
        try DescriptorIO.write(bytes, to: writer)
        close(writer)
        #expect(try await reading.value == bytes)
    }

    @Test func aFullDeviceIsSaid() {
        let device = open("/dev/full", O_WRONLY)
        defer { close(device) }
        #expect(throws: DescriptorError(errno: ENOSPC)) { try DescriptorIO.write([1], to: device) }
    }

    @Test func whatASignalInterruptsIsDoneAgain() {
        var results = [(-1, EINTR), (-1, EINTR), (7, 0)]
        func next() -> Int {
            let (result, code) = results.removeFirst()
            errno = code
            return result
        }
        #expect(DescriptorIO.uninterrupted(next) == 7)
        results = [(-1, EAGAIN), (1, 0)]
        #expect(DescriptorIO.uninterrupted(next) == -1)
        #expect(results.count == 1)
    }
}
