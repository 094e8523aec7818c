/// The numbers of the open files; see `WorkerRequest`.
enum Descriptors {
    static let input: Int32 = 3
    static let output: Int32 = 4
    /// The first number that no request uses.
    static let end: Int32 = 5
}
