#include "BSON.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "Document.h"

/// Zeroed. libbson over-aligns its structs, more than malloc does. Ends the process when memory has run out, as
/// bson_malloc does.
static void *allocate(size_t alignment, size_t size) {
    void *memory = aligned_alloc(alignment, size);
    if (!memory) abort();
    return memset(memory, 0, size);
}

spool_bson *spool_bson_new(void) {
    spool_bson *document = allocate(alignof(spool_bson), sizeof *document);
    bson_init(&document->value);
    return document;
}

spool_bson *spool_bson_copy(const bson_t *value) {
    spool_bson *document = allocate(alignof(spool_bson), sizeof *document);
    bson_copy_to(value, &document->value);
    return document;
}

void spool_bson_free(spool_bson *document) {
    bson_destroy(&document->value);
    free(document);
}

bool spool_bson_append_string(spool_bson *document, const char *key, const char *text, size_t length) {
    return length <= INT32_MAX && bson_append_utf8(&document->value, key, -1, text, (int)length);
}

bool spool_bson_append_int32(spool_bson *document, const char *key, int32_t value) {
    return bson_append_int32(&document->value, key, -1, value);
}

bool spool_bson_append_int64(spool_bson *document, const char *key, int64_t value) {
    return bson_append_int64(&document->value, key, -1, value);
}

bool spool_bson_append_double(spool_bson *document, const char *key, double value) {
    return bson_append_double(&document->value, key, -1, value);
}

bool spool_bson_append_bool(spool_bson *document, const char *key, bool value) {
    return bson_append_bool(&document->value, key, -1, value);
}

bool spool_bson_append_date(spool_bson *document, const char *key, int64_t milliseconds) {
    return bson_append_date_time(&document->value, key, -1, milliseconds);
}

bool spool_bson_append_binary(spool_bson *document, const char *key, const uint8_t *bytes, size_t length) {
    static const uint8_t nothing = 0;
    return length <= INT32_MAX &&
           bson_append_binary(&document->value, key, -1, BSON_SUBTYPE_BINARY, bytes ? bytes : &nothing, (uint32_t)length);
}

bool spool_bson_append_object_id(spool_bson *document, const char *key, const uint8_t *id) {
    bson_oid_t value;
    bson_oid_init_from_data(&value, id);
    return bson_append_oid(&document->value, key, -1, &value);
}

bool spool_bson_append_document(spool_bson *document, const char *key, const spool_bson *value) {
    return bson_append_document(&document->value, key, -1, &value->value);
}

bool spool_bson_append_array(spool_bson *document, const char *key, const spool_bson *value) {
    return bson_append_array(&document->value, key, -1, &value->value);
}

bool spool_bson_append_first_of(spool_bson *document, const char *key, const uint8_t *bytes, size_t length) {
    bson_iter_t first;
    return bson_iter_init_from_data(&first, bytes, length) && bson_iter_next(&first) &&
           bson_append_iter(&document->value, key, -1, &first);
}

const uint8_t *spool_bson_bytes(const spool_bson *document, size_t *length) {
    *length = document->value.len;
    return bson_get_data(&document->value);
}

void spool_object_id_make(uint8_t *id) {
    bson_oid_t value;
    bson_oid_init(&value, NULL);
    memcpy(id, value.bytes, sizeof value.bytes);
}

struct spool_bson_iterator {
    bson_iter_t position;
    /// Holds the last field of a type that has no case of its own.
    bson_t other;
};

spool_bson_iterator *spool_bson_iterate(const uint8_t *bytes, size_t length) {
    spool_bson_iterator *iterator = allocate(alignof(spool_bson_iterator), sizeof *iterator);
    if (!bson_iter_init_from_data(&iterator->position, bytes, length)) {
        free(iterator);
        return NULL;
    }
    bson_init(&iterator->other);
    return iterator;
}

void spool_bson_iterator_free(spool_bson_iterator *iterator) {
    bson_destroy(&iterator->other);
    free(iterator);
}

static void set_other(spool_bson_iterator *iterator, spool_bson_field *field) {
    bson_reinit(&iterator->other);
    bson_append_iter(&iterator->other, "", 0, &iterator->position);
    field->type = SPOOL_BSON_OTHER;
    field->bytes = bson_get_data(&iterator->other);
    field->length = iterator->other.len;
}

static void set_binary(spool_bson_iterator *iterator, spool_bson_field *field) {
    bson_subtype_t subtype;
    uint32_t length = 0;
    bson_iter_binary(&iterator->position, &subtype, &length, &field->bytes);
    field->type = SPOOL_BSON_BINARY;
    field->length = length;
    if (subtype != BSON_SUBTYPE_BINARY) set_other(iterator, field);
}

bool spool_bson_next(spool_bson_iterator *iterator, spool_bson_field *field) {
    bson_iter_t *position = &iterator->position;
    uint32_t length = 0;
    if (!bson_iter_next(position)) return false;
    *field = (spool_bson_field){.key = bson_iter_key(position)};
    switch (bson_iter_type(position)) {
    case BSON_TYPE_UTF8:
        field->type = SPOOL_BSON_STRING;
        field->bytes = (const uint8_t *)bson_iter_utf8(position, &length);
        field->length = length;
        break;
    case BSON_TYPE_INT32:
        field->type = SPOOL_BSON_INT32;
        field->integer = bson_iter_int32(position);
        break;
    case BSON_TYPE_INT64:
        field->type = SPOOL_BSON_INT64;
        field->integer = bson_iter_int64(position);
        break;
    case BSON_TYPE_DOUBLE:
        field->type = SPOOL_BSON_DOUBLE;
        field->real = bson_iter_double(position);
        break;
    case BSON_TYPE_BOOL:
        field->type = SPOOL_BSON_BOOL;
        field->integer = bson_iter_bool(position);
        break;
    case BSON_TYPE_DATE_TIME:
        field->type = SPOOL_BSON_DATE;
        field->integer = bson_iter_date_time(position);
        break;
    case BSON_TYPE_BINARY:
        set_binary(iterator, field);
        break;
    case BSON_TYPE_OID:
        field->type = SPOOL_BSON_OBJECT_ID;
        field->bytes = bson_iter_oid(position)->bytes;
        field->length = SPOOL_OBJECT_ID_SIZE;
        break;
    case BSON_TYPE_DOCUMENT:
        field->type = SPOOL_BSON_DOCUMENT;
        bson_iter_document(position, &length, &field->bytes);
        field->length = length;
        break;
    case BSON_TYPE_ARRAY:
        field->type = SPOOL_BSON_ARRAY;
        bson_iter_array(position, &length, &field->bytes);
        field->length = length;
        break;
    default:
        set_other(iterator, field);
    }
    return true;
}
