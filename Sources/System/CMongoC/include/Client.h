#ifndef SPOOL_CMONGOC_CLIENT_H
#define SPOOL_CMONGOC_CLIENT_H

#include "BSON.h"

typedef enum {
    /// No server could be selected, or the connection broke or timed out.
    SPOOL_MONGO_UNREACHABLE,
    /// The server is there and cannot do it now: an election, a shutdown, a time limit, a write concern not met.
    SPOOL_MONGO_BUSY,
    SPOOL_MONGO_DUPLICATE_KEY,
    SPOOL_MONGO_DISK_FULL,
    SPOOL_MONGO_LOGIN_REFUSED,
    /// Any other refusal; `code` says which.
    SPOOL_MONGO_REFUSED,
} spool_mongo_failure;

typedef struct {
    spool_mongo_failure failure;
    /// The server's code, or libmongoc's.
    int32_t code;
} spool_mongo_error;

/// Once in a process, before anything else.
void spool_mongo_initialize(void);

/// Connections to one deployment; any thread may use it.
typedef struct spool_mongo_pool spool_mongo_pool;

typedef enum {
    /// The first answer is still awaited.
    SPOOL_MONGO_STARTING,
    SPOOL_MONGO_REACHABLE,
    /// No server takes writes, as far as the monitoring threads know, which look again every 2 s.
    SPOOL_MONGO_AWAY,
} spool_mongo_state;

/// At most `size` connections at once. Acknowledgement is `journal=true` and at least one server (the majority, unless
/// the URI names another number), reads are from the primary, whatever the URI says. Time limits that the URI does not
/// set are short. NULL when the URI is none: `message` (of `capacity` bytes) then says why.
spool_mongo_pool *_Nullable spool_mongo_pool_new(const char *_Nonnull uri, uint32_t size, char *_Nonnull message,
                                                 size_t capacity);
/// No client may be out.
void spool_mongo_pool_free(spool_mongo_pool *_Nonnull pool);
spool_mongo_state spool_mongo_pool_state(spool_mongo_pool *_Nonnull pool);
/// The database that the URI names, or NULL; valid as long as the pool.
const char *_Nullable spool_mongo_pool_database(const spool_mongo_pool *_Nonnull pool);

/// A connection for one thread at a time (`mongoc_client_t`). Taking blocks while all are out.
typedef struct _mongoc_client_t spool_mongo_client;
spool_mongo_client *_Nonnull spool_mongo_take(spool_mongo_pool *_Nonnull pool);
void spool_mongo_give_back(spool_mongo_pool *_Nonnull pool, spool_mongo_client *_Nonnull client);

// All of the following block, and return false with `error` set when they fail.

/// What the primary says of itself. `reply` is the caller's to free when it succeeded.
bool spool_mongo_hello(spool_mongo_pool *_Nonnull pool, spool_mongo_client *_Nonnull client,
                       spool_bson *_Nullable *_Nonnull reply, spool_mongo_error *_Nonnull error);

/// A command that writes. `reply` is the caller's to free when it succeeded.
bool spool_mongo_command(spool_mongo_pool *_Nonnull pool, spool_mongo_client *_Nonnull client,
                         const char *_Nonnull database, const spool_bson *_Nonnull command,
                         spool_bson *_Nullable *_Nonnull reply, spool_mongo_error *_Nonnull error);

/// Documents that are inserted in one message, up to the first that fails.
typedef struct _mongoc_bulk_operation_t spool_mongo_insertion;

/// Those that are not `durable` are in the journal at the latest when a later write is.
spool_mongo_insertion *_Nonnull spool_mongo_insertion_new(spool_mongo_pool *_Nonnull pool,
                                                          spool_mongo_client *_Nonnull client,
                                                          const char *_Nonnull database,
                                                          const char *_Nonnull collection, bool durable);
void spool_mongo_insertion_free(spool_mongo_insertion *_Nonnull insertion);
/// Copies the document.
bool spool_mongo_insertion_add(spool_mongo_pool *_Nonnull pool, spool_mongo_insertion *_Nonnull insertion,
                               const spool_bson *_Nonnull document, spool_mongo_error *_Nonnull error);
bool spool_mongo_insertion_run(spool_mongo_pool *_Nonnull pool, spool_mongo_insertion *_Nonnull insertion,
                               spool_mongo_error *_Nonnull error);

bool spool_mongo_delete(spool_mongo_pool *_Nonnull pool, spool_mongo_client *_Nonnull client,
                        const char *_Nonnull database, const char *_Nonnull collection,
                        const spool_bson *_Nonnull filter, int64_t *_Nonnull deleted, spool_mongo_error *_Nonnull error);

bool spool_mongo_count(spool_mongo_pool *_Nonnull pool, spool_mongo_client *_Nonnull client,
                       const char *_Nonnull database, const char *_Nonnull collection,
                       const spool_bson *_Nonnull filter, int64_t *_Nonnull count, spool_mongo_error *_Nonnull error);

/// Called with each document's encoded form, valid during the call; false ends the search.
typedef bool (*spool_mongo_visitor)(const uint8_t *_Nonnull bytes, size_t length, void *_Nullable context);

/// `options` are those of the find command: `projection`, `sort`, `limit`, `batchSize`.
bool spool_mongo_find(spool_mongo_pool *_Nonnull pool, spool_mongo_client *_Nonnull client,
                      const char *_Nonnull database, const char *_Nonnull collection,
                      const spool_bson *_Nonnull filter, const spool_bson *_Nonnull options,
                      spool_mongo_visitor _Nonnull visitor, void *_Nullable context, spool_mongo_error *_Nonnull error);

#endif
