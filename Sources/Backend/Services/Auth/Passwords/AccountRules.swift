import BackendCore

/// What passwords and addresses must be. Pure.
enum AccountRules {
    static func check(password: String, email: String) throws(BackendError) {
        guard (8...1024).contains(password.utf8.count) else {
            throw BackendError(.invalid, "A password has 8 to 1024 bytes.")
        }
        let given = UserAccount.normalized(email: password)
        guard given != UserAccount.normalized(email: email) else {
            throw BackendError(.invalid, "The password must not be the address.")
        }
    }

    /// The normalized form of an address `local@domain` (RFC 5321): 254 bytes at most, no white space or controls.
    static func checked(email: String) throws(BackendError) -> String {
        let email = UserAccount.normalized(email: email)
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), isDomain(parts[1]),
            email.utf8.count <= 254, email.unicodeScalars.allSatisfy(isAllowed)
        else {
            throw BackendError(.invalid, "That is not an email address, as name@example.org.")
        }
        return email
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned: false
        default: !#"<>()[]\,;:""#.unicodeScalars.contains(scalar)
        }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
        }
    }
}
