import MediaTypes
import Testing

@testable import ClientCore

@Suite struct SettingsTests {
    private func settings(_ text: String) throws -> Settings {
        let folder = try TemporaryFolder()
        let file = try folder.write("config.toml", text)
        return try Settings(file: file, home: "/home/ann")
    }

    @Test func everythingCanBeSet() throws {
        let settings = try settings(
            """
            server = "unix:/run/spool.sock"
            destination = "~/Music"
            default_profile = "podcast"
            bookmarks = ["~/Videos", "/media"]
            theme = "light"
            mouse = true
            notifications = true

            [profile.podcast]
            encoding = "64"
            rate = 22050
            channels = "mono"
            quality = 5
            track = "jpn, else eng"
            trim = "1:30-"
            name = "{artist} - {title|stem}"
            partial = "keep"
            id3 = 3
            tags = { genre = "Podcast" }

            [profile.music]
            encoding = 320
            """)
        #expect(settings.server == "unix:/run/spool.sock")
        #expect(settings.destination == "/home/ann/Music")
        #expect(settings.bookmarks == ["/home/ann/Videos", "/media"])
        #expect(settings.theme == "light")
        #expect(settings.mouse && settings.notifications)
        let podcast = try settings.options(profile: nil)
        #expect(podcast.encoding == .cbr(64))
        #expect(podcast.sampleRate == 22_050)
        #expect(podcast.channels == .mono)
        #expect(podcast.quality == 5)
        #expect(podcast.track == "jpn, else eng")
        #expect(podcast.trimStart == 90_000)
        #expect(podcast.trimEnd == nil)
        #expect(podcast.nameTemplate == "{artist} - {title|stem}")
        #expect(podcast.partial == .keep)
        #expect(podcast.id3Version == 3)
        #expect(podcast.tags == ["genre": "Podcast"])
        #expect(try settings.options(profile: "music").encoding == .cbr(320))
    }

    @Test func aMissingFileIsFine() throws {
        #expect(try Settings(file: "/nonexistent/config.toml", home: nil) == Settings())
        #expect(try Settings().options(profile: nil) == ConversionOptions())
    }

    @Test(arguments: [
        ("\nthemes = 'x'", "line 2: unknown setting ‘themes’"),
        ("destination = 'Music'", "line 1: ‘destination’ must be an absolute path"),
        ("[profile.a]\nencoding = 'V11'", "line 2: ‘encoding’ cannot be ‘V11’"),
        ("[profile.a]\n\nrate = 'high'", "line 3: ‘rate’ must be a number"),
        ("[profile.a]\nspeed = 1", "line 2: unknown option ‘speed’"),
        ("default_profile = 'b'\n[profile.a]", "line 1: default_profile names ‘b’"),
        ("bookmarks = '~'", "line 1: ‘bookmarks’ must be an array"),
        ("[profile.a]\ntrim = '5-1'", "line 2: ‘trim’ cannot be"),
        ("x =", "line 1: expected a value"),
    ])
    func mistakesNameTheFileAndTheLine(text: String, message: String) throws {
        do {
            _ = try settings(text)
            Issue.record("accepted")
        } catch let error as ClientError {
            #expect(error.code == .configuration)
            #expect(error.message.contains("config.toml, " + message), "\(error.message)")
        }
    }

    @Test func anUnknownProfileNamesTheKnownOnes() throws {
        let settings = try settings("[profile.a]\n[profile.b]")
        #expect(throws: ClientError(.configuration, "there is no profile ‘c’, only a, b")) {
            try settings.options(profile: "c")
        }
    }
}

@Suite struct SpoolPathsTests {
    @Test func spoolHomeHoldsEverything() throws {
        let paths = try SpoolPaths(environment: ["SPOOL_HOME": "home", "HOME": "/root"], workingDirectory: "/work")
        #expect(paths.configurationFile == "/work/home/config.toml")
        #expect(paths.socket == "/work/home/spoold.sock")
        #expect(paths.data == "/work/home")
    }

    @Test func otherwiseTheXDGDirectories() throws {
        let plain = try SpoolPaths(environment: ["HOME": "/home/ann"], workingDirectory: "/")
        #expect(plain.configurationFile == "/home/ann/.config/spool/config.toml")
        #expect(plain.socket == "/home/ann/.local/state/spool/spoold.sock")
        #expect(plain.data == "/home/ann/.local/share/spool")
        let moved = try SpoolPaths(
            environment: ["HOME": "/home/ann", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "relative"],
            workingDirectory: "/")
        #expect(moved.configuration == "/c/spool")
        #expect(moved.state == "/home/ann/.local/state/spool")
    }

    @Test func withoutAHomeItSaysWhatToDo() {
        #expect(throws: ClientError.self) { try SpoolPaths(environment: [:], workingDirectory: "/") }
    }
}

@Suite struct MediaTimeTests {
    @Test(arguments: [
        ("90", 90_000), ("1:30", 90_000), ("1:02:03.5", 3_723_500), ("0.25", 250), ("90:00", 5_400_000),
        ("0:00.0004", 0),
    ])
    func positions(text: String, milliseconds: Int64) {
        #expect(MediaTime.milliseconds(text) == milliseconds)
    }

    @Test(arguments: ["", ":", "1:60", "1:2:3:4", "-1", "1.", "1,5", "a", "99999999999", "1:-2"])
    func nonsense(text: String) {
        #expect(MediaTime.milliseconds(text) == nil)
    }

    @Test func ranges() {
        #expect(TrimRange("1:30-2:00").map { [$0.start, $0.end] } == [90_000, 120_000])
        #expect(TrimRange("-10").map { [$0.start, $0.end] } == [nil, 10_000])
        #expect(TrimRange("90-").map { [$0.start, $0.end] } == [90_000, nil])
        for text in ["-", "", "5", "5-5", "5-1", "a-b", "1-2-3"] { #expect(TrimRange(text) == nil, "\(text)") }
    }
}
