#ifndef SPOOL_CMONGOC_BSON_H
#define SPOOL_CMONGOC_BSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A BSON document (`bson_t`).
typedef struct spool_bson spool_bson;

enum { SPOOL_OBJECT_ID_SIZE = 12 };

spool_bson *_Nonnull spool_bson_new(void);
void spool_bson_free(spool_bson *_Nonnull document);

/// Each appends one field and returns false only when the document would exceed 2 GiB. Keys end with NUL.
bool spool_bson_append_string(spool_bson *_Nonnull document, const char *_Nonnull key, const char *_Nonnull text,
                              size_t length);
bool spool_bson_append_int32(spool_bson *_Nonnull document, const char *_Nonnull key, int32_t value);
bool spool_bson_append_int64(spool_bson *_Nonnull document, const char *_Nonnull key, int64_t value);
bool spool_bson_append_double(spool_bson *_Nonnull document, const char *_Nonnull key, double value);
bool spool_bson_append_bool(spool_bson *_Nonnull document, const char *_Nonnull key, bool value);
/// `milliseconds` since 1970.
bool spool_bson_append_date(spool_bson *_Nonnull document, const char *_Nonnull key, int64_t milliseconds);
/// Generic binary, subtype 0. `bytes` may be NULL when `length` is 0.
bool spool_bson_append_binary(spool_bson *_Nonnull document, const char *_Nonnull key, const uint8_t *_Nullable bytes,
                              size_t length);
/// 12 bytes.
bool spool_bson_append_object_id(spool_bson *_Nonnull document, const char *_Nonnull key, const uint8_t *_Nonnull id);
bool spool_bson_append_document(spool_bson *_Nonnull document, const char *_Nonnull key,
                                const spool_bson *_Nonnull value);
/// `value` has the keys "0", "1", ….
bool spool_bson_append_array(spool_bson *_Nonnull document, const char *_Nonnull key, const spool_bson *_Nonnull value);
/// Appends the first field of the encoded document `bytes` under another key: the way back of `SPOOL_BSON_OTHER`.
bool spool_bson_append_first_of(spool_bson *_Nonnull document, const char *_Nonnull key, const uint8_t *_Nonnull bytes,
                                size_t length);

typedef enum {
    SPOOL_BSON_STRING,
    SPOOL_BSON_INT32,
    SPOOL_BSON_INT64,
    SPOOL_BSON_DOUBLE,
    SPOOL_BSON_BOOL,
    SPOOL_BSON_DATE,
    SPOOL_BSON_BINARY,
    SPOOL_BSON_OBJECT_ID,
    SPOOL_BSON_DOCUMENT,
    SPOOL_BSON_ARRAY,
    /// Any other type. `bytes` are an encoded document whose one field holds the value.
    SPOOL_BSON_OTHER,
} spool_bson_type;

/// One field. What `key` and `bytes` point at is valid until the iterator's next step.
typedef struct {
    spool_bson_type type;
    const char *_Null_unspecified key;
    /// Of numbers, dates and booleans.
    int64_t integer;
    double real;
    /// Of strings, binaries (of subtype 0), object ids, and of documents and arrays in their encoded form.
    const uint8_t *_Nullable bytes;
    size_t length;
} spool_bson_field;

typedef struct spool_bson_iterator spool_bson_iterator;

/// Iterates an encoded document, which must outlive the iterator. NULL when the bytes are no document.
spool_bson_iterator *_Nullable spool_bson_iterate(const uint8_t *_Nonnull bytes, size_t length);
/// False at the end, and at a damaged field.
bool spool_bson_next(spool_bson_iterator *_Nonnull iterator, spool_bson_field *_Nonnull field);
void spool_bson_iterator_free(spool_bson_iterator *_Nonnull iterator);

/// The document's encoded form, valid until it is changed or freed.
const uint8_t *_Nonnull spool_bson_bytes(const spool_bson *_Nonnull document, size_t *_Nonnull length);

/// Writes 12 bytes that no other process writes.
void spool_object_id_make(uint8_t *_Nonnull id);

#endif
