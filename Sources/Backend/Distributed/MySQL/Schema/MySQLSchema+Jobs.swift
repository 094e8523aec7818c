extension MySQLSchema {
    /// Texts are bytes, compared byte by byte; JSON and names are blobs. `ready` is 1 for a job that may be claimed
    /// now, `kept` the size of the MP3 while it is kept, `folded` the name with ASCII letters in lower case.
    static let jobs = [
        """
        CREATE TABLE IF NOT EXISTS jobs (
            `seq` BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
            `id` VARBINARY(64) NOT NULL UNIQUE,
            `batch` VARBINARY(64) NOT NULL,
            `owner` VARBINARY(255) NOT NULL,
            `name` BLOB NOT NULL,
            `folded` BLOB NOT NULL,
            `path` BLOB,
            `source` VARBINARY(255),
            `size` BIGINT NOT NULL,
            `destination` BLOB,
            `options` MEDIUMBLOB NOT NULL,
            `state` VARBINARY(16) NOT NULL,
            `paused` TINYINT NOT NULL,
            `waiting` TINYINT NOT NULL,
            `ready` TINYINT NOT NULL,
            `priority` INT NOT NULL,
            `rank` DOUBLE NOT NULL,
            `attempt` INT NOT NULL,
            `maxAttempts` INT NOT NULL,
            `fence` BIGINT NOT NULL,
            `worker` VARBINARY(255),
            `leaseBoot` VARBINARY(64),
            `leaseEnd` BIGINT,
            `progress` BLOB,
            `publication` MEDIUMBLOB,
            `result` MEDIUMBLOB,
            `kept` BIGINT,
            `failure` MEDIUMBLOB,
            `warnings` MEDIUMBLOB,
            `createdAt` BIGINT NOT NULL,
            `notBefore` BIGINT,
            `startedAt` BIGINT,
            `finishedAt` BIGINT,
            `revision` BIGINT NOT NULL UNIQUE,
            `batchSize` BIGINT,
            KEY jobsReady (`ready`, `priority`, `owner`, `rank`),
            KEY jobsOrder (`owner`, `state`, `priority`, `rank`),
            KEY jobsWaiting (`waiting`, `notBefore`),
            KEY jobsLeased (`worker`),
            KEY jobsByOwner (`owner`, `seq`),
            KEY jobsByState (`state`, `seq`),
            KEY jobsByOwnerState (`owner`, `state`, `seq`),
            KEY jobsByBatch (`batch`, `seq`)
        ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
        """,
        """
        CREATE TABLE IF NOT EXISTS ledger (
            `id` INT NOT NULL PRIMARY KEY,
            `revision` BIGINT NOT NULL,
            `firstRank` BIGINT NOT NULL,
            `lastRank` BIGINT NOT NULL,
            `claims` BIGINT NOT NULL,
            `queuePaused` BIGINT NOT NULL,
            `queueRevision` BIGINT NOT NULL,
            `forgottenRemovals` BIGINT NOT NULL,
            `seenAt` BIGINT NOT NULL,
            `elapsed` BIGINT NOT NULL
        ) ENGINE=InnoDB
        """,
        "INSERT IGNORE INTO ledger VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
        """
        CREATE TABLE IF NOT EXISTS removals (
            `revision` BIGINT NOT NULL PRIMARY KEY,
            `id` VARBINARY(64) NOT NULL,
            `owner` VARBINARY(255) NOT NULL
        ) ENGINE=InnoDB
        """,
        """
        CREATE TABLE IF NOT EXISTS turns (
            `owner` VARBINARY(255) NOT NULL PRIMARY KEY,
            `served` BIGINT NOT NULL
        ) ENGINE=InnoDB
        """,
        """
        CREATE TABLE IF NOT EXISTS jobLogs (
            `seq` BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
            `job` VARBINARY(64) NOT NULL,
            `text` MEDIUMBLOB NOT NULL,
            KEY jobLogsByJob (`job`, `seq`)
        ) ENGINE=InnoDB
        """,
        """
        CREATE TABLE IF NOT EXISTS submissions (
            `owner` VARBINARY(255) NOT NULL,
            `key` VARBINARY(255) NOT NULL,
            `fingerprint` BLOB NOT NULL,
            `receipt` MEDIUMBLOB NOT NULL,
            `createdAt` BIGINT NOT NULL,
            PRIMARY KEY (`owner`, `key`),
            KEY submissionsByAge (`createdAt`)
        ) ENGINE=InnoDB
        """,
    ]
}
