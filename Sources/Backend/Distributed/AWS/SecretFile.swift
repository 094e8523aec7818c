import BackendCore
import FoundationEssentials

enum SecretFile {
    /// The file's text without the white space around it.
    static func text(_ path: String) throws(BackendError) -> String {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw BackendError(.unavailable, "The file with the AWS token cannot be read.")
        }
        return String(decoding: data, as: UTF8.self)[...].trimmed
    }
}
