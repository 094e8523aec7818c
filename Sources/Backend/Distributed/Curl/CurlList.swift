import CCurl

/// A list of strings in libcurl's form, to be freed after the transfer.
struct CurlList {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        for line in lines { first = curl_slist_append(first, line) }
    }

    func free() { curl_slist_free_all(first) }
}
