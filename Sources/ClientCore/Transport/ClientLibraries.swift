import CCurl

/// The C libraries that the client runs with, for people who look for a fault.
public enum ClientLibraries {
    public static var description: String { String(cString: curl_version()) }
}
