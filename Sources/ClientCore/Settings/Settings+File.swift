import Glibc
import MediaTypes
import TOML

extension Settings {
    /// Reads the settings file; a missing one leaves everything at its default.
    public init(file: RawName, home: RawName?) throws(ClientError) {
        self.init()
        guard let bytes = try Self.contents(of: file) else { return }
        do throws(TOMLError) {
            self = try SettingsReader(home: home).read(try TOMLReader.read(bytes))
        } catch {
            throw ClientError(.configuration, "\(file.text), line \(error.line): \(error.message)")
        }
    }

    private static let largest = 1024 * 1024

    private static func contents(of file: RawName) throws(ClientError) -> [UInt8]? {
        let descriptor = file.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw ClientError(.configuration, "\(file.text) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw ClientError(.configuration, "\(file.text) cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= largest else {
                throw ClientError(.configuration, "\(file.text) is too large for a settings file")
            }
        }
    }
}
