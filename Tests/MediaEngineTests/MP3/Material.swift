import Foundation
import Synchronization

@testable import MediaEngine

/// Generated sources for encoders.
enum Material {
    private struct Key: Hashable {
        var rate: Int
        var channels: Int
        var count: Int
    }

    private static let made = Mutex<[Key: [[Float]]]>([:])

    /// Every kind of sound in turn, changing where tiny segments start and between, by channel.
    static func every(_ format: MP3Format, frames: Int) throws -> [[Float]] {
        let key = Key(rate: format.sampleRate, channels: format.channels, count: frames * format.samplesPerFrame)
        if let known = made.withLock({ $0[key] }) { return known }
        let piece = SegmentPlan.block * format.samplesPerFrame * 3 / 2
        let channels = (0..<key.channels).map { channel in
            var samples: [Float] = []
            var index = 0
            while samples.count < key.count {
                let kind = Programme.allCases[index * 3 % Programme.allCases.count]
                samples += kind.samples(
                    min(piece, key.count - samples.count), from: samples.count, channel: channel, rate: key.rate)
                index += 1
            }
            return samples
        }
        made.withLock { $0[key] = channels }
        return channels
    }

    static func interleaved(_ channels: [[Float]]) -> [Float] {
        guard channels.count == 2 else { return channels[0] }
        let count = channels[0].count
        return [Float](unsafeUninitializedCapacity: 2 * count) { buffer, written in
            for index in 0..<count {
                buffer[2 * index] = channels[0][index]
                buffer[2 * index + 1] = channels[1][index]
            }
            written = 2 * count
        }
    }
}
