import BackendCore

extension UserStoreConformance {
    static let throttling: [Case] = [
        Case("failures are counted by key") { subject in
            for count in 1...3 {
                let counter = try await subject.store.recordFailure("a", window: .seconds(900))
                try expectEqual(counter, ThrottleCounter(failures: count, elapsed: .zero))
            }
            subject.clock.advance(by: .seconds(5))
            try expectEqual(
                await subject.store.counter("a"), ThrottleCounter(failures: 3, elapsed: .seconds(5)))
            try expect(try await subject.store.counter("b") == nil)
            try await subject.store.reset("a")
            try expect(try await subject.store.counter("a") == nil)
        },
        Case("a long pause starts anew") { subject in
            _ = try await subject.store.recordFailure("a", window: .seconds(900))
            subject.clock.advance(by: .seconds(900))
            try expectEqual(await subject.store.recordFailure("a", window: .seconds(900)).failures, 2)
            subject.clock.advance(by: .milliseconds(900_001))
            try expectEqual(await subject.store.recordFailure("a", window: .seconds(900)).failures, 1)
        },
        Case("setting the wall clock changes no counter") { subject in
            _ = try await subject.store.recordFailure("a", window: .seconds(900))
            subject.clock.jump(by: .seconds(2 * 24 * 3600))
            try expectEqual(await subject.store.counter("a"), ThrottleCounter(failures: 1, elapsed: .zero))
            try expectEqual(await subject.store.recordFailure("a", window: .seconds(900)).failures, 2)
        },
        Case("after a reboot the time since then counts") { subject in
            _ = try await subject.store.recordFailure("a", window: .seconds(900))
            subject.clock.reboot()
            subject.clock.advance(by: .seconds(900))
            let counter = try require(await subject.store.counter("a"))
            try expectEqual(counter.failures, 1)
            try expect(counter.elapsed >= .seconds(900), "\(counter)")
        },
        Case("simultaneous failures are all counted") { subject in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { _ = try await subject.store.recordFailure("'; --", window: .seconds(900)) }
                }
                try await group.waitForAll()
            }
            try expectEqual(await subject.store.counter("'; --")?.failures, 20)
        },
    ]
}
