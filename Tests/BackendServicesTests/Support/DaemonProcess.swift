import CPOSIX
import Foundation
import MediaProtocol
import MediaTypes
import TestPrograms
import Testing

/// A `spoold` of its own, in its own home.
final class DaemonProcess {
    struct Ready: Decodable {
        var state: String
        var message: String?
        var status: Int32?
    }

    let process: RunningProgram
    private let reader: FileHandle

    /// Beside the tests, where the build puts it, or where `SPOOL_BIN_DIR` says.
    static var program: URL {
        if let directory = ProcessInfo.processInfo.environment["SPOOL_BIN_DIR"] {
            return URL(filePath: directory).appending(path: "spoold")
        }
        return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(
            path: "spoold")
    }

    /// The real worker, where it is built; nil otherwise.
    static var worker: String? {
        let beside = program.deletingLastPathComponent().appending(path: "spool-media").path
        let candidates = [ProcessInfo.processInfo.environment["SPOOL_MEDIA"], beside].compactMap { $0 }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// - Parameter errors: where it complains; nil is where its output goes.
    init(_ arguments: [String], home: RawName, worker: String, errors: Int32? = nil) throws {
        var environment = ProcessInfo.processInfo.environment
        environment["SPOOL_MEDIA"] = worker
        environment["SPOOL_FREE_SPACE_FLOOR"] = "0"
        var ends: [Int32] = [-1, -1]
        guard spool_pipe(&ends) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EMFILE) }
        defer { close(ends[1]) }
        reader = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        process = try RunningProgram(
            Self.program.path, arguments + ["--home", home.text], environment: environment, output: ends[1],
            errors: errors ?? ends[1])
    }

    /// `spoold all`; its first line of output is the ready line.
    static func all(_ arguments: String..., home: RawName, worker: String) throws -> (DaemonProcess, Ready) {
        let daemon = try DaemonProcess(
            ["all", "--ready-fd", "1"] + arguments, home: home, worker: worker, errors: STDERR_FILENO)
        var line = Data()
        while let byte = try daemon.reader.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0A]) {
            line += byte
        }
        return (daemon, try JSONDecoder().decode(Ready.self, from: line))
    }

    /// Everything it says until it ends.
    func output() throws -> Data { try reader.readToEnd() ?? Data() }

    func send(_ signal: Int32) { process.send(signal) }

    /// The exit status; 128 + the signal when one ended it.
    func ended() async throws -> Int32 {
        try await eventually("the daemon ends") { !process.isRunning }
        return process.wait()
    }
}

/// Programs that stand for `spool-media` where the media does not matter.
enum WorkerDouble {
    /// Copies the source.
    static func copying(in folder: TemporaryFolder, size: Int) throws -> String {
        let result = ConvertResult(
            samples: 48000, sampleRate: 48000, channels: 2, frames: 42, bytes: Int64(size), bitRate: 190,
            encoding: .vbr(2))
        return try script("cat <&3 >&4\necho '\(try line(.done(result)))'", in: folder)
    }

    /// Copies the source as soon as `gate` exists.
    static func waiting(for gate: RawName, in folder: TemporaryFolder, size: Int) throws -> String {
        let result = ConvertResult(
            samples: 48000, sampleRate: 48000, channels: 2, frames: 42, bytes: Int64(size), bitRate: 190,
            encoding: .vbr(2))
        let wait = "while [ ! -e '\(gate.text)' ]; do sleep 0.02; done"
        return try script("\(wait)\ncat <&3 >&4\necho '\(try line(.done(result)))'", in: folder)
    }

    /// Reports progress and goes on for as long as its daemon is there.
    static func endless(in folder: TemporaryFolder) throws -> String {
        let progress = try line(.progress(ConvertProgress(done: 500, total: 1000)))
        let wait = "while [ -e /proc/$PPID ]; do sleep 0.05; done"
        return try script("printf partial >&4\necho '\(progress)'\n\(wait)", in: folder)
    }

    private static func line(_ event: WorkerEvent) throws -> String {
        String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
    }

    /// It serves no forks.
    private static func script(_ body: String, in folder: TemporaryFolder) throws -> String {
        let start = "#!/bin/sh\ncase \"$*\" in *--fork-server*) exit 0;; esac\nread request"
        let path = try folder.file(
            RawName("worker-\(UInt32.random(in: 0 ... .max))"), "\(start)\n\(body)\n".utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.text)
        return path.text
    }
}
