import MediaTypes
import Testing
import TUIFeatures

@testable import spool

@Suite struct DirectoryTests {
    private let temporary = TemporaryDirectory()
    private let recorder = Recorder()

    private func read(_ path: RawName, cancelled: Bool = false) {
        let cancellation = Cancellation()
        if cancelled { cancellation.cancel() }
        DirectoryReading(id: 1, path: path, cancellation: cancellation, post: recorder.post).run()
    }

    @Test func listsBytesLinksAndSizesInNaturalOrder() throws {
        let odd = RawName(bytes: [0x61, 0xFF] + Array(".mkv".utf8))
        temporary.file("b10.mkv", bytes: 7)
        temporary.file("b9.mkv")
        temporary.file(odd, bytes: 3)
        temporary.directory("z")
        temporary.link("y", to: "z")
        temporary.link("broken", to: "nowhere")
        read(temporary.path)
        let listing = try #require(recorder.listing)
        #expect(listing.entries.map(\.name) == ["y", "z", odd, "b9.mkv", "b10.mkv", "broken"])
        #expect(listing.entries.map(\.kind) == [.directory, .directory, .file, .file, .file, .other])
        #expect(listing.entries[4].size == 7 && listing.entries[2].size == 3)
        #expect(listing.freeSpace ?? 0 > 0)
        #expect(recorder.events.contains { if case .listingComplete(1) = $0 { true } else { false } })
    }

    @Test func whatCannotBeReadSaysWhy() throws {
        read(temporary.path.appending("gone"))
        #expect(try #require(recorder.trouble).contains("No such file or directory; it may have been moved or removed"))
    }

    @Test func ofAFileTheDirectoryIsShown() throws {
        temporary.file("a.mkv")
        read(temporary.path.appending("a.mkv"))
        let listing = try #require(recorder.listing)
        #expect(listing.directory == temporary.path && listing.focus == "a.mkv")
    }

    @Test func nobodyHearsOfACancelledReading() {
        temporary.file("a.mkv")
        read(temporary.path, cancelled: true)
        #expect(recorder.events.isEmpty)
    }

    @Test func aSearchFindsMediaAndFollowsNoCircles() {
        temporary.directory("one")
        temporary.directory("one/two")
        temporary.directory(".hidden")
        temporary.file("one/two/a.mkv", bytes: 5)
        temporary.file("one/notes.txt")
        temporary.file(".hidden/b.mkv")
        temporary.link("one/two/up", to: temporary.path)
        temporary.link("one/linked.mp4", to: temporary.path.appending("one/two/a.mkv"))
        DirectoryWalk(
            id: 2, root: temporary.path, includesHidden: false, cancellation: Cancellation(), post: recorder.post
        ).run()
        var found: [MarkedFile] = []
        for case .walkProgress(2, let files, _) in recorder.events { found += files }
        #expect(
            Set(found.map(\.path)) == [
                temporary.path.appending("one/two/a.mkv"), temporary.path.appending("one/linked.mp4"),
            ])
        #expect(found.map(\.size) == [5, 5])
        guard case .walked(2, .success(let summary))? = recorder.events.last else { return #expect(Bool(false)) }
        #expect(summary == WalkSummary(unreadable: 0, isCut: false))
    }

    @Test func tabFindsTheCommonPart() throws {
        for name: RawName in ["Music", "Musicals", "Videos", ".secret"] { temporary.directory(name) }
        temporary.file("Mule.txt")
        func complete(_ typed: RawName) -> Completion? {
            let recorder = Recorder()
            PathCompletion(id: 3, path: temporary.path.appending(typed), directoriesOnly: true, post: recorder.post)
                .run()
            return recorder.completion
        }
        #expect(complete("M") == Completion(suffix: "usic", candidates: ["Music", "Musicals"], count: 2))
        #expect(complete("V") == Completion(suffix: "ideos/", candidates: ["Videos"], count: 1))
        #expect(complete("X") == Completion(suffix: "", candidates: [], count: 0))
        #expect(complete(".s")?.suffix == "ecret/")
        let below = RawName(bytes: temporary.path.bytes + [UInt8(ascii: "/")])
        PathCompletion(id: 3, path: below, directoriesOnly: true, post: recorder.post).run()
        #expect(try #require(recorder.completion).count == 3)
    }

    @Test func bookmarksComeBackAsTheyWere() {
        let file = BookmarksFile(path: temporary.path.appending("new/bookmarks"))
        let bookmarks: [RawName] = ["/a b", RawName(bytes: [0x2F, 0xFF, 0x0A])]
        #expect(file.read() == nil)
        #expect(file.write(bookmarks) == nil)
        #expect(file.read() == bookmarks)
        #expect(file.write([]) == nil)
        #expect(file.read() == [])
    }
}
