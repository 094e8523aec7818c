import CMongoC

/// MongoDB's 12-byte id, unique without asking anybody.
struct ObjectID: Hashable, Sendable {
    /// 12 bytes.
    let bytes: [UInt8]

    /// A new one.
    init() {
        bytes = [UInt8](unsafeUninitializedCapacity: Int(SPOOL_OBJECT_ID_SIZE)) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            spool_object_id_make(start)
            count = buffer.count
        }
    }

    /// nil unless there are 12 bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == SPOOL_OBJECT_ID_SIZE else { return nil }
        self.bytes = bytes
    }
}
