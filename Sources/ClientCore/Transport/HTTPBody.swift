/// An answer's bytes as they arrive. Reading is what lets the server go on: at most `Transfer.highWater` bytes wait here.
///
/// One reader at a time. Letting go of it ends the transfer.
public final class HTTPBody: Sendable {
    private let transfer: Transfer

    init(_ transfer: Transfer) {
        self.transfer = transfer
    }

    deinit {
        transfer.cancel()
    }

    /// The next bytes, never empty; nil at the end of a complete answer.
    public func next() async throws(ClientError) -> [UInt8]? {
        try await transfer.nextBytes()
    }
}
