import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct ThrottleTests {
    private func guess(_ house: AuthHouse, _ email: String = "ann@example.org", from address: String) async {
        _ = await refusal { _ = try await house.login(email, "guess guess", from: address) }
    }

    @Test func waitsDoubleUpToTheLongest() {
        let policy = ThrottlePolicy(free: 5)
        let seconds = [0, 4, 5, 6, 10, 14, 15, 1000].map { policy.delay(after: $0).components.seconds }
        #expect(seconds == [0, 0, 1, 2, 32, 512, 900, 900])
        #expect(policy.wait(ThrottleCounter(failures: 6, elapsed: .milliseconds(500))) == 2)
        #expect(policy.wait(ThrottleCounter(failures: 6, elapsed: .seconds(2))) == nil)
    }

    @Test func aStrangerLocksNobodyElseOut() async throws {
        let house = try await AuthHouse()
        try await house.add()
        for _ in 0..<40 { await guess(house, from: "6.6.6.6") }
        #expect(await refusal { _ = try await house.login(from: "6.6.6.6") }?.code == .throttled)
        _ = try await house.login(from: "10.0.0.1")
    }

    @Test func attemptsDuringAWaitNeitherCostNorProlongIt() async throws {
        let house = try await AuthHouse()
        try await house.add()
        for number in 0..<60 {
            await guess(house, from: "6.6.\(number).1")
        }
        let first = try #require(await refusal { _ = try await house.login() })
        #expect(first.code == .throttled)
        let wait = try #require(first.retryAfter)
        #expect(wait <= 900)
        let hashes = house.hasher.count
        for number in 0..<50 {
            await guess(house, from: "7.7.\(number).1")
        }
        #expect(house.hasher.count == hashes)
        house.clock.advance(by: .seconds(wait))
        _ = try await house.login()
    }

    @Test func nobodyWaitsLongerThanAQuarterOfAnHour() async throws {
        let house = try await AuthHouse()
        try await house.add()
        for number in 0..<2000 {
            await guess(house, from: "6.\(number % 250).\(number / 250).1")
            house.clock.advance(by: .seconds(30))
        }
        house.clock.advance(by: .seconds(900))
        _ = try await house.login()
    }

    @Test func manyGuessesAtOnceAreCounted() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let service = house.service
        await withDiscardingTaskGroup { group in
            for _ in 0..<100 {
                group.addTask {
                    let guess = Credentials(email: "ann@example.org", password: "guess guess")
                    _ = await refusal { _ = try await service.login(guess, from: "6.6.6.6") }
                }
            }
        }
        // One hash was the account's own.
        #expect(house.hasher.count - 1 <= ThrottlePolicy.pair.free + 1)
    }

    @Test func oneNetworkIsSlowedDownWhateverTheAccount() async throws {
        let house = try await AuthHouse()
        try await house.add()
        for number in 0..<31 {
            await guess(house, "u\(number)@example.org", from: "2001:db8::\(number)")
        }
        #expect(await refusal { _ = try await house.login(from: "2001:db8:0:0:ffff::1") }?.code == .throttled)
        _ = try await house.login(from: "2001:db8:0:1::1")
    }

    @Test func networksAreNamed() {
        #expect(NetworkName.of("") == nil)
        #expect(NetworkName.of("10.0.0.1") == "10.0.0.1")
        #expect(NetworkName.of("::ffff:10.0.0.1") == "10.0.0.1")
        #expect(NetworkName.of("2001:db8::1") == NetworkName.of("2001:db8::ffff:1"))
    }
}
