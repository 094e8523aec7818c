import BackendCore

/// A blob as a listing found it. How long it has been idle is measured from the first listing that found it so,
/// because the times in the file system follow the wall clock and jump with it.
struct BlobSighting: Equatable {
    var size: Int64
    /// Nanoseconds; only compared for equality.
    var modified: Int64
    var first: BootInstant

    func isUnchanged(in later: BlobSighting) -> Bool { size == later.size && modified == later.modified }
}
