// SPDX-License-Identifier: BSD-3-Clause
/* Blocks of memory between guards. Fresh memory, and what was freed, is full of NaN; what was freed stays out of use for a
   while, so that whoever still uses it is found out. */
#include "standin.h"

#include <stdlib.h>
#include <string.h>

static const unsigned char GUARD_BYTE = 0xA5;
static const size_t QUARANTINE = (size_t)128 << 20;

/* By their addresses. */
static struct block** blocks;
static int count, room;

static size_t quarantined;

/* The last block that begins at or before an address, or -1. */
static int before(const char* address) {
  int low = 0, high = count;
  while (low < high) {
    int middle = (low + high) / 2;
    if (blocks[middle]->base <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

struct block* block_at(const void* address) {
  int i = before(address);
  return i >= 0 && (const char*)address < blocks[i]->base + blocks[i]->size ? blocks[i] : NULL;
}

int within(const char* who, const void* address, size_t bytes, struct context* context) {
  struct block* block = block_at(address);
  if (!block) {
    misuse("%s: %p is no memory of a device", who, address);
  } else if (!block->live) {
    misuse("%s: memory is used after it was freed", who);
  } else if (block->context != context) {
    misuse("%s: memory of device %d on device %d", who, block->context->device, context->device);
  } else if ((const char*)address + bytes > block->base + block->size) {
    misuse("%s: %zu bytes from byte %zu on of a block of %zu", who, bytes,
           (size_t)((const char*)address - block->base), block->size);
  } else {
    return 1;
  }
  return 0;
}

/* Large memory of former blocks, such as the workspace that every session takes: the system need not map it once more. */
enum { SPARES = 4 };
static const size_t LARGE = (size_t)1 << 20;
static struct { char* memory; size_t size; } spares[SPARES];

static size_t whole(size_t bytes) { return (bytes + 2 * GUARD + 255) / 256 * 256; }

static char* take_memory(size_t size) {
  for (int i = 0; i < SPARES; i++) {
    if (spares[i].memory && spares[i].size == size) {
      char* memory = spares[i].memory;
      spares[i].memory = NULL;
      return memory;
    }
  }
  return aligned_alloc(256, size);
}

static void give_memory(char* memory, size_t size) {
  for (int i = 0; size >= LARGE && i < SPARES; i++) {
    if (!spares[i].memory) {
      spares[i].memory = memory;
      spares[i].size = size;
      return;
    }
  }
  free(memory);
}

static void forget(int i) {
  give_memory(blocks[i]->base - GUARD, whole(blocks[i]->size));
  free(blocks[i]);
  memmove(blocks + i, blocks + i + 1, sizeof *blocks * (size_t)(count - i - 1));
  count--;
}

int take_block(size_t bytes, struct context* context, char** base) {
  if (bytes == 0) return INVALID_VALUE;
  if (context->used + bytes > device_memory) return OUT_OF_MEMORY;
  for (int i = count - 1; quarantined > QUARANTINE && i >= 0; i--) {
    if (!blocks[i]->live) {
      quarantined -= blocks[i]->size;
      forget(i);
    }
  }
  char* memory = take_memory(whole(bytes));
  if (!memory) return OUT_OF_MEMORY;
  memset(memory, GUARD_BYTE, GUARD);
  memset(memory + GUARD, 0xFF, bytes);
  memset(memory + GUARD + bytes, GUARD_BYTE, GUARD);
  struct block* block = malloc(sizeof *block);
  *block = (struct block){memory + GUARD, bytes, context, 1};
  if (count == room) {
    room = room ? 2 * room : 256;
    blocks = realloc(blocks, sizeof *blocks * (size_t)room);
  }
  int at = before(block->base) + 1;
  memmove(blocks + at + 1, blocks + at, sizeof *blocks * (size_t)(count - at));
  blocks[at] = block;
  count++;
  context->used += bytes;
  *base = block->base;
  return OK;
}

void check_guards(const char* who, const struct block* block) {
  for (int i = 1; i <= GUARD; i++) {
    if ((unsigned char)block->base[-i] != GUARD_BYTE) {
      misuse("%s: something was written before a block of %zu bytes", who, block->size);
      break;
    }
  }
  for (int i = 0; i < GUARD; i++) {
    if ((unsigned char)block->base[block->size + (size_t)i] != GUARD_BYTE) {
      misuse("%s: something was written past a block of %zu bytes", who, block->size);
      break;
    }
  }
}

int return_block(char* base, struct context* context) {
  struct block* block = block_at(base);
  if (!block || block->base != base) {
    misuse("cuMemFree: %p is no block", (void*)base);
    return INVALID_VALUE;
  }
  if (!block->live) {
    misuse("cuMemFree: a block is freed twice");
    return INVALID_VALUE;
  }
  if (block->context != context) {
    misuse("cuMemFree: a block of device %d on device %d", block->context->device, context->device);
    return INVALID_VALUE;
  }
  check_guards("cuMemFree", block);
  memset(block->base, 0xFF, block->size);
  block->live = 0;
  context->used -= block->size;
  quarantined += block->size;
  return OK;
}

/* What nobody gave back goes with its context. */
void return_blocks(struct context* context) {
  for (int i = 0; i < count; i++)
    if (blocks[i]->live && blocks[i]->context == context) return_block(blocks[i]->base, context);
}

int blocks_of(struct context* context) {
  int n = 0;
  for (int i = 0; i < count; i++) n += blocks[i]->live && blocks[i]->context == context;
  return n;
}
