/// Carries a closure through the C callback of a search, and out again what it threw.
struct MongoVisitor {
    private let body: (BSONDocument) throws -> Void
    private(set) var failure: (any Error)?

    init(_ body: @escaping (BSONDocument) throws -> Void) {
        self.body = body
    }

    /// `context` points at a `MongoVisitor`. Returns whether to go on.
    static func visit(bytes: UnsafePointer<UInt8>, count: Int, context: UnsafeMutableRawPointer?) -> Bool {
        guard let visitor = context?.assumingMemoryBound(to: MongoVisitor.self) else { return false }
        do {
            try visitor.pointee.body(BSONDocument(encoded: UnsafeBufferPointer(start: bytes, count: count)))
            return true
        } catch {
            visitor.pointee.failure = error
            return false
        }
    }
}
