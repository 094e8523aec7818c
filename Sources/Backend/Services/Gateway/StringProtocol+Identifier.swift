extension StringProtocol {
    /// True for what can be the id of a job or a batch: 1 to 64 digits and lower-case letters.
    var isIdentifier: Bool {
        (1...64).contains(utf8.count) && utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
}
