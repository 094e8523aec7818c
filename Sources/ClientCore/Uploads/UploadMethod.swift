import SpoolAPI

/// How a source reaches the server. One try: whoever calls decides about the next.
public protocol UploadMethod: Sendable {
    /// Returns the receipt of its one job. `report` is told the bytes sent so far; it may be called on any thread.
    func send(_ upload: Upload, report: @escaping @Sendable (Int64) -> Void) async throws(ClientError) -> JobReceipt
}
