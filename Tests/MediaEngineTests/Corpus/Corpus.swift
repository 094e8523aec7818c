import Foundation
import Testing

/// The real files that SPOOL_CORPUS points to, with what a correct converter makes of them.
enum Corpus {
    struct Entry: Sendable, CustomTestStringConvertible {
        let file: String
        let path: String
        let category: String
        /// Seconds of the MP3 that ffmpeg makes, its padding included; nil when it makes none.
        let mp3Duration: Double?
        let tracks: Int

        var testDescription: String { file }
    }

    static let directory = ProcessInfo.processInfo.environment["SPOOL_CORPUS"]

    /// Every line of MANIFEST.tsv; empty, and said so aloud, when there is no corpus.
    static let entries: [Entry] = {
        guard let directory, let text = try? String(contentsOfFile: directory + "/MANIFEST.tsv", encoding: .utf8) else {
            print("SKIPPED: SPOOL_CORPUS is not set: no test over real media runs")
            return []
        }
        var lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        let names = lines.removeFirst()
        return lines.compactMap { fields in
            let row = Dictionary(zip(names, fields)) { first, _ in first }
            guard let file = row["file"], let category = row["category"] else { return nil }
            return Entry(
                file: file, path: directory + "/" + file, category: category,
                mp3Duration: row["mp3_duration"].flatMap(Double.init),
                tracks: row["audio_tracks"].flatMap(Int.init) ?? 0)
        }
    }()
}
