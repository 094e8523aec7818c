import BackendServices

extension ServedLimits {
    /// Each limit is a number; 0 is none.
    init(_ values: SettingValues, _ auth: AuthSettings) throws(StartFailure) {
        func limit(_ name: String, _ standard: Int64?) throws(StartFailure) -> Int64? {
            guard let number = try values.number(name, 0 ... .max) else { return standard }
            return number == 0 ? nil : number
        }
        self.init()
        signUp = auth.signUp
        maxUploadSize = try limit("SPOOL_MAX_UPLOAD_SIZE", maxUploadSize)
        quota = try limit("SPOOL_QUOTA", quota)
        maxJobsPerUser = try limit("SPOOL_MAX_JOBS_PER_USER", maxJobsPerUser.map { Int64($0) }).map { Int($0) }
        if let days = try values.number("SPOOL_RETENTION_DAYS", 0...36_500) {
            retentionDays = days == 0 ? nil : Int(days)
        }
        trustsForwardedFor =
            try values.value("SPOOL_TRUST_FORWARDED_FOR", "true or false") { Bool($0) } ?? trustsForwardedFor
        // All connections are the proxy's.
        let connections = trustsForwardedFor ? nil : connectionsPerAddress.map { Int64($0) }
        connectionsPerAddress = try limit("SPOOL_CONNECTIONS_PER_ADDRESS", connections).map { Int($0) }
    }
}
