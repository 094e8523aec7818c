import ArgumentParser
import FoundationEssentials
import Glibc
import MediaTypes

struct HomeOption: ParsableArguments {
    @Option(help: "Keep everything below this directory. (default: $SPOOL_HOME, else the XDG directories)")
    var home: String?

    func directories() throws(StartFailure) -> HomeDirectories {
        try HomeDirectories(
            home: home, environment: ProcessInfo.processInfo.environment,
            workingDirectory: RawName(FileManager.default.currentDirectoryPath))
    }
}
