import ClientCore
import MediaProtocol
import MediaTypes
import SpoolAPI
import TUIFeatures

/// Saves MP3s to directories, several at once, and tells how fast.
final class SaveWork: Sendable {
    private let downloads: Downloads
    private let post: @Sendable (AppEvent) -> Void

    init(_ client: SpoolClient, post: @escaping @Sendable (AppEvent) -> Void) {
        self.post = post
        let meters = SpeedMeters()
        downloads = Downloads(client) { transfer in
            if let status = meters.status(of: transfer) { post(.saving(transfer.id, status)) }
        }
    }

    func save(_ jobs: [Job], _ directory: RawName, _ template: String?) async {
        for job in jobs {
            do throws(Trouble) {
                await downloads.add(try await Self.download(job, directory, template))
            } catch { post(.saving(job.id, .failed(error.message))) }
        }
    }

    func stop(_ ids: [JobID]) async {
        for id in ids { await downloads.cancel(id) }
    }

    func stopAll() async { await downloads.cancelAll() }

    private static func download(_ job: Job, _ directory: RawName, _ template: String?) async throws(Trouble)
        -> Download
    {
        guard var download = Download(job, into: directory) else { throw Trouble("the server no longer has this MP3") }
        guard let template else { return download }
        let tags = await tags(of: job)
        do throws(NameTemplate.ParseError) {
            download.name = try NameTemplate(template).name(for: .init(source: job.name, tags: tags))
        } catch { throw Trouble(error.message) }
        return download
    }

    /// The MP3's own tags where it, or else its source, lies on this machine; those that were asked for in any case.
    private static func tags(of job: Job) async -> [String: String] {
        for path in [job.result?.path, job.path].compactMap({ $0 }) {
            if let info = try? await MediaProbe.probe(path: path) {
                return info.tags.merging(job.options.tags) { $1 }
            }
        }
        return job.options.tags
    }
}
