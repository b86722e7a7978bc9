// SPDX-License-Identifier: BSD-3-Clause
/*
 * How fast two threads read memory that no cache holds: the roof over the speed of generation, which reads every weight once
 * for each token. Prints GB/s, the best and the median of many passes.
 *
 *     gcc -O3 -march=native bench/bandwidth.c -o bandwidth -lpthread && ./bandwidth [MB] [THREADS] [FILE]
 *
 * With a file its pages are read as a map of it has them, which is how weights are read: of 4 KB each, where other memory may
 * have larger ones.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

enum { PASSES = 15, MOST = 64 };
static size_t words;
static uint64_t *memory;
static int threads;
static volatile uint64_t sink;

static void *reads(void *argument) {
  size_t part = words / threads, index = (size_t)argument;
  const uint64_t *at = memory + index * part;
  uint64_t a = 0, b = 0, c = 0, d = 0;
  for (size_t i = 0; i + 32 <= part; i += 32)
    for (int k = 0; k < 32; k += 4) a ^= at[i + k], b ^= at[i + k + 1], c ^= at[i + k + 2], d ^= at[i + k + 3];
  sink = a ^ b ^ c ^ d;
  return NULL;
}

static int compare(const void *a, const void *b) {
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static uint64_t *filled(void) {
  uint64_t *made = aligned_alloc(4096, (words * 8 + 4095) / 4096 * 4096);
  if (made) memset(made, 1, words * 8);
  return made;
}

static uint64_t *mapped(const char *name) {
  struct stat about;
  int file = open(name, O_RDONLY);
  if (file < 0 || fstat(file, &about) < 0) return NULL;
  if ((size_t)about.st_size / 8 < words) words = about.st_size / 8;
  void *at = mmap(NULL, words * 8, PROT_READ, MAP_PRIVATE, file, 0);
  return at == MAP_FAILED ? NULL : at;
}

int main(int count, char **arguments) {
  size_t megabytes = count > 1 ? strtoul(arguments[1], NULL, 10) : 1024;
  threads = count > 2 ? atoi(arguments[2]) : 2;
  if (megabytes < 1 || threads < 1 || threads > MOST) {
    fprintf(stderr, "bandwidth: give megabytes, and threads from 1 to %d\n", MOST);
    return 1;
  }
  words = megabytes * 1000000 / 8;
  memory = count > 3 ? mapped(arguments[3]) : filled();
  if (!memory) {
    perror("bandwidth");
    return 1;
  }
  double rates[PASSES];
  for (int pass = 0; pass < PASSES; pass++) {
    struct timespec begin, end;
    pthread_t all[MOST];
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (int i = 0; i < threads; i++) pthread_create(&all[i], NULL, reads, (void *)(size_t)i);
    for (int i = 0; i < threads; i++) pthread_join(all[i], NULL);
    clock_gettime(CLOCK_MONOTONIC, &end);
    rates[pass] = words * 8 / ((end.tv_sec - begin.tv_sec) * 1e9 + (end.tv_nsec - begin.tv_nsec));
  }
  qsort(rates, PASSES, sizeof *rates, compare);
  printf("best %.1f GB/s, median %.1f GB/s\n", rates[PASSES - 1], rates[PASSES / 2]);
  return 0;
}
