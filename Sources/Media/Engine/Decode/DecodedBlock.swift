/// Decoded sound on its way from the decoder's thread to the encoder.
struct DecodedBlock: Sendable {
    /// Samples that a block holds at most.
    static let capacity = 16_384

    var left: [Float] = []
    /// Empty for mono.
    var right: [Float] = []

    var count: Int { left.count }
}
