#include "Client.h"

#include <mongoc/mongoc.h>

#include "Document.h"
#include "Pool.h"

/// The end of a command: takes `answer` over, which libmongoc sets whether or not it succeeded.
static bool replied(spool_mongo_pool *pool, bool succeeded, bson_t *answer, const bson_error_t *failure,
                    spool_bson **reply, spool_mongo_error *error) {
    if (succeeded) *reply = spool_bson_copy(answer);
    bson_destroy(answer);
    return succeeded || spool_mongo_fail(pool, failure, error);
}

bool spool_mongo_hello(spool_mongo_pool *pool, spool_mongo_client *client, spool_bson **reply, spool_mongo_error *error) {
    bson_t command = BSON_INITIALIZER;
    bson_error_t failure = {0};
    BSON_APPEND_INT32(&command, "hello", 1);
    bson_t answer;
    // Without a read preference it goes to the primary.
    bool succeeded = mongoc_client_command_simple(client, "admin", &command, NULL, &answer, &failure);
    bson_destroy(&command);
    return replied(pool, succeeded, &answer, &failure, reply, error);
}

bool spool_mongo_command(spool_mongo_pool *pool, spool_mongo_client *client, const char *database,
                         const spool_bson *command, spool_bson **reply, spool_mongo_error *error) {
    bson_t options = BSON_INITIALIZER;
    bson_error_t failure = {0};
    mongoc_write_concern_append(pool->write_concern, &options);
    bson_t answer;
    bool succeeded = mongoc_client_write_command_with_opts(client, database, &command->value, &options, &answer, &failure);
    bson_destroy(&options);
    return replied(pool, succeeded, &answer, &failure, reply, error);
}

spool_mongo_insertion *spool_mongo_insertion_new(spool_mongo_pool *pool, spool_mongo_client *client,
                                                 const char *database, const char *collection, bool durable) {
    bson_t options = BSON_INITIALIZER;
    mongoc_write_concern_append(durable ? pool->write_concern : pool->early_concern, &options);
    mongoc_collection_t *target = mongoc_client_get_collection(client, database, collection);
    spool_mongo_insertion *insertion = mongoc_collection_create_bulk_operation_with_opts(target, &options);
    mongoc_collection_destroy(target);
    bson_destroy(&options);
    return insertion;
}

void spool_mongo_insertion_free(spool_mongo_insertion *insertion) { mongoc_bulk_operation_destroy(insertion); }

bool spool_mongo_insertion_add(spool_mongo_pool *pool, spool_mongo_insertion *insertion, const spool_bson *document,
                               spool_mongo_error *error) {
    bson_error_t failure = {0};
    return mongoc_bulk_operation_insert_with_opts(insertion, &document->value, NULL, &failure) ||
           spool_mongo_fail(pool, &failure, error);
}

bool spool_mongo_insertion_run(spool_mongo_pool *pool, spool_mongo_insertion *insertion, spool_mongo_error *error) {
    bson_error_t failure = {0};
    bson_t reply;
    bool succeeded = mongoc_bulk_operation_execute(insertion, &reply, &failure);
    bson_destroy(&reply);
    return succeeded || spool_mongo_fail(pool, &failure, error);
}

bool spool_mongo_delete(spool_mongo_pool *pool, spool_mongo_client *client, const char *database,
                        const char *collection, const spool_bson *filter, int64_t *deleted, spool_mongo_error *error) {
    bson_error_t failure = {0};
    bson_t reply;
    bson_iter_t found;
    mongoc_collection_t *target = mongoc_client_get_collection(client, database, collection);
    bool succeeded = mongoc_collection_delete_many(target, &filter->value, NULL, &reply, &failure);
    mongoc_collection_destroy(target);
    *deleted = bson_iter_init_find(&found, &reply, "deletedCount") ? bson_iter_as_int64(&found) : 0;
    bson_destroy(&reply);
    return succeeded || spool_mongo_fail(pool, &failure, error);
}

bool spool_mongo_count(spool_mongo_pool *pool, spool_mongo_client *client, const char *database,
                       const char *collection, const spool_bson *filter, int64_t *count, spool_mongo_error *error) {
    bson_error_t failure = {0};
    mongoc_collection_t *target = mongoc_client_get_collection(client, database, collection);
    *count = mongoc_collection_count_documents(target, &filter->value, NULL, NULL, NULL, &failure);
    mongoc_collection_destroy(target);
    return *count >= 0 || spool_mongo_fail(pool, &failure, error);
}

bool spool_mongo_find(spool_mongo_pool *pool, spool_mongo_client *client, const char *database,
                      const char *collection, const spool_bson *filter, const spool_bson *options,
                      spool_mongo_visitor visitor, void *context, spool_mongo_error *error) {
    bson_error_t failure = {0};
    const bson_t *document = NULL;
    mongoc_collection_t *source = mongoc_client_get_collection(client, database, collection);
    mongoc_cursor_t *cursor = mongoc_collection_find_with_opts(source, &filter->value, &options->value, NULL);
    while (mongoc_cursor_next(cursor, &document) && visitor(bson_get_data(document), document->len, context)) {
    }
    bool failed = mongoc_cursor_error(cursor, &failure);
    mongoc_cursor_destroy(cursor);
    mongoc_collection_destroy(source);
    return !failed || spool_mongo_fail(pool, &failure, error);
}
