/// The version that all three programs report.
public enum SpoolVersion {
    public static let current = "0.1.0"
}
