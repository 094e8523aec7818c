import Foundation
import Glibc
import MediaProtocol
import MediaTypes
import Testing

@testable import MediaEngine

/// A media file that a test made with the ffmpeg program, gone with its last reference.
final class Media {
    let path: String
    private let directory: String

    /// - Parameters:
    ///   - name: the file's name; its extension chooses ffmpeg's muxer.
    ///   - arguments: everything between `ffmpeg` and the output's path.
    init(_ name: String, _ arguments: String) throws {
        directory = try Self.makeDirectory()
        path = directory + "/" + name
        let words = arguments.split(separator: " ").map(String.init)
        let made = try run("ffmpeg", arguments: ["-v", "error", "-nostdin"] + words + [path])
        guard made.status == 0 else { throw MediaFailure(.internalError, made.errors) }
    }

    init(_ name: String, bytes: some Sequence<UInt8>) throws {
        directory = try Self.makeDirectory()
        path = directory + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    var bytes: [UInt8] { get throws { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } }

    /// The first part of this file under the same name.
    func cut(to fraction: Double) throws -> Media {
        let bytes = try bytes
        return try Media(
            String(path.split(separator: "/").last ?? "cut"), bytes: bytes.prefix(Int(Double(bytes.count) * fraction)))
    }

    private static func makeDirectory() throws -> String {
        var template = Array((NSTemporaryDirectory() + "/spool-media-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// ffmpeg's sources of sound for `Media`.
enum Source {
    /// Two channels that differ.
    static func stereo(_ seconds: Double, rate: Int = 44100) -> String {
        "-f lavfi -i aevalsrc=0.4*sin(440*2*PI*t)|0.3*sin(660*2*PI*t):s=\(rate):d=\(seconds)"
    }

    static func mono(_ seconds: Double, rate: Int = 44100) -> String {
        "-f lavfi -i aevalsrc=0.4*sin(440*2*PI*t):s=\(rate):d=\(seconds)"
    }

    static func surround(_ seconds: Double) -> String {
        "-f lavfi -i aevalsrc=0.2*sin(440*2*PI*t)|0.2*sin(550*2*PI*t)|0.2*sin(660*2*PI*t)|0.2*sin(50*2*PI*t)|0.2*sin(770*2*PI*t)|0.2*sin(880*2*PI*t):c=5.1:s=48000:d=\(seconds)"
    }

    static func video(_ seconds: Double) -> String { "-f lavfi -i testsrc=d=\(seconds):s=128x96:r=25" }
}

/// How to make one `Media`, as a test argument.
struct Recipe: Sendable, CustomTestStringConvertible {
    let name: String
    let arguments: String

    init(_ name: String, _ arguments: String...) {
        self.name = name
        self.arguments = arguments.joined(separator: " ")
    }

    var testDescription: String { name }

    func make() throws -> Media { try Media(name, arguments) }
}
