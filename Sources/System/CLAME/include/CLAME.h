#ifndef SPOOL_CLAME_H
#define SPOOL_CLAME_H

#include <lame/lame.h>

/// Keeps LAME from printing to standard error; its calls still report by their results.
void spool_lame_silence(lame_t lame);

#endif
