// SPDX-License-Identifier: BSD-3-Clause
/* Streams: operations that wait until somebody waits for them, and contexts of threads. */
#include "standin.h"

#include <stdlib.h>

enum { DEPTH = 64 };

static _Thread_local struct context* stack[DEPTH];
static _Thread_local int depth;

static struct stream* streams;

struct context* current(const char* function) {
  if (!depth) {
    misuse("%s: the thread has no context", function);
    return NULL;
  }
  struct context* context = stack[depth - 1];
  if (!context->retained) misuse("%s: the context was released", function);
  return context;
}

int is_stream(const struct stream* stream) {
  for (struct stream* s = streams; s; s = s->next)
    if (s == stream) return 1;
  return 0;
}

void push_operation(struct stream* stream, struct operation* operation) {
  operation->context = stream->context;
  operation->next = NULL;
  if (stream->last) stream->last->next = operation;
  else stream->first = operation;
  stream->last = operation;
}

int drain(struct stream* stream) {
  while (stream->first) {
    struct operation* operation = stream->first;
    stream->first = operation->next;
    if (!stream->first) stream->last = NULL;
    int* lost = &stream->context->lost;
    if (!*lost) *lost = called("an operation on the device");
    if (!*lost) *lost = operation->run(operation);
    free(operation->copy);
    free(operation);
  }
  return stream->context->lost;
}

int drain_all(struct context* context) {
  for (struct stream* s = streams; s; s = s->next)
    if (s->context == context) drain(s);
  return context->lost;
}

int cuCtxPushCurrent_v2(struct context* context) {
  lock();
  int status = called("cuCtxPushCurrent");
  if (!status) {
    if (depth == DEPTH) {
      misuse("cuCtxPushCurrent: more than %d contexts of one thread", DEPTH);
      status = INVALID_VALUE;
    } else {
      stack[depth++] = context;
    }
  }
  unlock();
  return status;
}

int cuCtxPopCurrent_v2(struct context** context) {
  lock();
  /* given back even where a test wants it to fail */
  int status = called("cuCtxPopCurrent");
  if (current("cuCtxPopCurrent")) *context = stack[--depth];
  else status = INVALID_CONTEXT;
  unlock();
  return status;
}

int cuStreamCreate(struct stream** stream, unsigned flags) {
  lock();
  int status = called("cuStreamCreate");
  struct context* context = current("cuStreamCreate");
  if (!status) status = !context ? INVALID_CONTEXT : flags > 1 ? INVALID_VALUE : context->lost;
  if (!status) {
    *stream = calloc(1, sizeof **stream);
    (*stream)->context = context;
    (*stream)->next = streams;
    streams = *stream;
    live[STREAM]++;
  }
  unlock();
  return status;
}

int cuStreamSynchronize(struct stream* stream) {
  lock();
  int status = called("cuStreamSynchronize");
  struct context* context = current("cuStreamSynchronize");
  if (!status) {
    if (!context) status = INVALID_CONTEXT;
    else if (!is_stream(stream) || stream->context != context) {
      misuse("cuStreamSynchronize: no stream of this context");
      status = INVALID_HANDLE;
    } else status = drain(stream);
  }
  unlock();
  return status;
}

int cuStreamDestroy_v2(struct stream* stream) {
  lock();
  int status = called("cuStreamDestroy");
  struct context* context = current("cuStreamDestroy");
  if (!context || !is_stream(stream) || stream->context != context) {
    misuse("cuStreamDestroy: no stream of this context");
    status = INVALID_HANDLE;
  } else {
    drain(stream);
    struct stream** at = &streams;
    while (*at != stream) at = &(*at)->next;
    *at = stream->next;
    free(stream);
    live[STREAM]--;
  }
  unlock();
  return status;
}
