#ifndef SPOOL_CMONGOC_FAILURE_H
#define SPOOL_CMONGOC_FAILURE_H

#include <mongoc/mongoc.h>

#include "Client.h"

spool_mongo_error spool_mongo_classify(const bson_error_t *error);

#endif
