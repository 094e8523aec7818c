/// Sums over a plan's files.
struct PlanTotals: Hashable, Sendable {
    var included = 0
    var looked = 0
    var problems = 0
    var converted = 0
    var renamed = 0
    /// Milliseconds and bytes of the files that are included and known.
    var duration: Int64 = 0
    var size: Int64 = 0

    /// Adds a file (`sign` 1) or takes it out again (−1). Declared lengths may be absurd: sums wrap rather than trap.
    mutating func count(_ item: PlanItem?, isIncluded: Bool, _ sign: Int) {
        included += isIncluded ? sign : 0
        guard let item else { return }
        looked += sign
        problems += item.problem == nil ? 0 : sign
        converted += item.isConverted ? sign : 0
        guard isIncluded else { return }
        renamed += item.isRenamed ? sign : 0
        duration &+= Int64(sign) * max(item.duration ?? 0, 0)
        size &+= Int64(sign) * max(item.estimatedSize ?? 0, 0)
    }
}
