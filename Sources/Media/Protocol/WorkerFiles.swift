import MediaTypes

/// The files that a worker is given as descriptors 3 and 4.
final class WorkerFiles: Sendable {
    let input: Descriptor
    let output: Descriptor

    /// Copies both, where they are; the caller may close its own at once.
    init(copying input: Int32?, _ output: Int32?) throws(MediaFailure) {
        self.input = try Descriptor(copying: input)
        self.output = try Descriptor(copying: output)
    }

    init(opening path: RawName) throws(MediaFailure) {
        input = Descriptor(owning: try MediaSource.open(path))
        output = Descriptor.none
    }
}
