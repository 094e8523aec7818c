#ifndef SPOOL_CMONGOC_DOCUMENT_H
#define SPOOL_CMONGOC_DOCUMENT_H

#include <bson/bson.h>

#include "BSON.h"

struct spool_bson {
    bson_t value;
};

/// A copy of `value`.
spool_bson *spool_bson_copy(const bson_t *value);

#endif
