#ifndef SPOOL_CMARIADB_H
#define SPOOL_CMARIADB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A connection to a server (`MYSQL`). Used by one thread at a time.
typedef struct spool_mysql spool_mysql;
/// A prepared statement with the buffers of its result. Used by one thread at a time.
typedef struct spool_mysql_statement spool_mysql_statement;

typedef enum { SPOOL_MYSQL_TLS_OFF, SPOOL_MYSQL_TLS_REQUIRE, SPOOL_MYSQL_TLS_VERIFY } spool_mysql_tls;

typedef struct {
    const char *_Nonnull host;
    unsigned port;
    const char *_Nonnull user;
    const char *_Nonnull password;
    const char *_Nonnull database;
    spool_mysql_tls tls;
    /// A PEM file of authorities; NULL means the system's.
    const char *_Nullable authorities;
    /// Seconds.
    unsigned connect_timeout;
    unsigned io_timeout;
} spool_mysql_options;

typedef enum { SPOOL_MYSQL_NULL, SPOOL_MYSQL_INTEGER, SPOOL_MYSQL_REAL, SPOOL_MYSQL_BYTES } spool_mysql_type;

typedef struct {
    spool_mysql_type type;
    int64_t integer;
    double real;
    /// Valid until the statement's next call.
    const uint8_t *_Nullable bytes;
    size_t length;
} spool_mysql_value;

/// NULL on failure; `code` is then the library's or the server's error number.
spool_mysql *_Nullable spool_mysql_connect(const spool_mysql_options *_Nonnull options, unsigned *_Nonnull code);
void spool_mysql_close(spool_mysql *_Nonnull connection);

/// Text that holds no values: transactions, settings, schema. Returns an error number, 0 on success.
unsigned spool_mysql_command(spool_mysql *_Nonnull connection, const char *_Nonnull sql, size_t length);

/// NULL on failure, with the error number.
spool_mysql_statement *_Nullable spool_mysql_prepare(spool_mysql *_Nonnull connection, const char *_Nonnull sql,
                                                     size_t length, unsigned *_Nonnull error);
void spool_mysql_statement_free(spool_mysql_statement *_Nonnull statement);

/// `count` must be the number of parameters. The values' bytes must last for this call. Returns an error number, 0 on
/// success; the whole result is then in memory.
unsigned spool_mysql_execute(spool_mysql_statement *_Nonnull statement, const spool_mysql_value *_Nullable values,
                             size_t count);
/// Rows that the statement changed.
uint64_t spool_mysql_changes(spool_mysql_statement *_Nonnull statement);
/// Columns of the result; 0 when the statement has none.
unsigned spool_mysql_columns(spool_mysql_statement *_Nonnull statement);
/// Moves to the next row: 1, 0 when there is none, -1 when memory ran out.
int spool_mysql_fetch(spool_mysql_statement *_Nonnull statement);
spool_mysql_value spool_mysql_column(spool_mysql_statement *_Nonnull statement, unsigned column);
/// Lets go of the result.
void spool_mysql_reset(spool_mysql_statement *_Nonnull statement);

#endif
