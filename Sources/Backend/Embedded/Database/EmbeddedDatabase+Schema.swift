import GRDB

extension EmbeddedDatabase {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 jobs") { try $0.execute(sql: jobs) }
        migrator.registerMigration("2 messages") { try $0.execute(sql: messages) }
        migrator.registerMigration("3 users") { try $0.execute(sql: users) }
        migrator.registerMigration("4 batch sizes") {
            try $0.execute(sql: "ALTER TABLE jobs ADD COLUMN batchSize INTEGER")
        }
        migrator.registerMigration("5 revocations") { try $0.execute(sql: revocations) }
        migrator.registerMigration("6 mails") { try $0.execute(sql: mails) }
        return migrator
    }

    /// `waiting` is 1 until `notBefore` has come. A job has a `worker` exactly while it converts or is published.
    /// Names and paths are blobs: they need not be UTF-8. So are texts of foreign origin, which may hold a NUL. Partial indexes keep claims independent of how many jobs
    /// have ended.
    private static let jobs = """
        CREATE TABLE jobs (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            batch TEXT NOT NULL,
            owner TEXT NOT NULL,
            name BLOB NOT NULL,
            path BLOB,
            source TEXT,
            size INTEGER NOT NULL,
            destination BLOB,
            options TEXT NOT NULL,
            state TEXT NOT NULL,
            paused INTEGER NOT NULL,
            waiting INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            rank REAL NOT NULL,
            attempt INTEGER NOT NULL,
            maxAttempts INTEGER NOT NULL,
            fence INTEGER NOT NULL,
            worker TEXT,
            leaseBoot TEXT,
            leaseEnd INTEGER,
            progress TEXT,
            publication TEXT,
            result TEXT,
            failure TEXT,
            warnings TEXT,
            createdAt INTEGER NOT NULL,
            notBefore INTEGER,
            startedAt INTEGER,
            finishedAt INTEGER,
            revision INTEGER NOT NULL
        ) STRICT;

        CREATE INDEX jobsReady ON jobs (priority, owner, rank) WHERE state = 'queued' AND paused = 0 AND waiting = 0;
        CREATE INDEX jobsOrder ON jobs (owner, priority, rank) WHERE state = 'queued';
        CREATE INDEX jobsWaiting ON jobs (notBefore) WHERE waiting = 1;
        CREATE INDEX jobsLeased ON jobs (owner) WHERE worker IS NOT NULL;
        CREATE INDEX jobsByOwner ON jobs (owner, seq);
        CREATE INDEX jobsByState ON jobs (state, seq);
        CREATE INDEX jobsByOwnerState ON jobs (owner, state, seq);
        CREATE INDEX jobsByBatch ON jobs (batch, seq, owner, state);
        CREATE UNIQUE INDEX jobsByRevision ON jobs (revision);

        CREATE TABLE ledger (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            revision INTEGER NOT NULL,
            firstRank INTEGER NOT NULL,
            lastRank INTEGER NOT NULL,
            claims INTEGER NOT NULL,
            queuePaused INTEGER NOT NULL,
            queueRevision INTEGER NOT NULL,
            forgottenRemovals INTEGER NOT NULL
        ) STRICT;
        INSERT INTO ledger VALUES (1, 0, 0, 0, 0, 0, 0, 0);

        CREATE TABLE removals (revision INTEGER PRIMARY KEY, id TEXT NOT NULL, owner TEXT NOT NULL) STRICT;
        CREATE TABLE turns (owner TEXT PRIMARY KEY, served INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE jobLogs (seq INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL, text BLOB NOT NULL) STRICT;
        CREATE INDEX jobLogsByJob ON jobLogs (job, seq);

        CREATE TABLE submissions (
            owner TEXT NOT NULL,
            key TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            receipt TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (owner, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX submissionsByAge ON submissions (createdAt);
        """

    /// `hiddenUntil` is 0 for a message that may be delivered; the id grows, so older ones come first.
    private static let messages = """
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            body BLOB NOT NULL,
            deliveries INTEGER NOT NULL DEFAULT 0,
            hiddenUntil INTEGER NOT NULL DEFAULT 0,
            hiddenBoot TEXT,
            deadReason TEXT
        ) STRICT;
        CREATE INDEX messagesAlive ON messages (queue, hiddenUntil, id) WHERE deadReason IS NULL;
        CREATE INDEX messagesDead ON messages (queue, id) WHERE deadReason IS NOT NULL;
        """

    private static let users = """
        CREATE TABLE users (
            id TEXT PRIMARY KEY,
            email TEXT NOT NULL UNIQUE,
            passwordHash TEXT NOT NULL,
            role TEXT NOT NULL,
            isDisabled INTEGER NOT NULL,
            notifies INTEGER NOT NULL,
            createdAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE refreshTokens (
            hash TEXT PRIMARY KEY,
            user TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            family TEXT NOT NULL,
            expiresAt INTEGER NOT NULL,
            used INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX refreshTokensByUser ON refreshTokens (user);
        CREATE INDEX refreshTokensByFamily ON refreshTokens (family, expiresAt);

        CREATE TABLE throttles (
            key TEXT PRIMARY KEY,
            failures INTEGER NOT NULL,
            boot TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX throttlesByAge ON throttles (at);
        """

    /// `kind` is `login` or `user`.
    private static let revocations = """
        CREATE TABLE revocations (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (kind, subject)
        ) STRICT, WITHOUT ROWID;
        """

    /// A claimed mail has a lease. `at` is when its key was last claimed.
    private static let mails = """
        CREATE TABLE mails (
            key BLOB PRIMARY KEY,
            state TEXT NOT NULL,
            token TEXT NOT NULL,
            leaseBoot TEXT NOT NULL,
            leaseEnd INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mailsByAge ON mails (at);
        """
}
