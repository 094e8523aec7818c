import BackendCore

/// Tells how long blobs have been idle without the server's clock or this machine's wall clock: from the first listing
/// that found them as they are. So everything counts as busy after a start. Pure.
struct IdleWatch {
    private struct Sighting {
        var info: BlobInfo
        var changes: Int64
        var first: BootInstant
    }

    private var sightings: [BlobID: Sighting] = [:]

    /// Takes what a listing found, with a number that grows with every change, and returns what has been idle for `age`.
    mutating func idle(
        for age: Duration, among found: [(info: BlobInfo, changes: Int64)], at now: BootInstant
    ) -> [BlobInfo] {
        let earlier = sightings
        sightings = [:]
        return found.compactMap { info, changes in
            let known = earlier[info.id].flatMap { $0.info == info && $0.changes == changes ? $0 : nil }
            let sighting = known ?? Sighting(info: info, changes: changes, first: now)
            sightings[info.id] = sighting
            return sighting.first.advanced(by: age).isPast(at: now) ? info : nil
        }
    }
}
