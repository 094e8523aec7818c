#ifndef SPOOL_CPOSIX_H
#define SPOOL_CPOSIX_H

#include "Bytes.h"
#include "Detach.h"
#include "ForkServer.h"
#include "Memory.h"
#include "Process.h"
#include "Publish.h"
#include "Sandbox.h"
#include "Thread.h"

#endif
