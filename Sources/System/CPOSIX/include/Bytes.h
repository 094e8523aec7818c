#ifndef SPOOL_BYTES_H
#define SPOOL_BYTES_H

#include <stddef.h>

/// The first place of `needle` in `haystack`; -1 when it is not there, or empty.
ptrdiff_t spool_find(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

#endif
