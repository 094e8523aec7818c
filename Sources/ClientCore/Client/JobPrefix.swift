import SpoolAPI

/// Short forms of job ids: what people type and what lists show.
public enum JobPrefix {
    /// The shortest form that is shown.
    public static let shortest = 4

    /// The one id that `text` stands for: a whole id or a prefix that fits one of `ids` only. Case does not matter.
    public static func resolve(_ text: String, among ids: [JobID]) throws(ClientError) -> JobID {
        let wanted = text.lowercased()
        guard !wanted.isEmpty else { throw ClientError(.unknownJob, "an empty job id") }
        if let exact = ids.first(where: { $0.rawValue == wanted }) { return exact }
        let matches = ids.filter { $0.rawValue.hasPrefix(wanted) }
        guard let only = matches.first else { throw ClientError(.unknownJob, "no job \(text): see spool ls") }
        guard matches.count == 1 else {
            throw ClientError(.unknownJob, "\(text) fits \(matches.count) jobs: type more of the id, see spool ls")
        }
        return only
    }

    /// The length, at least `shortest`, at which the prefixes of all ids differ.
    public static func length(for ids: [JobID]) -> Int {
        let sorted = ids.map(\.rawValue).sorted()
        let shared = zip(sorted, sorted.dropFirst()).map { a, b in zip(a, b).prefix { $0 == $1 }.count }
        return max(shortest, (shared.max() ?? 0) + 1)
    }
}
