import BackendCore
import Glibc
import MediaTypes

extension FileBlobStore {
    /// A blob counts as idle from the first call that finds it on; so does every blob after a restart.
    public func list(idleFor age: Duration) async throws -> [BlobInfo] {
        try await run(nil) { store in
            let now = store.clock.monotonic()
            let found = try store.scan(now: now)
            let known = store.sightings.withLock { sightings in
                sightings = found.reduce(into: [:]) { result, entry in
                    let (info, seen) = entry
                    let earlier = sightings[info.id]
                    result[info.id] = earlier?.isUnchanged(in: seen) == true ? earlier : seen
                }
                return sightings
            }
            return found.map(\.0).filter { info in
                known[info.id].map { $0.first.advanced(by: age).isPast(at: now) } ?? false
            }
        }
    }

    private func scan(now: BootInstant) throws(BackendError) -> [(BlobInfo, BlobSighting)] {
        var found: [(BlobInfo, BlobSighting)] = []
        for bucket in BlobID.Bucket.allCases {
            for finished in [true, false] {
                for name in try Self.names(in: directory(of: bucket, finished: finished)) {
                    guard let id = try? BlobID(bucket, name) else { continue }
                    var status = stat()
                    guard self.name(of: id, finished: finished).withCString({ lstat($0, &status) }) == 0 else {
                        continue
                    }
                    let size = Int64(status.st_size)
                    let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
                    found.append(
                        (
                            BlobInfo(id: id, size: size, isFinished: finished),
                            BlobSighting(size: size, modified: modified, first: now)
                        ))
                }
            }
        }
        return found
    }

    private static func names(in directory: RawName) throws(BackendError) -> [String] {
        guard let stream = directory.withCString({ opendir($0) }) else { throw BackendError(fileErrno: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.sorted()
    }
}
