import BackendCore
import CMongoC
import Testing

@testable import BackendDistributed

@Suite struct GridFSPureTests {
    private let file = GridFSFile(id: .int32(1), name: "a", length: 25, chunkSize: 10)

    @Test func aRangeIsCutFromItsChunks() throws {
        var sequence = ChunkSequence(of: file, range: 8..<23)
        let chunk = { (first: UInt8, count: UInt8) in ArraySlice((0..<count).map { first + $0 }) }
        let parts = [
            try sequence.take(0, chunk(0, 10)), try sequence.take(1, chunk(10, 10)), try sequence.take(2, chunk(20, 5)),
        ]
        try sequence.end()
        #expect(parts == [[8, 9], chunk(10, 10), [20, 21, 22]])
    }

    @Test func chunksThatContradictTheFileAreCorrupt() throws {
        let ten = ArraySlice<UInt8>(repeating: 0, count: 10)
        for wrong in [[0, 0], [0, 2], [1]] as [[Int64]] {
            var sequence = ChunkSequence(of: file, range: 0..<25)
            #expect(throws: BackendError.self) { for number in wrong { _ = try sequence.take(number, ten) } }
        }
        for count in [0, 9, 11] {
            var sequence = ChunkSequence(of: file, range: 0..<25)
            #expect(throws: BackendError.self) { try sequence.take(0, ArraySlice(repeating: 0, count: count)) }
        }
        var cut = ChunkSequence(of: file, range: 0..<25)
        _ = try cut.take(0, ten)
        #expect(throws: BackendError.self) { try cut.end() }
    }

    @Test func everyTypeOfValueGoesThereAndBack() throws {
        let document: BSONDocument = [
            "s": .string("ä\u{0}b"), "e": .string(""), "i": .int32(-1), "l": .int64(.max), "d": .double(0.5),
            "t": .bool(true), "w": .date(1_700_000_000_000), "b": .binary([1, 2, 3]), "n": .binary([]),
            "o": .objectID(ObjectID()), "m": .document(["x": .int32(1)]), "a": .array([.int32(1), .string("y")]),
        ]
        let decoded = try EncodedDocument(document).withPointer { pointer in
            var length = 0
            let bytes = spool_bson_bytes(pointer, &length)
            return BSONDocument(encoded: UnsafeBufferPointer(start: bytes, count: length))
        }
        #expect(decoded == document)
    }

    @Test func otherTypesAreKeptAsTheyAre() throws {
        // {"": Decimal128 1}, a type that Spool has no use for.
        let encoded: [UInt8] = [23, 0, 0, 0, 0x13, 0] + [1] + [UInt8](repeating: 0, count: 13) + [0x40, 0x30, 0]
        let document: BSONDocument = ["_id": .other(encoded)]
        let decoded = try EncodedDocument(document).withPointer { pointer in
            var length = 0
            let bytes = spool_bson_bytes(pointer, &length)
            return BSONDocument(encoded: UnsafeBufferPointer(start: bytes, count: length))
        }
        #expect(decoded == document)
    }

    @Test func aTermIsOneProcessAndOneElection() {
        let (process, election) = (ObjectID(), ObjectID())
        func term(_ process: ObjectID, _ election: ObjectID? = nil, router: Bool = false) -> PrimaryTerm? {
            var hello: BSONDocument = ["topologyVersion": .document(["processId": .objectID(process)])]
            if let election { hello.append("electionId", .objectID(election)) }
            if router { hello.append("msg", .string("isdbgrid")) }
            return PrimaryTerm(hello: hello)
        }
        #expect(term(process) != nil)
        #expect(term(process) == term(process))
        #expect(term(process) != term(ObjectID()))
        #expect(term(process, election) == term(process, election))
        #expect(term(process, election) != term(process, ObjectID()))
        #expect(term(process, router: true) == nil)
        #expect(PrimaryTerm(hello: [:]) == nil)
    }
}
