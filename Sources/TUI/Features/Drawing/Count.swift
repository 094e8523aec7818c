/// Numbers of things, for people.
enum Count {
    /// `1 job`, `12 jobs`, `12,000 jobs`.
    static func of(_ number: Int, _ thing: String, _ things: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? thing : things ?? thing + "s")"
    }

    /// Digits in groups of three.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
