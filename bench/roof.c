// SPDX-License-Identifier: BSD-3-Clause
/*
 * The roof over matrix products on this machine, by a witness that is not Java: a tile of sums in registers, each step of
 * which multiplies one packed column of the left operand by one packed row of the right one, both in the near caches.
 *
 * Vectors are as wide as the compiler is told (-march=native, or -mavx2 -mfma). Prints GFLOP/s of one thread, then of all
 * processors at once. Each figure is the best of many short runs, by the thread's own processor time, so that other
 * programs do not count.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#if defined(__AVX512F__)
#define LANES 16
#define ROWS 12
#elif defined(__AVX__)
#define LANES 8
#define ROWS 6
#elif defined(__aarch64__)
#define LANES 4
#define ROWS 12
#else
#define LANES 4
#define ROWS 6
#endif

enum { COLUMNS = 2 * LANES, DEPTH = 256, DOWN = 16, ACROSS = 16, RUNS = 400 };

typedef float vec __attribute__((vector_size(4 * LANES), aligned(4)));

static void tile(const float *a, const float *b, float *c) {
  vec sums[ROWS][2];
  memcpy(sums, c, sizeof sums);
  for (int k = 0; k < DEPTH; k++, a += ROWS, b += COLUMNS) {
    vec left = *(const vec *)b, right = *(const vec *)(b + LANES);
#pragma GCC unroll 12
    for (int i = 0; i < ROWS; i++) {
      sums[i][0] += a[i] * left;
      sums[i][1] += a[i] * right;
    }
  }
  memcpy(c, sums, sizeof sums);
}

static float *filled(size_t size) {
  float *memory = aligned_alloc(64, size * sizeof(float));
  if (!memory) {
    perror("roof");
    exit(1);
  }
  for (size_t i = 0; i < size; i++) memory[i] = 1e-3f;
  return memory;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void *measure(void *best) {
  float *a = filled((size_t)DOWN * ROWS * DEPTH), *b = filled((size_t)ACROSS * COLUMNS * DEPTH);
  float *c = filled((size_t)DOWN * ACROSS * ROWS * COLUMNS);
  double *most = best;
  for (int run = 0; run < RUNS; run++) {
    double start = now();
    for (int j = 0; j < ACROSS; j++)
      for (int i = 0; i < DOWN; i++)
        tile(a + i * ROWS * DEPTH, b + j * COLUMNS * DEPTH, c + (j * DOWN + i) * ROWS * COLUMNS);
    double rate = 2e-9 * DOWN * ACROSS * ROWS * COLUMNS * DEPTH / (now() - start);
    if (rate > *most) *most = rate;
  }
  free(a);
  free(b);
  free(c);
  return NULL;
}

int main(void) {
  double one = 0, all = 0;
  measure(&one);
  long threads = sysconf(_SC_NPROCESSORS_ONLN);
  double *rates = calloc(threads, sizeof *rates);
  pthread_t *started = calloc(threads, sizeof *started);
  for (long i = 0; i < threads; i++) pthread_create(&started[i], NULL, measure, &rates[i]);
  for (long i = 0; i < threads; i++) {
    pthread_join(started[i], NULL);
    all += rates[i];
  }
  printf("%d x %d floats a tile: %.0f GFLOP/s on one thread, %.0f on %ld\n", ROWS, COLUMNS, one, all, threads);
  return 0;
}
