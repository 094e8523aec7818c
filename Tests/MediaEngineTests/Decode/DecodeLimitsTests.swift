import MediaTypes
import Testing

@testable import MediaEngine

struct DecodeLimitsTests {
    @Test(arguments: [0, 1, 999, 768_001, 4_000_000_000]) func refusesRates(rate: Int) {
        #expect(failure { try DecodeLimits.check(rate: rate, channels: 2) }?.code == .limitExceeded)
    }

    @Test(arguments: [0, 65, 255, 65_535]) func refusesChannels(channels: Int) {
        #expect(failure { try DecodeLimits.check(rate: 44_100, channels: channels) }?.code == .limitExceeded)
    }

    @Test(arguments: [(4000, 1), (8000, 1), (48_000, 8), (192_000, 2), (705_600, 2)]) func acceptsWhatIsReal(
        rate: Int, channels: Int
    ) throws {
        try DecodeLimits.check(rate: rate, channels: channels)
    }

    @Test func lengthIsBoundByTheInput() throws {
        let limits = DecodeLimits(inputBytes: 8000)
        try limits.check(decoded: 48_000 * 60)
        #expect(failure { try limits.check(decoded: 48_000 * 3600) }?.code == .limitExceeded)
        // Ten hours of silence in FLAC take a few megabytes.
        try DecodeLimits(inputBytes: 4_000_000).check(decoded: 44_100 * 36_000)
    }

    @Test func absurdSizesDoNotTrap() throws {
        try DecodeLimits(inputBytes: .max).check(decoded: 48_000 * 3600 * 400)
        #expect(failure { try DecodeLimits(inputBytes: .max).check(decoded: .max) }?.code == .limitExceeded)
    }
}
