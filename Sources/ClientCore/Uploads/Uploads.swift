import SpoolAPI

/// Sends many sources, a few at once, each until it is there or cannot be.
public struct Uploads: Sendable {
    public enum State: Hashable, Sendable {
        /// Bytes sent in this try.
        case sending(Int64)
        /// Broken off; tried again after a pause.
        case resting(ClientError)
        case done(JobReceipt)
        case failed(ClientError)
    }

    private let method: any UploadMethod
    private let limit: Int
    /// Tries of one source.
    private let patience: Int

    public init(_ method: any UploadMethod, limit: Int = 3, patience: Int = 6) {
        self.method = method
        self.limit = max(limit, 1)
        self.patience = patience
    }

    /// Returns when every source has ended. `onChange` is told each one's index and state, on any thread, in order for
    /// each source.
    public func send(_ uploads: [Upload], onChange: @escaping @Sendable (Int, State) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for index in uploads.indices.prefix(limit) { group.addTask { await send(uploads[index], index, onChange) } }
            for index in uploads.indices.dropFirst(limit) {
                await group.next()
                group.addTask { await send(uploads[index], index, onChange) }
            }
        }
    }

    private func send(_ upload: Upload, _ index: Int, _ onChange: @escaping @Sendable (Int, State) -> Void) async {
        var waits = Backoff(first: .milliseconds(500), ceiling: .seconds(30), limit: patience - 1)
        while true {
            onChange(index, .sending(0))
            do throws(ClientError) {
                let receipt = try await method.send(upload) { onChange(index, .sending($0)) }
                return onChange(index, .done(receipt))
            } catch {
                guard !Task.isCancelled, error.isTransient, let delay = waits.next() else {
                    return onChange(index, .failed(error))
                }
                onChange(index, .resting(error))
                do throws(ClientError) {
                    try await SpoolClient.pause(max(delay, .seconds(error.retryAfter ?? 0)))
                } catch { return onChange(index, .failed(error)) }
            }
        }
    }
}
