import Foundation
import Glibc
import MediaProtocol
import MediaTypes

@testable import MediaEngine

/// A finished conversion and everything it reported.
struct Converted {
    let result: ConvertResult
    let output: TemporaryFile
    let start: ConvertStart?
    let warnings: [MediaWarning]

    init(_ path: String, options: ConversionOptions = ConversionOptions()) throws {
        let input = open(path, O_RDONLY)
        defer { close(input) }
        output = try TemporaryFile()
        var events: [WorkerEvent] = []
        result = try MediaEngine.convert(
            input: input, output: output.descriptor,
            request: ConvertRequest(name: RawName(path), options: options, threads: 2)
        ) { events.append($0) }
        warnings = events.compactMap { if case .warning(let warning) = $0 { warning } else { nil } }
        start = events.lazy.compactMap { if case .started(let start) = $0 { start } else { nil } }.first
    }

    /// Interleaved samples as ffmpeg decodes them.
    func decoded() throws -> [Float] {
        let result = try run("ffmpeg", "-v", "error", "-f", "mp3", "-i", output.path, "-f", "f32le", "-")
        return result.output.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}

/// What `body` fails with; nil when it succeeds.
func failure(_ body: () throws -> Void) -> MediaFailure? {
    do {
        try body()
        return nil
    } catch {
        return error as? MediaFailure ?? MediaFailure(.internalError, "\(error)")
    }
}

func probe(_ path: String, rule: String? = nil) throws -> MediaInfo {
    let input = open(path, O_RDONLY)
    defer { close(input) }
    return try MediaEngine.probe(input: input, name: RawName(path).lastComponent, rule: rule)
}

/// Samples a channel of the track that Spool decodes, at its own rate, and the failure that decoding ends with.
func decodedLength(_ path: String) throws -> Int64 {
    let input = open(path, O_RDONLY)
    defer { close(input) }
    let container = try Container(file: InputFile(descriptor: input), name: RawName(path).lastComponent)
    try container.analyze()
    let choice = try ChosenTrack(container: container, rule: .standard)
    let decoder = try TrackDecoder(container: container, stream: choice.stream)
    let source = try TrackSource(
        decoder: decoder, declared: container.declaredDuration(of: choice.stream) ?? container.duration)
    let channels = min(2, source.configuration.channels)
    return try source.run(rate: source.configuration.rate, channels: channels, window: TrimWindow()) { _ in true }.kept
}

/// Samples a channel that the ffmpeg program decodes of audio track `track`; nil when it fails.
func ffmpegLength(_ path: String, track: Int) throws -> Int64? {
    let result = try run(
        "ffmpeg", "-v", "error", "-nostdin", "-i", path, "-map", "0:a:\(track)", "-c:a", "pcm_s16le", "-f", "framecrc",
        "-")
    guard result.status == 0 else { return nil }
    let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return lines.reduce(0) { sum, line in
        let fields = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return sum + (fields.count > 3 ? Int64(fields[3]) ?? 0 : 0)
    }
}
