import Glibc
import Testing

@testable import ClientCore

@Suite struct DescriptorReadingTests {
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
        #expect(try DescriptorReading.bytes(of: reader) == bytes)
        #expect(try DescriptorReading.bytes(of: reader) == [])
    }

    @Test func stopsAtTheEndByteWhileTheWriterStays() throws {
        let (reader, writer) = pipe(holding: Array("secret\nmore".utf8), stays: true)
        defer { for end in [reader, writer] { close(end) } }
        #expect(try DescriptorReading.bytes(of: reader, until: 0x0A).starts(with: "secret\n".utf8))
    }

    @Test func moreThanTheLimitIsSeenToBeMore() throws {
        let (reader, writer) = pipe(holding: [UInt8](repeating: 1, count: 10), stays: true)
        defer { for end in [reader, writer] { close(end) } }
        #expect(try DescriptorReading.bytes(of: reader, limit: 9).count > 9)
    }

    @Test func aDirectoryCannotBeRead() {
        let directory = open("/tmp", O_RDONLY)
        defer { close(directory) }
        let failure = #expect(throws: DescriptorReading.Failure.self) {
            try DescriptorReading.bytes(of: directory)
        }
        #expect(failure?.errno == EISDIR)
    }
}
