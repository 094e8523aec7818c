#ifndef SPOOL_CMONGOC_POOL_H
#define SPOOL_CMONGOC_POOL_H

#include <mongoc/mongoc.h>
#include <stdatomic.h>

#include "Client.h"

struct spool_mongo_pool {
    mongoc_client_pool_t *clients;
    mongoc_uri_t *uri;
    /// As the URI says, by the majority if it says nothing, and in the journal.
    mongoc_write_concern_t *write_concern;
    /// The same without waiting for the journal.
    mongoc_write_concern_t *early_concern;
    atomic_int state;
};

/// Sets `error` from libmongoc's; returns false.
bool spool_mongo_fail(spool_mongo_pool *pool, const bson_error_t *from, spool_mongo_error *error);

#endif
