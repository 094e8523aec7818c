import Glibc
import MediaTypes
import Testing

@testable import spool

@Suite struct FileVersionTests {
    private let temporary = TemporaryDirectory()

    @Test func changesWithSizeAndTime() async {
        temporary.file("a.mkv", bytes: 3)
        let path = temporary.path.appending("a.mkv")
        let first = await FileVersion.current(of: path)
        #expect(first != nil)
        #expect(await FileVersion.current(of: path) == first)
        temporary.file("a.mkv", bytes: 4)
        let longer = await FileVersion.current(of: path)
        #expect(longer != first)
        var times = [timespec(tv_sec: 1, tv_nsec: 5), timespec(tv_sec: 1, tv_nsec: 5)]
        _ = path.withCString { utimensat(AT_FDCWD, $0, &times, 0) }
        #expect(await FileVersion.current(of: path) != longer)
    }

    @Test func aMissingFileHasNone() async {
        #expect(await FileVersion.current(of: temporary.path.appending("gone")) == nil)
    }
}
