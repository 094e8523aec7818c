#include "Memory.h"

#include <malloc.h>

void spool_use_one_heap(void) {
    mallopt(M_ARENA_MAX, 1);
}
