import Glibc

/// The numbers of the open files; see `WorkerRequest`.
enum Descriptors {
    static let input: Int32 = 3
    static let output: Int32 = 4
    /// The first number that no request uses.
    static let end: Int32 = 5

    /// Bytes; 0 when there is no input. To be asked before the sandbox closes.
    static var inputSize: Int64 {
        var status = stat()
        return fstat(input, &status) == 0 ? Int64(status.st_size) : 0
    }
}
