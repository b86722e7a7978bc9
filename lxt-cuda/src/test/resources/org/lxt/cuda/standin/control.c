// SPDX-License-Identifier: BSD-3-Clause
/* What tests ask of the stand-in: to fail, and to tell. */
#include "standin.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int devices = 2, capability = 90, driver_version = 12040;
size_t device_memory = (size_t)1 << 30;
struct context contexts[DEVICES];
int live[KINDS];

static pthread_mutex_t mutex;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static char sentences[4096];

/* A plan to fail: of the calls of one function, or of any but those that pretend to be none, from the first to the last. */
static char failing[96];
static long first_failing, last_failing, seen;
static int failing_status;

static long total;
static char names[128][96];
static long counts[128];

static void make_mutex(void) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&mutex, &attributes);
  for (int i = 0; i < DEVICES; i++) contexts[i].device = i;
}

void lock(void) {
  pthread_once(&once, make_mutex);
  pthread_mutex_lock(&mutex);
}

void unlock(void) { pthread_mutex_unlock(&mutex); }

int called(const char* function) {
  total++;
  int i = 0;
  while (i < 127 && names[i][0] && strcmp(names[i], function)) i++;
  if (!names[i][0]) snprintf(names[i], sizeof names[i], "%s", function);
  counts[i]++;
  if (last_failing && (!failing[0] || !strcmp(failing, function))) {
    seen++;
    if (seen >= first_failing && seen <= last_failing) {
      if (failing_status) return failing_status;
      return !strncmp(function, "nvrtc", 5) ? 11 : !strncmp(function, "cublas", 6) ? 14 : 999;
    }
  }
  return OK;
}

void misuse(const char* format, ...) {
  size_t at = strlen(sentences);
  va_list arguments;
  va_start(arguments, format);
  if (at + 256 < sizeof sentences) {
    vsnprintf(sentences + at, 250, format, arguments);
    strcat(sentences, "\n");
  }
  va_end(arguments);
}

/* Fails those calls of a function, or of all if its name is empty, that are the first-th to the last-th from now on. A
   status of 0 is the one for what is unknown. */
void standin_fail(const char* function, long first, long last, int status) {
  lock();
  snprintf(failing, sizeof failing, "%s", function);
  first_failing = first;
  last_failing = last;
  failing_status = status;
  seen = 0;
  unlock();
}

/* How many calls of a function there were, or of all if its name is empty. */
long standin_calls(const char* function) {
  lock();
  long n = function[0] ? 0 : total;
  for (int i = 0; i < 128; i++)
    if (function[0] && !strcmp(names[i], function)) n = counts[i];
  unlock();
  return n;
}

/* What was done wrong so far, line by line; forgets it. */
int standin_misuse(char* text, int length) {
  lock();
  snprintf(text, (size_t)length, "%s", sentences);
  int any = sentences[0] != 0;
  sentences[0] = 0;
  unlock();
  return any;
}

void standin_machine(int device_count, int device_capability, int version, size_t memory) {
  lock();
  devices = device_count;
  capability = device_capability;
  driver_version = version;
  device_memory = memory;
  unlock();
}

/* Blocks of memory, streams, modules, programs, handles and contexts that somebody holds. */
int standin_live(void) {
  lock();
  int n = 0;
  for (int i = 0; i < KINDS; i++) n += live[i];
  for (int i = 0; i < DEVICES; i++) n += contexts[i].retained + blocks_of(&contexts[i]);
  unlock();
  return n;
}

/* Bytes that are taken of a device. */
size_t standin_used(int device) {
  lock();
  size_t used = contexts[device].used;
  unlock();
  return used;
}
