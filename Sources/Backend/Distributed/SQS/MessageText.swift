import FoundationEssentials

/// A body as SQS takes it: not empty, and of the characters of XML 1.0. Others travel as base 64, which the
/// attribute `SpoolEncoding` tells; so every body that can be is sent as it stands.
enum MessageText {
    private static let attribute = "SpoolEncoding"

    static func outgoing(_ body: String, id: Int) -> OutgoingMessage {
        let fits = !body.isEmpty && body.unicodeScalars.allSatisfy(isAllowed)
        return OutgoingMessage(
            id: "\(id)", messageBody: fits ? body : "=" + Data(body.utf8).base64EncodedString(),
            messageAttributes: fits ? [:] : [attribute: MessageAttribute(stringValue: "base64")])
    }

    /// A body that claims an encoding and has none is taken as it stands.
    static func body(of message: ReceivedMessage) -> String {
        guard message.messageAttributes?[attribute]?.stringValue == "base64",
            let data = Data(base64Encoded: String(message.body.dropFirst()))
        else { return message.body }
        return String(decoding: data, as: UTF8.self)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
