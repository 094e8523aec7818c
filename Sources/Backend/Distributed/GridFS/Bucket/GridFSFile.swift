import BackendCore

/// A document of `<bucket>.files`: a finished file, by us or by any other GridFS driver.
/// https://github.com/mongodb/specifications/blob/master/source/gridfs/gridfs-spec.md
struct GridFSFile: Equatable {
    /// Of any type in other drivers' files.
    var id: BSONValue
    var name: String
    /// Bytes.
    var length: Int64
    /// Bytes of every chunk but the last.
    var chunkSize: Int64

    /// Throws `corrupt` unless there is a length and a size of chunks to go by.
    init(_ document: BSONDocument) throws(BackendError) {
        guard let id = document["_id"], let name = document["filename"]?.string,
            let length = document["length"]?.integer, length >= 0,
            let chunkSize = document["chunkSize"]?.integer, chunkSize > 0
        else {
            throw BackendError(.corrupt, "A stored file's own record is damaged: restore it, or delete the file.")
        }
        (self.id, self.name, self.length, self.chunkSize) = (id, name, length, chunkSize)
    }

    init(id: BSONValue, name: String, length: Int64, chunkSize: Int64) {
        (self.id, self.name, self.length, self.chunkSize) = (id, name, length, chunkSize)
    }

    /// The numbers of the chunks that hold `range`, which is not empty and within the file.
    func chunks(of range: Range<Int64>) -> ClosedRange<Int64> {
        range.lowerBound / chunkSize...(range.upperBound - 1) / chunkSize
    }

    /// Bytes in chunk `number`.
    func length(ofChunk number: Int64) -> Int64 {
        min(chunkSize, length - number * chunkSize)
    }
}
