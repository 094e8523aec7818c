import BackendCore
import MediaTypes
import SpoolAPI

/// Where a result goes below its destination.
enum OutputName {
    /// - Returns: the directory, which may be missing, and the file's name without `.mp3`.
    static func place(_ job: Job, tags: [String: String], in destination: RawName) throws(MediaFailure) -> (
        RawName, stem: RawName
    ) {
        let template: NameTemplate
        do throws(NameTemplate.ParseError) {
            template =
                try job.options.nameTemplate.map { text throws(NameTemplate.ParseError) in try NameTemplate(text) }
                ?? .standard
        } catch {
            throw MediaFailure(.invalidOptions, error.message)
        }
        let path = destination.appending(template.name(for: .init(source: job.name, tags: tags)))
        return (path.directory, path.stem)
    }
}
