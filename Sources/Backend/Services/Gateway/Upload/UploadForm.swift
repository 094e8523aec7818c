import BackendCore
import MediaTypes
import NIOCore
import SpoolAPI

/// Reads the parts of `POST /upload` as they come: `options`, which is kept, then `file`, which goes to the writer.
struct UploadForm {
    static let maxOptions = 256 * 1024
    /// Bytes of parts that mean nothing here.
    private static let maxIgnored = 64 * 1024

    private enum Part { case options, file, other }

    private(set) var options = UploadOptions()
    /// The file's name, once its part has begun.
    private(set) var name: RawName?
    private var part = Part.other
    private var optionsText = ByteBuffer()
    private var ignored = 0
    private var parser: MultipartParser

    init(boundary: String) { parser = MultipartParser(boundary: boundary) }

    var isComplete: Bool { parser.isComplete }

    /// - Returns: the bytes of the file in `chunk`.
    mutating func take(_ chunk: ByteBuffer) throws -> [ByteBuffer] {
        parser.append(chunk)
        var bytes: [ByteBuffer] = []
        while let event = try parser.next() {
            switch event {
            case .part(let header): try begin(header)
            case .data(let data):
                if part == .file { bytes.append(data) } else { try collect(data) }
            case .endOfPart: if part == .options { try readOptions() }
            case .end: guard name != nil else { throw MultipartParser.refusal("it has no part named file") }
            }
        }
        return bytes
    }

    private mutating func begin(_ header: MultipartHeader) throws {
        switch header.name {
        case "file":
            guard name == nil else { throw MultipartParser.refusal("it has two files; send one request for each") }
            name = try Self.checked(header.filename)
            part = .file
        case "options":
            guard name == nil else { throw MultipartParser.refusal("the part options must come before the file") }
            part = .options
            optionsText.clear()
        default: part = .other
        }
    }

    private mutating func collect(_ data: ByteBuffer) throws {
        if part == .options {
            optionsText.writeImmutableBuffer(data)
            guard optionsText.readableBytes <= Self.maxOptions else {
                throw MultipartParser.refusal("the part options is longer than 256 KiB")
            }
        } else {
            ignored += data.readableBytes
            guard ignored <= Self.maxIgnored else { throw MultipartParser.refusal("it has too much beside the file") }
        }
    }

    private mutating func readOptions() throws {
        options = try JSON.decode(UploadOptions.self, from: optionsText.readableBytesView)
        try SubmissionCheck.check(options.options)
        try SubmissionCheck.check(priority: options.priority)
        if let batch = options.batch, !batch.rawValue.isIdentifier {
            throw Problem(.unprocessable, "A batch's id is 1 to 64 digits and lower-case letters.")
        }
        if let size = options.batchSize, !(1...100_000).contains(size) {
            throw Problem(.unprocessable, "batchSize is 1 to 100000.")
        }
    }

    private static func checked(_ name: RawName?) throws -> RawName {
        guard let name, !["", ".", ".."].contains(name) else {
            throw Problem(.unprocessable, "The part file needs a filename: the MP3 is named for it.")
        }
        guard !name.bytes.contains(0), name.bytes.count <= 1024 else {
            throw Problem(.unprocessable, "The filename holds a NUL byte or is longer than 1024 bytes.")
        }
        return name
    }
}
