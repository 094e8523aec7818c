import ClientCore
import MediaTypes
import SpoolAPI

/// Brings MP3s here, several at once, and shows how far they are: what `get` does, and `convert` at a server on another
/// machine.
struct ResultDelivery {
    let client: SpoolClient
    let output: VerbOutput

    /// The number of downloads that have not come to their end.
    func fetch(_ wanted: [Download]) async throws -> Int {
        let report = DownloadReport(output)
        let downloads = Downloads(client) { report.show($0) }
        for download in wanted { await downloads.add(download) }
        await withTaskCancellationHandler {
            await downloads.waitUntilIdle()
        } onCancel: {
            Task { await downloads.cancelAll() }
        }
        report.end()
        try Task.checkCancellation()
        return await downloads.transfers.count { if case .done = $0.state { false } else { true } }
    }
}
