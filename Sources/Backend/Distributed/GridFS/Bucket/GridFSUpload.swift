import BackendCore
import SpoolAPI

/// A document of `<bucket>.uploads`: a file that is not finished yet, or whose deletion is. It is the durable state with
/// which any replica goes on, and every change of it is one step:
///
/// - `open`: whole chunks up to `length` are in `<bucket>.chunks`, the bytes behind them are in `tail`. Chunks beyond
///   `length` are left over from a writer that ended; the next writer removes them.
/// - `sealed`: nothing is written any more. What is missing of the tail's chunk and the files document is added, by
///   whoever comes first, as often as wanted; then this document goes.
/// - `deleting`: the files document goes, then the chunks, then this document; whoever comes by carries on.
struct GridFSUpload: Equatable {
    enum State: String {
        case open
        case sealed
        case deleting
    }

    var name: String
    /// The `_id` of the files document, made anew with every upload so that no two share chunks.
    var fileID: BSONValue
    var state: State
    /// Bytes that are durable, those of the tail included.
    var length: Int64
    var chunkSize: Int64
    /// Empty where a search left it out.
    var tail: ArraySlice<UInt8>
    /// Grows with every change; tells an idle upload from a busy one.
    var changes: Int64
    /// Who writes: a writer that finds another's id here has been replaced.
    var writer: ObjectID?
    /// Whose it is, where somebody said so.
    var owner: String?
    /// 64 hex digits, once sealed.
    var sha256: String?
    var sealedAt: Timestamp?

    init(_ document: BSONDocument) throws(BackendError) {
        guard let name = document["_id"]?.string, let fileID = document["files_id"],
            let state = document["state"]?.string.flatMap(State.init(rawValue:)),
            let length = document["length"]?.integer, length >= 0,
            let chunkSize = document["chunkSize"]?.integer, chunkSize > 0
        else {
            throw BackendError(.corrupt, "The record of an upload is damaged: delete the file and send it again.")
        }
        (self.name, self.fileID, self.state) = (name, fileID, state)
        (self.length, self.chunkSize) = (length, chunkSize)
        tail = document["tail"]?.binary ?? []
        changes = document["changes"]?.integer ?? 0
        writer = document["writer"]?.objectID
        owner = document["owner"]?.string
        sha256 = document["sha256"]?.string
        if case .date(let time) = document["sealedAt"] { sealedAt = time }
    }

    var wholeChunks: Int64 { length / chunkSize }

    /// The file that it becomes.
    var file: GridFSFile { GridFSFile(id: fileID, name: name, length: length, chunkSize: chunkSize) }
}
