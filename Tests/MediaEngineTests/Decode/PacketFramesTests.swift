import CFFmpeg
import Testing

@testable import MediaEngine

struct PacketFramesTests {
    private func split(_ bytes: [UInt8], _ codec: AVCodecID) throws -> [Range<Int>] {
        let frames = try #require(PacketFrames(codec))
        return bytes.withUnsafeBufferPointer { frames.split($0) }
    }

    /// An E-AC-3 frame of `size` bytes.
    private func frame(_ size: Int, stream: UInt8 = 0, substream: UInt8 = 0) -> [UInt8] {
        let words = size / 2 - 1
        return [0x0B, 0x77, stream << 6 | substream << 3 | UInt8(words >> 8), UInt8(words & 255), 0, 16 << 3]
            + [UInt8](repeating: 0, count: size - 6)
    }

    @Test func speechFramesAreAsLongAsTheirTypeSays() throws {
        let frame = [UInt8(4 << 3)] + [UInt8](repeating: 0x77, count: 19)
        #expect(try split(frame + frame + [15 << 3], AV_CODEC_ID_AMR_NB) == [0..<20, 20..<40, 40..<41])
        #expect(try split([8 << 3] + [UInt8](repeating: 0, count: 60), AV_CODEC_ID_AMR_WB) == [0..<61])
    }

    @Test func aPacketThatDoesNotEndWithAFrameStaysWhole() throws {
        #expect(try split([4 << 3, 1, 2, 3], AV_CODEC_ID_AMR_NB) == [0..<4])
        #expect(try split([10 << 3] + [UInt8](repeating: 0, count: 40), AV_CODEC_ID_AMR_NB) == [0..<41])
        #expect(try split(frame(100) + [1, 2, 3], AV_CODEC_ID_EAC3) == [0..<103])
        #expect(try split([], AV_CODEC_ID_EAC3).isEmpty)
    }

    @Test func dependentSubstreamsStayWithTheirFirst() throws {
        let packet = frame(100) + frame(60, stream: 1) + frame(100) + frame(40, stream: 0, substream: 1)
        #expect(try split(packet, AV_CODEC_ID_EAC3) == [0..<160, 160..<300])
    }

    @Test func otherCodecsAreDecodedWhole() { #expect(PacketFrames(AV_CODEC_ID_AAC) == nil) }
}
