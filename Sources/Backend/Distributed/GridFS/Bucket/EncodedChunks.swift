import BackendCore
import Synchronization

/// Chunks as documents that are ready to be sent; whoever sends them takes them over, so that they are freed while the
/// message is on its way.
final class EncodedChunks: Sendable {
    private let documents: Mutex<[EncodedDocument]>

    /// Cuts `bytes`, a whole number of chunks, the first of which is number `first`.
    init(_ bytes: ArraySlice<UInt8>, of fileID: BSONValue, from first: Int64, chunkSize: Int64) throws(BackendError) {
        let size = Int(chunkSize)
        var encoded: [EncodedDocument] = []
        for (index, start) in stride(from: bytes.startIndex, to: bytes.endIndex, by: size).enumerated() {
            encoded.append(
                try EncodedDocument([
                    "_id": .objectID(ObjectID()), "files_id": fileID,
                    "n": GridFSBucket.number(first + Int64(index)), "data": .binary(bytes[start..<start + size]),
                ]))
        }
        documents = Mutex(encoded)
    }

    func take() -> [EncodedDocument] {
        documents.withLock { documents in
            defer { documents = [] }
            return documents
        }
    }
}
