// SPDX-License-Identifier: BSD-3-Clause
/* A stand-in for NVIDIA's libraries, for machines without their devices: the calls that this backend makes, on memory of the
   host. Kernels are those of the library that was compiled for the host. Operations wait in the queue of their stream until
   somebody waits for them. Every use that a device would answer with wrong numbers, a crash or a leak is written down. */
#ifndef LXT_STANDIN_H
#define LXT_STANDIN_H

#include <stddef.h>
#include <stdint.h>

enum {
  OK = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  NOT_INITIALIZED = 3,
  NO_DEVICE = 100,
  INVALID_DEVICE = 101,
  INVALID_IMAGE = 200,
  INVALID_CONTEXT = 201,
  INVALID_HANDLE = 400,
  NOT_FOUND = 500,
  LAUNCH_FAILED = 719
};

enum { DEVICES = 4, GUARD = 256, ARGUMENTS = 32 };

struct context {
  int device;
  int retained;
  int lost; /* the status that every call returns from now on; 0 for none */
  size_t used;
};

struct block {
  char* base;
  size_t size;
  struct context* context;
  int live;
};

struct kernel {
  char name[96];
  int parameters;
  unsigned pointers; /* bit i: parameter i is one */
};

struct operation {
  struct operation* next;
  /* Does it; non-zero if the device fails at it. */
  int (*run)(struct operation*);
  struct context* context;
  struct kernel* kernel;
  unsigned grid[3], block[3];
  uint64_t values[ARGUMENTS];
  char* to;
  char* from;
  size_t bytes;
  void* copy;
  int ints[10];
  float factors[2];
};

struct stream {
  struct stream* next;
  struct context* context;
  struct operation *first, *last;
};

/* control.c */
void lock(void);
void unlock(void);
/* Counts a call, and returns the status with which a test wants it to fail, or 0. */
int called(const char* function);
void misuse(const char* format, ...);
extern int devices, capability, driver_version;
extern size_t device_memory;
extern struct context contexts[DEVICES];
/* Things that were made and not given back, but for blocks. */
enum { STREAM, MODULE, PROGRAM, HANDLE, KINDS };
extern int live[KINDS];

/* memory.c */
struct block* block_at(const void* address);
/* Whether so many bytes lie in one live block of the context; writes down if not. */
int within(const char* who, const void* address, size_t bytes, struct context* context);
int take_block(size_t bytes, struct context* context, char** base);
int return_block(char* base, struct context* context);
void return_blocks(struct context* context);
int blocks_of(struct context* context);
void check_guards(const char* who, const struct block* block);

/* queue.c */
struct context* current(const char* function);
void push_operation(struct stream* stream, struct operation* operation);
int drain(struct stream* stream);
int drain_all(struct context* context);
int is_stream(const struct stream* stream);

/* kernels.c */
struct kernel* kernels_of(const char* image, int* count);
int run_kernel(struct operation* operation);

#endif
