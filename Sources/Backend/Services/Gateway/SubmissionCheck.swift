import MediaTypes
import SpoolAPI

/// Refuses what could never become a job, before anything is queued.
enum SubmissionCheck {
    /// - Throws: `Problem(.unprocessable)` that names the item by its index.
    static func check(_ submission: JobSubmission, maxJobs: Int) throws {
        guard !submission.items.isEmpty else { throw refusal("A submission needs at least one item.") }
        guard submission.items.count <= maxJobs else {
            throw Problem(.tooLarge, "A submission has at most \(maxJobs) items: send several.")
        }
        if let batch = submission.batch, !batch.rawValue.isIdentifier {
            throw refusal("A batch's id is 1 to 64 digits and lower-case letters.")
        }
        try check(priority: submission.priority)
        try check(submission.options)
        if let destination = submission.destination { try check(path: destination, "The destination") }
        for (index, item) in submission.items.enumerated() {
            try check(path: item.path, "The path of item \(index)")
            if let options = item.options { try check(options) }
        }
    }

    static func check(priority: Int) throws {
        guard (-100...100).contains(priority) else { throw refusal("A priority is −100 to 100.") }
    }

    static func check(_ options: ConversionOptions) throws {
        if let rate = options.sampleRate, !sampleRates.contains(rate) {
            throw refusal("MP3 has the sample rates \(sampleRates.map(String.init).joined(separator: ", ")) Hz only.")
        }
        if let quality = options.quality, !(0...9).contains(quality) { throw refusal("quality is 0 to 9.") }
        guard [3, 4].contains(options.id3Version) else { throw refusal("id3Version is 3 or 4.") }
        let start = options.trimStart ?? 0
        guard start >= 0, options.trimEnd.map({ $0 > start }) ?? true else {
            throw refusal("trimStart must not be negative and trimEnd must lie after it.")
        }
        guard options.tags.count <= 64,
            options.tags.allSatisfy({ $0.key.utf8.count <= 64 && $0.value.utf8.count <= 16_384 })
        else { throw refusal("At most 64 tags are taken, each of at most 16 KiB.") }
        if let template = options.nameTemplate {
            guard template.utf8.count <= 1024 else { throw refusal("A name template has at most 1024 bytes.") }
            do { _ = try NameTemplate(template) } catch { throw refusal(sentence(error.message)) }
        }
        if let rule = options.track {
            do { _ = try TrackRule(rule) } catch { throw refusal(sentence(error.message)) }
        }
    }

    private static let sampleRates = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000]

    private static func check(path: RawName, _ subject: String) throws {
        guard path.isAbsolute else { throw refusal("\(subject) must be absolute.") }
        guard !path.bytes.contains(0), path.bytes.count < 4096 else {
            throw refusal("\(subject) is no path of this system: it holds a NUL byte or 4096 bytes and more.")
        }
    }

    private static func sentence(_ message: String) -> String {
        message.prefix(1).uppercased() + message.dropFirst() + "."
    }

    private static func refusal(_ detail: String) -> Problem { Problem(.unprocessable, detail) }
}
