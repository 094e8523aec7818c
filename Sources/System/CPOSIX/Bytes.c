#define _GNU_SOURCE
#include "Bytes.h"

#include <string.h>

ptrdiff_t spool_find(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length) {
    if (needle_length == 0) return -1;
    const char *place = memmem(haystack, haystack_length, needle, needle_length);
    return place ? place - (const char *)haystack : -1;
}
