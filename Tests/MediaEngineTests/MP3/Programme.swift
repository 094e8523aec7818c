import TestRandom
import Foundation

/// Generated programme material, deterministic: the kinds of sound that encoders treat differently.
enum Programme: String, CaseIterable {
    case speech, music, silence, clicks, sweep, noise, sines

    /// `count` samples of channel `channel` from sample `start` on; ±1.0.
    func samples(_ count: Int, from start: Int = 0, channel: Int, rate: Int) -> [Float] {
        var generator = SplitMix(seed: UInt64(start &* 31 &+ channel &+ 7))
        let offset = channel == 0 ? 0 : 0.37
        return (start..<start + count).map { index in
            let time = Double(index) / Double(rate)
            let noise = generator.nextFloat()
            return Float(value(at: time, noise: noise, index: index, rate: rate, offset: offset))
        }
    }

    private func value(at time: Double, noise: Double, index: Int, rate: Int, offset: Double) -> Double {
        switch self {
        case .silence: return 0
        case .noise: return noise * 0.5
        case .clicks: return index % (rate / 3) == Int(offset * 1000) ? 0.9 : noise * 1e-4
        case .sines: return 0.3 * sin(2 * .pi * 440 * time) + 0.2 * sin(2 * .pi * (1234 + offset) * time)
        case .sweep:
            let phase = time.truncatingRemainder(dividingBy: 4)
            return 0.6 * sin(2 * .pi * (100 * phase + Double(rate) / 20 * phase * phase) + offset)
        case .speech:
            let voiced = sin(2 * .pi * 3.1 * time) > -0.3
            let pitch = 120 + 20 * sin(2 * .pi * 0.7 * time)
            let buzz = (1...12).reduce(0) { $0 + sin(2 * .pi * pitch * Double($1) * time + offset) / Double($1) }
            return voiced ? 0.2 * buzz * abs(sin(2 * .pi * 3.1 * time)) + noise * 0.005 : noise * 0.03
        case .music:
            let beat = (time * 2).truncatingRemainder(dividingBy: 1)
            let root = [220.0, 261.6, 329.6, 196.0][Int(time) % 4]
            let chord = [1, 1.25, 1.5, 2].reduce(0) { $0 + sin(2 * .pi * root * $1 * time + offset) }
            return 0.12 * chord + 0.4 * exp(-beat * 20) * sin(2 * .pi * 60 * time) + 0.15 * exp(-beat * 40) * noise
        }
    }
}
