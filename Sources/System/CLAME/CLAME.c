#include "CLAME.h"

static void discard(const char *format, va_list arguments) {
    (void)format;
    (void)arguments;
}

void spool_lame_silence(lame_t lame) {
    lame_set_errorf(lame, discard);
    lame_set_debugf(lame, discard);
    lame_set_msgf(lame, discard);
}
