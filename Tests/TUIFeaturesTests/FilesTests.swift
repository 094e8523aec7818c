import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct FilesTests {
    private func driver(_ names: [FileEntry]) -> Driver {
        var driver = Driver()
        driver.list(names)
        _ = driver.take()
        return driver
    }

    @Test func startsByReadingTheDirectory() {
        let driver = Driver()
        #expect(driver.effects.contains(.list(1, "/home/ann/Videos")))
    }

    @Test func namesStandInNaturalOrderDirectoriesFirst() {
        let driver = driver(media("track 10.mp4", "Track 2.mp4", "a.mkv") + [directory("zoo")])
        #expect(
            driver.state.files.rows.ids.map { driver.state.files.entries[Int($0)].name.text } == [
                "zoo", "a.mkv", "Track 2.mp4", "track 10.mp4",
            ])
    }

    @Test func marksPersistAcrossDirectories() {
        var driver = driver([directory("deep")] + media("a.mkv", "b.mkv"))
        driver.type("j ")
        #expect(driver.state.files.marks.count == 1)
        driver.press(.home, .enter)
        driver.list(media("c.mkv"))
        driver.type(" ")
        #expect(driver.screen.contains("2 marked, 2.0 MB"))
        driver.type("h")
        driver.list([directory("deep")] + media("a.mkv", "b.mkv"))
        #expect(driver.focusedLine.contains("deep/"))
        #expect(driver.lines.contains { $0.hasPrefix("* a.mkv") })
        driver.type("p")
        #expect(driver.state.plan?.files.map(\.path) == ["/home/ann/Videos/a.mkv", "/home/ann/Videos/deep/c.mkv"])
        driver.press(.escape)
        #expect(driver.state.plan == nil && driver.state.files.marks.count == 2)
    }

    @Test func rangePatternAllInvertAndUnmark() {
        var driver = driver(media("a.mkv", "b.mp4", "c.mkv", "d.mkv"))
        driver.type("VjjV")
        #expect(driver.state.files.marks.count == 3)
        driver.type("i")
        #expect(driver.state.files.marks.files.map(\.path) == ["/home/ann/Videos/d.mkv"])
        driver.type("A")
        #expect(driver.state.files.marks.isEmpty)
        driver.type("u")
        #expect(driver.state.files.marks.count == 1)
        driver.type("A+")
        driver.type("mkv")
        #expect(driver.screen.contains("3 matches"))
        driver.press(.enter)
        #expect(driver.state.files.marks.count == 3)
        driver.type("a")
        #expect(driver.state.files.marks.count == 4)
    }

    @Test func filterCountsAndEscapeRestoresTheItem() {
        var driver = driver(media("alpha.mkv", "beta.mkv", "gamma.mkv"))
        driver.type("j/AL")
        #expect(driver.lines[22].contains("Filter: AL") && driver.lines[22].hasSuffix("1/3"))
        driver.press(.escape)
        #expect(driver.state.files.rows.count == 3)
        #expect(driver.focusedLine.contains("beta.mkv"))
        driver.type("/m b")
        driver.press(.enter)
        #expect(driver.state.files.rows.count == 1)
        driver.press(.escape)
        #expect(driver.state.files.rows.count == 3)
    }

    @Test func sortsBySizeAndDateOnceKnown() throws {
        var driver = driver([FileEntry(name: "a.mkv", kind: .file), FileEntry(name: "b.mkv", kind: .file)])
        driver.type("s")
        let listing = try #require(driver.state.files.listing)
        driver.send(.described(listing, start: 0, [FileFacts(size: 1, modified: 9), FileFacts(size: 2, modified: 3)]))
        driver.send(.listingComplete(listing))
        #expect(driver.state.files.rows.ids == [1, 0])
        driver.type("s")
        #expect(driver.state.files.rows.ids == [0, 1])
        driver.type("S")
        #expect(driver.state.files.rows.ids == [1, 0])
    }

    @Test func onlyMediaUnlessAsked() {
        var driver = driver(media("a.mkv", "notes.txt", ".hidden.mkv"))
        #expect(driver.state.files.rows.count == 1)
        driver.type("m")
        #expect(driver.state.files.rows.count == 2)
        driver.type(".")
        #expect(driver.state.files.rows.count == 3)
    }

    @Test func aSlowDirectoryIsSaidAndCanBeStopped() throws {
        var driver = driver([directory("dead")])
        driver.press(.enter)
        let id = try #require(driver.state.files.loading?.id)
        #expect(!driver.screen.contains("reading"))
        driver.send(.timer(.reading(id), now: 0))
        driver.send(.listingProgress(id, count: 12_000))
        #expect(driver.screen.contains("reading ~/Videos/dead…  12,000  Esc stops"))
        driver.press(.escape)
        #expect(driver.effects.contains(.cancelListing(id)))
        #expect(driver.state.files.directory == "/home/ann/Videos")
        driver.send(.listed(id, .success(DirectoryListing(directory: "/home/ann/Videos/dead", entries: []))))
        #expect(driver.state.files.directory == "/home/ann/Videos")
    }

    @Test func keysTypedWhileReadingAreForTheNewDirectory() {
        var driver = driver([directory("deep")])
        driver.press(.enter)
        driver.type("j ")
        driver.list(media("a.mkv", "b.mkv"))
        #expect(driver.state.files.marks.files.map(\.path) == ["/home/ann/Videos/deep/b.mkv"])
    }

    @Test func anUnreadableDirectoryLeavesOneWhereOneIs() {
        var driver = driver([directory("secret")] + media("a.mkv"))
        driver.press(.enter)
        driver.send(
            .listed(driver.state.files.loading?.id ?? 0, .failure(Trouble("cannot read secret: permission denied"))))
        #expect(driver.state.files.directory == "/home/ann/Videos")
        #expect(driver.screen.contains("✗ cannot read secret: permission denied"))
    }

    @Test func theFocusedFileIsProbedOnceItRests() {
        var driver = Driver(120, 30)
        driver.list(media("a.mkv", "b.mkv"))
        _ = driver.take()
        driver.type("j")
        let ticket = driver.state.files.probeTicket
        #expect(driver.take() == [.after(150, .probe(ticket))])
        driver.send(.timer(.probe(ticket - 1), now: 0))
        #expect(driver.take().isEmpty)
        driver.send(.timer(.probe(ticket), now: 0))
        #expect(driver.take() == [.probe("/home/ann/Videos/b.mkv")])
        let tracks = [
            AudioTrack(
                stream: 1, codec: "aac", sampleRate: 48_000, channels: 6, layout: "5.1", language: "jpn",
                isDefault: true)
        ]
        driver.send(
            .probed(
                "/home/ann/Videos/b.mkv",
                .success(MediaInfo(container: "matroska", size: 1, duration: 723_000, tracks: tracks, chosen: 0))))
        #expect(driver.screen.contains("› 1  jpn aac 5.1 48000 Hz default"))
        #expect(driver.screen.contains("12:03"))
        driver.type("kj")
        driver.send(.timer(.probe(driver.state.files.probeTicket), now: 0))
        #expect(!driver.take().contains(.probe("/home/ann/Videos/b.mkv")))
    }

    @Test func searchingBelowMarksAsItGoes() throws {
        var driver = driver([directory("deep")])
        driver.type("R")
        let id = try #require(driver.state.files.walk?.id)
        #expect(driver.effects.contains(.walk(id, "/home/ann/Videos/deep", hidden: false)))
        driver.send(.walkProgress(id, found: [MarkedFile(path: "/x/a.mkv", size: 5)], directories: 3))
        #expect(driver.screen.contains("1 found in 3 directories"))
        driver.send(.walked(id, .success(WalkSummary(unreadable: 1, isCut: false))))
        #expect(driver.state.files.marks.count == 1)
        #expect(driver.screen.contains("1 directory could not be read"))
    }

    @Test func goesToATypedPathWithCompletion() {
        var driver = driver(media("a.mkv"))
        driver.type("g~/Mu")
        driver.press(.tab)
        guard case .complete(let id, let path, _)? = driver.take().last else { return #expect(Bool(false)) }
        #expect(path == "/home/ann/Mu")
        driver.send(.completed(id, Completion(suffix: "sic/", candidates: ["Music/"], count: 1)))
        driver.press(.enter)
        #expect(driver.state.files.loading?.directory == "/home/ann/Music")
        driver.list([])
        driver.type(":/tmp")
        driver.press(.enter)
        #expect(driver.state.files.loading?.directory == "/tmp")
    }

    @Test func bookmarksAreKept() {
        var driver = driver(media("a.mkv"))
        driver.type("b")
        #expect(driver.screen.contains("No bookmarks yet"))
        driver.type("B")
        #expect(driver.take().contains(.saveBookmarks(["/home/ann/Videos"])))
        driver.type("b")
        #expect(driver.screen.contains("~/Videos"))
        driver.press(.enter)
        #expect(driver.state.files.loading?.directory == "/home/ann/Videos")
    }

    @Test func pasteRunsNoBinding() {
        var driver = driver(media("a.mkv"))
        driver.send(.terminal(.paste("q a\nA")))
        #expect(!driver.effects.contains(.quit) && driver.state.files.marks.isEmpty)
        driver.type("/")
        driver.send(.terminal(.paste("a\nb\u{1B}[31m\tc")))
        #expect(driver.state.filterText == "a b[31m c")
    }

    @Test func namesThatAreNotTextComeThrough() {
        let name = RawName(bytes: [0x61, 0xFF, 0x62] + Array(".mkv".utf8))
        var driver = driver([FileEntry(name: name, kind: .file, size: 1)])
        driver.press(.enter)
        #expect(driver.state.plan?.files.first?.path.bytes == Array("/home/ann/Videos/".utf8) + name.bytes)
    }
}
