import CFFmpeg
import Glibc

extension InputFile {
    /// Bytes that libavformat reads ahead.
    private static let bufferSize = 64 * 1024

    /// An I/O context over this file, to be freed with `freeIOContext`. The file must outlive it.
    func makeIOContext() -> UnsafeMutablePointer<AVIOContext>? {
        guard let buffer = av_malloc(Self.bufferSize) else { return nil }
        let io = avio_alloc_context(
            buffer.assumingMemoryBound(to: UInt8.self), Int32(Self.bufferSize), 0,
            Unmanaged.passUnretained(self).toOpaque(), readCallback, nil, seekCallback)
        if io == nil { av_free(buffer) }
        return io
    }

    static func freeIOContext(_ io: UnsafeMutablePointer<AVIOContext>?) {
        guard let io else { return }
        // The buffer may have been replaced since it was allocated.
        av_free(io.pointee.buffer)
        var freed: UnsafeMutablePointer<AVIOContext>? = io
        avio_context_free(&freed)
    }
}

private func readCallback(_ opaque: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int32)
    -> Int32
{
    guard let opaque, let buffer, count > 0 else { return spool_averror(EINVAL) }
    let file = Unmanaged<InputFile>.fromOpaque(opaque).takeUnretainedValue()
    let got = file.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)))
    if got == 0 { return spool_averror_eof }
    return got > 0 ? Int32(got) : spool_averror(Int32(-got))
}

private func seekCallback(_ opaque: UnsafeMutableRawPointer?, _ offset: Int64, _ whence: Int32) -> Int64 {
    guard let opaque else { return Int64(spool_averror(EINVAL)) }
    let file = Unmanaged<InputFile>.fromOpaque(opaque).takeUnretainedValue()
    if whence & AVSEEK_SIZE != 0 { return file.size }
    return file.seek(to: offset, from: whence & ~AVSEEK_FORCE)
}
