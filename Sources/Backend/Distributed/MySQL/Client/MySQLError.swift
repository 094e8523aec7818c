import BackendCore

/// An error number of the server (1000 … 1999, 3000 …) or of the client library (2000 …, 5000 …).
struct MySQLError: Error, Hashable {
    var number: UInt32

    /// A unique key exists already (ER_DUP_ENTRY).
    var isDuplicate: Bool { number == 1062 }

    /// The transaction may be run again: it was undone for another's sake (lock wait time-out, deadlock), or a table has
    /// been made or changed since its snapshot.
    var isRetriable: Bool { [1205, 1213, 1412].contains(number) }

    /// The server has more to do than it wants to.
    var isBusy: Bool { isRetriable || [1203, 1226, 1290, 1792, 1836].contains(number) }

    /// The connection is of no more use.
    var endsConnection: Bool { isOfClient || [1040, 1053, 1152, 1158, 1159, 1160, 1161, 1317, 1927].contains(number) }

    private var isOfClient: Bool { (2000..<3000).contains(number) || (5000..<6000).contains(number) }
}

extension BackendError {
    /// The server's own text stays behind: it may quote statements and values.
    init(_ error: MySQLError) {
        switch error.number {
        case 1044, 1045, 1049, 1142, 1698:
            self.init(
                .unavailable, "The database refuses the login (MySQL \(error.number)): check its URL and its rights.",
                retryAfter: 5)
        case 1021, 1114:
            self.init(.diskFull, "The disk of the database is full: free some space, then try again.")
        case 1034, 1194, 1195, 1712, 1877:
            self.init(.corrupt, "The database is damaged (MySQL \(error.number)): restore a backup.")
        case 1406, 1153, 1301:
            self.init(.tooLarge, "A value is too long for the database: shorten it.")
        case 1146, 1054:
            self.init(
                .unavailable, "The database has no tables of this version yet: run 'spoold migrate'.", retryAfter: 5)
        case _ where error.isBusy:
            self.init(.unavailable, "The database is busy (MySQL \(error.number)).", retryAfter: 2)
        case _ where error.endsConnection:
            self.init(.unavailable, "The database cannot be reached (MySQL \(error.number)).", retryAfter: 2)
        default: self.init(.internalError, "The database refused a change (MySQL \(error.number)).")
        }
    }
}
