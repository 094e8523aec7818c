import Testing

@testable import MediaEngine

struct ContainerEndTests {
    private enum End: Equatable { case cut, complete, unknown }

    private func end(_ format: String, _ bytes: [UInt8]) -> End {
        switch ContainerEnd(format: format, source: Bytes(bytes: bytes)) {
        case .cut: .cut
        case .complete: .complete
        case .unknown: .unknown
        }
    }

    private let box = [0, 0, 0, 12] + Array("ftypabcd".utf8)

    @Test func boxes() {
        #expect(end("mov", box + box) == .complete)
        #expect(end("mov", box + box.dropLast()) == .cut)
        #expect(end("mov", box + [0, 0, 0, 1] + Array("mdat".utf8) + [0, 0, 0, 0, 0, 0, 0, 17, 9]) == .complete)
        #expect(end("mov", box + [0, 0, 0, 1] + Array("mdat".utf8) + [0, 0, 0, 1, 0, 0, 0, 17, 9]) == .cut)
        #expect(end("mov", box + [0, 0, 0, 0] + Array("mdat".utf8)) == .complete)
        #expect(end("mov", box + [0, 0, 0, 3] + Array("mdat".utf8)) == .unknown)
        #expect(end("mov", box + [0xFF, 0xFF, 0xFF, 0xFF] + Array("mdat".utf8)) == .cut)
    }

    @Test func chunks() {
        #expect(end("wav", Array("RIFF".utf8) + [4, 0, 0, 0] + Array("WAVE".utf8)) == .complete)
        #expect(end("wav", Array("RIFF".utf8) + [12, 0, 0, 0] + Array("WAVE".utf8)) == .complete)
        #expect(end("wav", Array("RIFF".utf8) + [13, 0, 0, 0] + Array("WAVE".utf8)) == .cut)
        #expect(
            end(
                "avi", Array("RIFF".utf8) + [4, 0, 0, 0] + Array("AVI RIFF".utf8) + [40, 0, 0, 0] + Array("AVIX".utf8))
                == .cut)
        #expect(
            ContainerEnd(format: "wav", source: Bytes(bytes: Array("RIFF".utf8) + [92, 0, 0, 0] + Array("WAVE".utf8)))
                == .cut(promised: 100))
        #expect(end("wav", Array("RIFF".utf8) + [0xFF, 0xFF, 0xFF, 0xFF] + Array("WAVE".utf8)) == .unknown)
        #expect(end("wav", Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WAVE".utf8)) == .unknown)
        #expect(end("aiff", Array("FORM".utf8) + [0, 0, 0, 4] + Array("AIFF".utf8)) == .complete)
        #expect(end("wav", []) == .unknown)
    }

    @Test func coreAudioChunks() {
        let head: [UInt8] = Array("caff".utf8) + [0, 1, 0, 0]
        #expect(end("caf", head + Array("data".utf8) + [0, 0, 0, 0, 0, 0, 0, 2, 9, 9]) == .complete)
        #expect(end("caf", head + Array("data".utf8) + [0, 0, 0, 0, 0, 0, 0, 3, 9, 9]) == .cut)
        #expect(end("caf", head + Array("data".utf8) + Array(repeating: 0xFF, count: 8) + [9]) == .complete)
    }

    @Test func segments() {
        let head: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3, 0x81, 7, 0x18, 0x53, 0x80, 0x67]
        #expect(end("matroska", head + [0x82, 1, 2]) == .complete)
        #expect(end("matroska", head + [0x83, 1, 2]) == .cut)
        #expect(end("matroska", head + [0xFF, 1, 2]) == .unknown)
        #expect(end("matroska", head + [0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]) == .unknown)
        #expect(end("matroska", head + [0]) == .unknown)
        #expect(end("matroska", Array(head.prefix(3))) == .unknown)
    }

    @Test(arguments: [188, 192, 204]) func transportPackets(length: Int) {
        let lead = length == 192 ? 4 : 0
        let packet: [UInt8] = Array(repeating: 1, count: lead) + [0x47] + Array(repeating: 2, count: length - lead - 1)
        let stream = Array(repeatElement(packet, count: 9).joined())
        #expect(end("mpegts", stream) == .complete)
        #expect(end("mpegts", stream.dropLast(5)) == .cut)
        #expect(end("mpegts", [9, 9, 9] + stream) == .complete)
        #expect(end("mpegts", Array(repeating: 1, count: 4000)) == .unknown)
    }

    @Test func pages() {
        let page: [UInt8] = Array("OggS".utf8) + Array(repeating: 0, count: 22) + [2, 3, 1, 7, 7, 7, 7]
        #expect(end("ogg", page + page) == .complete)
        #expect(end("ogg", page + page + [0, 0]) == .complete)
        for missing in 1...page.count - 4 { #expect(end("ogg", page + page.dropLast(missing)) == .cut) }
        #expect(end("ogg", [1, 2, 3]) == .unknown)
    }

    @Test func flashTags() {
        let tag: [UInt8] = [8, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 5, 6, 0, 0, 0, 13]
        let head: [UInt8] = Array("FLV".utf8) + [1, 4, 0, 0, 0, 9, 0, 0, 0, 0]
        #expect(end("flv", head + tag + tag) == .complete)
        #expect(end("flv", head + tag + tag.dropLast(6)) == .cut)
        #expect(end("flv", [1]) == .cut)
    }

    @Test func windowsMedia() {
        let identifier: [UInt8] = [
            0xA1, 0xDC, 0xAB, 0x8C, 0x47, 0xA9, 0xCF, 0x11, 0x8E, 0xE4, 0x00, 0xC0, 0x0C, 0x20, 0x53, 0x65,
        ]
        func file(promising size: UInt8) -> [UInt8] {
            Array(repeating: 0, count: 30) + identifier + [104, 0, 0, 0, 0, 0, 0, 0] + Array(repeating: 1, count: 16)
                + [size, 0, 0, 0, 0, 0, 0, 0]
                + Array(repeating: 0, count: 56)
        }
        #expect(end("asf", file(promising: 134)) == .complete)
        #expect(end("asf", file(promising: 135)) == .cut)
        #expect(end("asf", file(promising: 0)) == .unknown)
    }

    @Test func otherFormatsDoNotSay() {
        #expect(end("mp3", [1, 2, 3]) == .unknown)
    }
}
