import ClientCore
import Glibc
import MediaTypes
import TUIFeatures
import TUITerminal

/// What the front-end starts with, from arguments, environment and settings file.
struct StartSettings {
    let setup: Setup
    /// Files to plan at once.
    let files: [MarkedFile]
    let bookmarksFile: BookmarksFile
    let terminal: TerminalOptions

    /// Settings that cannot be read have been reported before the screen was opened; here defaults stand in.
    init(files: [RawName], connection: ServerChoice, paths: SpoolPaths) {
        let environment = ProcessEnvironment.current
        let working = ProcessEnvironment.workingDirectory
        let settings = (try? Settings(file: paths.configurationFile, home: environment["HOME"])) ?? Settings()
        let isDirectory = files.count == 1 && Self.isDirectory(files[0])
        bookmarksFile = BookmarksFile(path: paths.configuration.appending("bookmarks"))
        setup = Setup(
            home: environment["HOME"] ?? "/", directory: isDirectory ? files[0] : working,
            bookmarks: bookmarksFile.read() ?? settings.bookmarks,
            options: (try? settings.options(profile: nil)) ?? ConversionOptions(), destination: settings.destination,
            servers: ((try? ServerProfilesFile(paths).read()) ?? ServerProfiles()).known,
            account: Self.account(connection, paths),
            localTime: SystemTimeZone.current())
        terminal = Self.terminal(settings, environment)
        self.files = isDirectory ? [] : files.map { MarkedFile(path: $0, size: 0) }
    }

    private static func account(_ connection: ServerChoice, _ paths: SpoolPaths) -> Account {
        guard case .given(let profile) = connection else { return Account() }
        let session = try? SessionStore(paths).read(profile.endpoint)
        return Account(server: profile.title, email: session?.grant.user.email)
    }

    /// `SPOOL_MOUSE` (1 or 0) comes before the settings.
    private static func terminal(_ settings: Settings, _ environment: [RawName: RawName]) -> TerminalOptions {
        var options = TerminalOptions.fromEnvironment()
        options.theme = settings.theme.flatMap(TerminalTheme.init) ?? .standard
        options.mouse = environment["SPOOL_MOUSE"].map { $0 != "0" && $0 != "" } ?? settings.mouse
        options.notifications = settings.notifications
        return options
    }

    private static func isDirectory(_ path: RawName) -> Bool {
        var status = stat()
        return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
