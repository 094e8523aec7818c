#ifndef SPOOL_CMONGOC_H
#define SPOOL_CMONGOC_H

// libmongoc's own types are over-aligned structs, unions and variadic macros, none of which Swift imports. This is the
// part of it that a GridFS store needs, over opaque types; Swift never sees libmongoc's headers.

#include "BSON.h"
#include "Client.h"

#endif
