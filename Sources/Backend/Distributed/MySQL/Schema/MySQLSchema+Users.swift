extension MySQLSchema {
    static let users = [
        """
        CREATE TABLE IF NOT EXISTS users (
            `id` VARBINARY(254) NOT NULL PRIMARY KEY,
            `email` VARBINARY(254) NOT NULL UNIQUE,
            `passwordHash` VARBINARY(1024) NOT NULL,
            `role` VARBINARY(16) NOT NULL,
            `isDisabled` TINYINT NOT NULL,
            `notifies` TINYINT NOT NULL,
            `createdAt` BIGINT NOT NULL
        ) ENGINE=InnoDB
        """,
        """
        CREATE TABLE IF NOT EXISTS refreshTokens (
            `hash` VARBINARY(64) NOT NULL PRIMARY KEY,
            `user` VARBINARY(254) NOT NULL,
            `family` VARBINARY(64) NOT NULL,
            `expiresAt` BIGINT NOT NULL,
            `used` TINYINT NOT NULL DEFAULT 0,
            KEY refreshTokensByUser (`user`),
            KEY refreshTokensByFamily (`family`, `expiresAt`),
            FOREIGN KEY (`user`) REFERENCES users (`id`) ON DELETE CASCADE
        ) ENGINE=InnoDB
        """,
        """
        CREATE TABLE IF NOT EXISTS throttles (
            `key` VARBINARY(512) NOT NULL PRIMARY KEY,
            `failures` BIGINT NOT NULL,
            `boot` VARBINARY(64) NOT NULL,
            `at` BIGINT NOT NULL,
            KEY throttlesByAge (`at`)
        ) ENGINE=InnoDB
        """,
    ]

    /// `kind` is `login` or `user`.
    static let revocations = [
        """
        CREATE TABLE IF NOT EXISTS revocations (
            `kind` VARBINARY(16) NOT NULL,
            `subject` VARBINARY(254) NOT NULL,
            `until` BIGINT NOT NULL,
            PRIMARY KEY (`kind`, `subject`)
        ) ENGINE=InnoDB
        """
    ]

    static let mails = [
        """
        CREATE TABLE IF NOT EXISTS mails (
            `key` VARBINARY(200) NOT NULL PRIMARY KEY,
            `token` VARBINARY(255) NOT NULL,
            `state` VARBINARY(16) NOT NULL,
            `boot` VARBINARY(64) NOT NULL,
            `leaseEnd` BIGINT NOT NULL
        ) ENGINE=InnoDB
        """
    ]
}
