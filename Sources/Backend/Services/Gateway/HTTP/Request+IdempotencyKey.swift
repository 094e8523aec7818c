import HTTPTypes
import Hummingbird
import SpoolAPI

extension Request {
    /// The client's name for this request; nil when it gave none. Throws `Problem(.badRequest)` for one that is no key.
    func idempotencyKey() throws -> String? {
        guard let key = headers[.idempotencyKey] else { return nil }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(.badRequest, "An Idempotency-Key is 1 to 200 visible ASCII characters.")
        }
        return key
    }
}

extension HTTPField.Name {
    private static let key = HTTPField.Name("Idempotency-Key")
    fileprivate static var idempotencyKey: HTTPField.Name { key ?? .ifMatch }
}
