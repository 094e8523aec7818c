import Foundation

/// How two decodings of one source differ.
struct PCMComparison {
    /// Share of samples that are not the same, 0…1.
    var differing: Double
    /// Signal to noise against the source in dB; 0 noise counts as 200 dB.
    var firstQuality: Double
    var secondQuality: Double
    /// The largest loss of quality of the second in any stretch of `stretch` samples, in dB.
    var worstLoss: Double

    /// All three interleaved alike and of one length.
    init(_ first: [Float], _ second: [Float], source: [Float], stretch: Int) {
        var unequal = 0
        var (signal, firstNoise, secondNoise) = (0.0, 0.0, 0.0)
        var worst = 0.0
        for start in stride(from: 0, to: source.count, by: stretch) {
            var (power, noise, otherNoise) = (0.0, 0.0, 0.0)
            for index in start..<min(start + stretch, source.count) {
                let (value, one, other) = (source[index], first[index], second[index])
                if one != other { unequal += 1 }
                power += Double(value * value)
                noise += Double((one - value) * (one - value))
                otherNoise += Double((other - value) * (other - value))
            }
            signal += power
            firstNoise += noise
            secondNoise += otherNoise
            // stretches whose noise cannot be heard say nothing
            if noise > Double(stretch) * 1e-9 { worst = max(worst, 10 * log10(max(otherNoise, 1e-30) / noise)) }
        }
        differing = source.isEmpty ? 0 : Double(unequal) / Double(source.count)
        firstQuality = firstNoise > 0 ? 10 * log10(signal / firstNoise) : 200
        secondQuality = secondNoise > 0 ? 10 * log10(signal / secondNoise) : 200
        worstLoss = worst
    }
}
