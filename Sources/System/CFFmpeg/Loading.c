#include "CFFmpeg.h"

/// In place of libhwy's function of this name, which its benchmarks want. That library comes with libavcodec's JPEG XL
/// and calls it whenever it is loaded: it takes three milliseconds, a thirtieth of what a short clip takes in all.
///
/// Where libhwy has no such function any more, nobody calls this one.
__attribute__((used, visibility("default"))) uint64_t _ZN3hwy8platform15TimerResolutionEv(void) { return 1; }
