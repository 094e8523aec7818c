// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A Swift library target in `Sources/PATH`.
func library(
    _ name: String, _ path: String, resources: [Resource] = [], _ dependencies: [Target.Dependency] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(path)", resources: resources, swiftSettings: strict)
}

func program(_ name: String, _ path: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: "Sources/\(path)", swiftSettings: strict)
}

/// Takes Swift's libraries into the program: one that is started for every file should not look for them each time.
/// The last of its names are of libraries that FoundationEssentials consists of.
let swiftWithin = LinkerSetting.unsafeFlags(
    ["-static-stdlib", "-use-ld=lld", "-l_FoundationCShims", "-l_FoundationCollections"],
    .when(configuration: .release))

/// FFmpeg brings 130 libraries. A sixth of the names that the loader looks for among them are libcrypto's, which it would
/// search as the 78th: 2 of the 40 milliseconds that it takes.
let searchedFirst = LinkerSetting.linkedLibrary("crypto")

/// A C target in `Sources/System/NAME`: headers and shims for one C library.
func system(_ name: String, links libraries: [String] = [], _ settings: [CSetting] = []) -> Target {
    .target(
        name: name, path: "Sources/System/\(name)", cSettings: settings,
        linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// The tests of `target` in `Tests/TARGETTests`. A program among the dependencies is built for them to run.
func tests(_ target: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(target)Tests", dependencies: [.init(stringLiteral: target)] + dependencies,
        path: "Tests/\(target)Tests", swiftSettings: strict)
}

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "spool",
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    targets: [
        // C libraries
        system(
            "CCurses", links: ["ncursesw", "tinfo"],
            [.define("_XOPEN_SOURCE", to: "700"), .define("_DEFAULT_SOURCE"), .define("NCURSES_WIDECHAR", to: "1")]),
        system("CCurl", links: ["curl"]),
        system("CFFmpeg", links: ["avformat", "avcodec", "avutil", "swresample"]),
        system("CLAME", links: ["mp3lame"]),
        // Stands for pkg-config's flags, which CMongoC is built with.
        .systemLibrary(
            name: "LibMongoC", path: "Sources/System/LibMongoC", pkgConfig: "libmongoc-1.0",
            providers: [.apt(["libmongoc-dev"])]),
        .target(name: "CMongoC", dependencies: ["LibMongoC"], path: "Sources/System/CMongoC"),
        system("CMariaDB", links: ["mariadb"]),
        system("CPOSIX"),
        system("CSodium", links: ["sodium"]),

        // What every program is made of
        library("Clocks", "System/Clocks"),
        library("Descriptors", "System/Descriptors"),
        library("Threads", "System/Threads", ["CPOSIX"]),

        // Settings files
        library("TOML", "TOML"),

        // Media
        library("MediaTypes", "Media/Types"),
        library("MediaProtocol", "Media/Protocol", ["MediaTypes", "Threads", "CPOSIX"]),
        library(
            "MediaEngine", "Media/Engine",
            ["MediaTypes", "MediaProtocol", "Descriptors", "Threads", "CFFmpeg", "CLAME"]),
        .executableTarget(
            name: "spool-media",
            dependencies: ["MediaEngine", "MediaProtocol", "MediaTypes", "Descriptors", "Threads", "CPOSIX"],
            path: "Sources/Media/Worker", swiftSettings: strict, linkerSettings: [searchedFirst, swiftWithin]),

        // Backend
        library("SpoolAPI", "Backend/API", ["MediaTypes"]),
        library("BackendCore", "Backend/Core", ["SpoolAPI", "MediaTypes", crypto]),
        library(
            "BackendServices", "Backend/Services", resources: [.embedInCode("Gateway/openapi.yaml")],
            [
                "BackendCore", "SpoolAPI", "MediaProtocol", "MediaTypes", "Descriptors", "CPOSIX", "CSodium",
                hummingbird, hummingbirdCore, nio, nioPosix, nioHTTPTypes, httpTypes, lifecycle, logging, crypto, jwt,
            ]),
        library(
            "BackendEmbedded", "Backend/Embedded",
            ["BackendCore", "SpoolAPI", "MediaTypes", "Descriptors", "CPOSIX", grdb, logging, crypto]),
        library(
            "BackendDistributed", "Backend/Distributed",
            ["BackendCore", "SpoolAPI", "MediaTypes", "CCurl", "CMariaDB", "CMongoC", crypto]),
        program(
            "spoold", "Backend/Daemon",
            [
                "BackendServices", "BackendEmbedded", "BackendDistributed", "BackendCore", "SpoolAPI",
                "MediaProtocol", "MediaTypes", "Descriptors", "CPOSIX", "TOML", hummingbird, arguments, logging,
                lifecycle,
            ]),

        // Client
        library(
            "ClientCore", "ClientCore",
            [
                "SpoolAPI", "TOML", "MediaProtocol", "MediaTypes", "Clocks", "Descriptors", "Threads", "CCurl",
                "CPOSIX", crypto,
            ]),

        // Terminal
        library("TUIScreen", "TUI/Screen"),
        library("TUIFeatures", "TUI/Features", ["TUIScreen", "SpoolAPI", "MediaTypes"]),
        library("TUITerminal", "TUI/Terminal", ["TUIScreen", "Clocks", "CCurses"]),
        program(
            "spool", "TUI/App",
            [
                "TUIFeatures", "TUITerminal", "TUIScreen", "ClientCore", "SpoolAPI", "MediaProtocol", "MediaTypes",
                "Clocks", "Descriptors", "Threads", "CPOSIX", arguments,
            ]),

        // Tests
        .target(
            name: "BackendConformance", dependencies: ["BackendCore", "SpoolAPI", "MediaTypes", crypto],
            path: "Tests/Conformance", swiftSettings: strict),
        .target(
            name: "TestPrograms", dependencies: ["CPOSIX"], path: "Tests/Programs", swiftSettings: strict),
        .target(name: "TestRandom", path: "Tests/Random", swiftSettings: strict),
        .executableTarget(
            name: "terminal-probe", dependencies: ["TUITerminal", "TUIScreen"], path: "Tests/TerminalProbe",
            swiftSettings: strict),
        tests("Descriptors"),
        tests("Threads"),
        tests("TOML"),
        tests("MediaTypes", ["TestRandom"]),
        tests("MediaProtocol", ["MediaTypes", "CPOSIX"]),
        tests("MediaEngine", ["MediaTypes", "MediaProtocol", "TestPrograms", "TestRandom", "CFFmpeg", "CLAME"]),
        .testTarget(
            name: "MediaWorkerTests", dependencies: ["MediaProtocol", "MediaTypes", "CPOSIX", "spool-media"],
            path: "Tests/MediaWorkerTests", swiftSettings: strict),
        tests("SpoolAPI", ["MediaTypes"]),
        tests("BackendCore", ["BackendConformance", "SpoolAPI", "MediaTypes"]),
        tests("BackendEmbedded", ["BackendConformance", "BackendCore", "SpoolAPI", "MediaTypes", grdb, sqlite]),
        tests(
            "BackendDistributed",
            ["BackendConformance", "BackendCore", "SpoolAPI", "MediaTypes", "CMongoC", "TestPrograms", crypto]),
        tests(
            "BackendServices",
            [
                "BackendConformance", "BackendEmbedded", "BackendCore", "SpoolAPI", "MediaProtocol", "MediaTypes",
                "CPOSIX", "TestPrograms", "spoold", "spool-media", hummingbird, lifecycle, logging, crypto, jwt,
            ]),
        tests("ClientCore", ["SpoolAPI", "MediaTypes", crypto]),
        tests("TUIScreen", ["TestRandom"]),
        tests("TUIFeatures", ["TUIScreen", "SpoolAPI", "MediaTypes", "TestRandom"]),
        tests("TUITerminal", ["TUIScreen", "TestRandom"]),
        tests("spool", ["ClientCore", "TUIScreen", "SpoolAPI", "MediaTypes", "CPOSIX"]),
        .testTarget(
            name: "InteractiveTests", dependencies: ["spool", "ClientCore", "TUIFeatures", "MediaTypes"],
            path: "Tests/InteractiveTests", swiftSettings: strict),
    ]
)
