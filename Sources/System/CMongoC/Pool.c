#include "Pool.h"

#include <stdio.h>

#include "Failure.h"

void spool_mongo_initialize(void) {
    mongoc_init();
}

/// Runs on libmongoc's monitoring threads.
static void topology_changed(const mongoc_apm_topology_changed_t *event) {
    spool_mongo_pool *pool = mongoc_apm_topology_changed_get_context(event);
    // The accessor of this "new description" is const, the question put to it is not.
    mongoc_topology_description_t *description =
        (mongoc_topology_description_t *)mongoc_apm_topology_changed_get_new_description(event);
    if (mongoc_topology_description_has_writable_server(description)) {
        atomic_store(&pool->state, SPOOL_MONGO_REACHABLE);
    } else if (atomic_load(&pool->state) == SPOOL_MONGO_REACHABLE) {
        atomic_store(&pool->state, SPOOL_MONGO_AWAY);
    }
}

bool spool_mongo_fail(spool_mongo_pool *pool, const bson_error_t *from, spool_mongo_error *error) {
    *error = spool_mongo_classify(from);
    int starting = SPOOL_MONGO_STARTING;
    if (from->domain == MONGOC_ERROR_SERVER_SELECTION) {
        atomic_compare_exchange_strong(&pool->state, &starting, SPOOL_MONGO_AWAY);
    }
    return false;
}

static void set_default(mongoc_uri_t *uri, const char *option, int32_t milliseconds) {
    if (!mongoc_uri_has_option(uri, option)) mongoc_uri_set_option_as_int32(uri, option, milliseconds);
}

static mongoc_write_concern_t *durable(const mongoc_uri_t *uri) {
    mongoc_write_concern_t *concern = mongoc_write_concern_copy(mongoc_uri_get_write_concern(uri));
    if (mongoc_write_concern_get_w(concern) == MONGOC_WRITE_CONCERN_W_DEFAULT) {
        mongoc_write_concern_set_w(concern, MONGOC_WRITE_CONCERN_W_MAJORITY);
    } else if (!mongoc_write_concern_is_acknowledged(concern)) {
        mongoc_write_concern_set_w(concern, 1);
    }
    if (mongoc_write_concern_get_wtimeout_int64(concern) <= 0) mongoc_write_concern_set_wtimeout_int64(concern, 10000);
    mongoc_write_concern_set_journal(concern, true);
    return concern;
}

static mongoc_uri_t *configured(const char *text, bson_error_t *error) {
    mongoc_uri_t *uri = mongoc_uri_new_with_error(text, error);
    if (!uri) return NULL;
    set_default(uri, MONGOC_URI_SERVERSELECTIONTIMEOUTMS, 2000);
    set_default(uri, MONGOC_URI_CONNECTTIMEOUTMS, 2000);
    set_default(uri, MONGOC_URI_SOCKETTIMEOUTMS, 10000);
    set_default(uri, MONGOC_URI_HEARTBEATFREQUENCYMS, 2000);
    if (!mongoc_uri_get_appname(uri)) mongoc_uri_set_appname(uri, "spool");
    mongoc_read_prefs_t *primary = mongoc_read_prefs_new(MONGOC_READ_PRIMARY);
    mongoc_uri_set_read_prefs_t(uri, primary);
    mongoc_read_prefs_destroy(primary);
    return uri;
}

spool_mongo_pool *spool_mongo_pool_new(const char *text, uint32_t size, char *message, size_t capacity) {
    bson_error_t error = {0};
    mongoc_uri_t *uri = configured(text, &error);
    if (!uri) {
        snprintf(message, capacity, "%s", error.message);
        return NULL;
    }
    mongoc_write_concern_t *write_concern = durable(uri);
    mongoc_uri_set_write_concern(uri, write_concern);
    mongoc_client_pool_t *clients = mongoc_client_pool_new_with_error(uri, &error);
    if (!clients) {
        snprintf(message, capacity, "%s", error.message);
        mongoc_write_concern_destroy(write_concern);
        mongoc_uri_destroy(uri);
        return NULL;
    }
    spool_mongo_pool *pool = bson_malloc0(sizeof *pool);
    mongoc_write_concern_t *early_concern = mongoc_write_concern_copy(write_concern);
    mongoc_write_concern_set_journal(early_concern, false);
    *pool = (spool_mongo_pool){
        .clients = clients, .uri = uri, .write_concern = write_concern, .early_concern = early_concern};
    atomic_init(&pool->state, SPOOL_MONGO_STARTING);
    mongoc_client_pool_max_size(clients, size);
    mongoc_client_pool_set_error_api(clients, MONGOC_ERROR_API_VERSION_2);
    mongoc_apm_callbacks_t *callbacks = mongoc_apm_callbacks_new();
    mongoc_apm_set_topology_changed_cb(callbacks, topology_changed);
    mongoc_client_pool_set_apm_callbacks(clients, callbacks, pool);
    mongoc_apm_callbacks_destroy(callbacks);
    return pool;
}

void spool_mongo_pool_free(spool_mongo_pool *pool) {
    mongoc_client_pool_destroy(pool->clients);
    mongoc_write_concern_destroy(pool->write_concern);
    mongoc_write_concern_destroy(pool->early_concern);
    mongoc_uri_destroy(pool->uri);
    bson_free(pool);
}

spool_mongo_state spool_mongo_pool_state(spool_mongo_pool *pool) { return atomic_load(&pool->state); }

const char *spool_mongo_pool_database(const spool_mongo_pool *pool) { return mongoc_uri_get_database(pool->uri); }

spool_mongo_client *spool_mongo_take(spool_mongo_pool *pool) { return mongoc_client_pool_pop(pool->clients); }

void spool_mongo_give_back(spool_mongo_pool *pool, spool_mongo_client *client) {
    mongoc_client_pool_push(pool->clients, client);
}
