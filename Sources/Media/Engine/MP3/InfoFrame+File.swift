extension InfoFrame {
    /// Fills in what the file that follows this frame came to; it must be flushed.
    mutating func complete(from file: MP3File) {
        frames = file.seekTable.frames
        bytes = file.size - file.audioStart
        contents = file.seekTable.contents(bytes: bytes)
        musicCRC = file.musicCRC.value
    }

    /// - Parameter total: bytes of the whole file.
    func summary(bytes total: Int64, joins: SpliceCounts) -> MP3Summary {
        let audioBits = (bytes - Int64(size)) * 8
        let duration = Int64(frames) * Int64(format.samplesPerFrame)
        let bitRate = duration > 0 ? (audioBits * Int64(format.sampleRate) + duration * 500) / (duration * 1000) : 0
        return MP3Summary(samples: samples, frames: frames, bytes: total, bitRate: Int(bitRate), joins: joins)
    }
}
