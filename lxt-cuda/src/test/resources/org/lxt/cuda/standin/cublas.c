// SPDX-License-Identifier: BSD-3-Clause
/* libcublas: products in float32, one sum after the other, with operands rounded as the precision says. */
#include "standin.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_READY = 1, WRONG_VALUE = 7, NOT_DONE = 13 };
enum { FLOAT32 = 0, FLOAT16 = 2, BFLOAT16 = 14 };
enum { ALL_BITS = 68, AS_BFLOAT16 = 75, AS_TF32 = 77 };

struct handle {
  struct context* context;
  struct stream* stream;
  char* workspace;
  size_t bytes;
};

int cublasCreate_v2(struct handle** handle) {
  lock();
  int status = called("cublasCreate");
  struct context* context = current("cublasCreate");
  if (!status && (!context || context->lost)) status = NOT_READY;
  if (!status) {
    *handle = calloc(1, sizeof **handle);
    (*handle)->context = context;
    live[HANDLE]++;
  }
  unlock();
  return status;
}

static int begin(const char* function, struct handle* handle) {
  int status = called(function);
  struct context* context = current(function);
  if (context != handle->context) {
    misuse("%s: a handle of another context", function);
    return WRONG_VALUE;
  }
  return status;
}

int cublasDestroy_v2(struct handle* handle) {
  lock();
  int status = begin("cublasDestroy", handle);
  free(handle);
  live[HANDLE]--;
  unlock();
  return status;
}

int cublasSetStream_v2(struct handle* handle, struct stream* stream) {
  lock();
  int status = begin("cublasSetStream", handle);
  if (!is_stream(stream)) misuse("cublasSetStream: no stream");
  handle->stream = stream;
  unlock();
  return status;
}

int cublasSetWorkspace_v2(struct handle* handle, void* workspace, size_t bytes) {
  lock();
  int status = begin("cublasSetWorkspace", handle);
  if (!status && !within("cublasSetWorkspace", workspace, bytes, handle->context)) status = WRONG_VALUE;
  handle->workspace = workspace;
  handle->bytes = bytes;
  unlock();
  return status;
}

static float bits(uint32_t x) {
  float f;
  memcpy(&f, &x, sizeof f);
  return f;
}

/* To so many bits fewer, to the nearest, ties to even. */
static float rounded(float f, int fewer) {
  uint32_t x;
  memcpy(&x, &f, sizeof x);
  if ((x & 0x7F800000u) == 0x7F800000u) return f;
  x += (1u << (fewer - 1)) - 1 + (x >> fewer & 1);
  return bits(x >> fewer << fewer);
}

static float half(uint16_t h) {
  uint32_t sign = (uint32_t)(h & 0x8000) << 16, exponent = h >> 10 & 31, fraction = h & 0x3FF;
  if (exponent == 31) return bits(sign | 0x7F800000u | fraction << 13);
  if (exponent) return bits(sign | (exponent + 112) << 23 | fraction << 13);
  float f = (float)fraction / 16777216.0f;
  return sign ? -f : f;
}

static size_t width(int type) { return type == FLOAT32 ? 4 : 2; }

static float element(const char* at, int type, int compute) {
  if (type != FLOAT32) {
    uint16_t h;
    memcpy(&h, at, sizeof h);
    return type == FLOAT16 ? half(h) : bits((uint32_t)h << 16);
  }
  float f;
  memcpy(&f, at, sizeof f);
  return compute == AS_TF32 ? rounded(f, 13) : compute == AS_BFLOAT16 ? rounded(f, 16) : f;
}

/* ints: m, n, k, type and leading dimension of a and b, transposed or not; values: b, leading dimension of c, compute type */
static int run_gemm(struct operation* o) {
  int m = o->ints[0], n = o->ints[1], k = o->ints[2];
  const char* b = (const char*)o->values[0];
  size_t ldc = o->values[1];
  int compute = (int)o->values[2];
  if (m == 0 || n == 0) return OK;
  float alpha = o->factors[0], beta = o->factors[1];
  size_t a_bytes = width(o->ints[3]), b_bytes = width(o->ints[5]);
  size_t lda = (size_t)o->ints[4], ldb = (size_t)o->ints[6];
  size_t a_end = o->ints[7] ? (size_t)(m - 1) * lda + (size_t)k : (size_t)(k - 1) * lda + (size_t)m;
  size_t b_end = o->ints[8] ? (size_t)(k - 1) * ldb + (size_t)n : (size_t)(n - 1) * ldb + (size_t)k;
  if (!within("cublasGemmEx, a", o->from, a_end * a_bytes, o->context)
      || !within("cublasGemmEx, b", b, b_end * b_bytes, o->context)
      || !within("cublasGemmEx, c", o->to, ((size_t)(n - 1) * ldc + (size_t)m) * 4, o->context)) {
    return LAUNCH_FAILED;
  }
  /* a as columns of m, one for each step of the sum */
  float* columns = malloc(sizeof(float) * (size_t)m * (size_t)k);
  for (int l = 0; l < k; l++)
    for (int i = 0; i < m; i++)
      columns[(size_t)l * (size_t)m + (size_t)i] =
          element(o->from + (o->ints[7] ? (size_t)i * lda + (size_t)l : (size_t)l * lda + (size_t)i) * a_bytes,
                  o->ints[3], compute);
  float* sums = malloc(sizeof(float) * (size_t)m);
  for (int j = 0; j < n; j++) {
    memset(sums, 0, sizeof(float) * (size_t)m);
    for (int l = 0; l < k; l++) {
      float y = element(b + (o->ints[8] ? (size_t)l * ldb + (size_t)j : (size_t)j * ldb + (size_t)l) * b_bytes,
                        o->ints[5], compute);
      const float* x = columns + (size_t)l * (size_t)m;
      for (int i = 0; i < m; i++) sums[i] += x[i] * y;
    }
    float* c = (float*)o->to + (size_t)j * ldc;
    for (int i = 0; i < m; i++) c[i] = beta == 0 ? alpha * sums[i] : alpha * sums[i] + beta * c[i];
  }
  free(sums);
  free(columns);
  /* what cuBLAS leaves in its workspace is nobody's business: something */
  return OK;
}

int cublasGemmEx(struct handle* handle, int ta, int tb, int m, int n, int k, const float* alpha, char* a, int a_type,
                 int lda, char* b, int b_type, int ldb, const float* beta, char* c, int c_type, int ldc, int compute,
                 int algorithm) {
  lock();
  int status = begin("cublasGemmEx", handle);
  if (!status && handle->context->lost) status = NOT_DONE;
  if (!status) {
    int wrong = m < 0 || n < 0 || k < 0 || lda < (ta ? k : m) || ldb < (tb ? n : k) || ldc < m || lda < 1 || ldb < 1
                || ldc < 1 || c_type != FLOAT32 || a_type != b_type || (compute != ALL_BITS && a_type != FLOAT32)
                || (compute != ALL_BITS && compute != AS_TF32 && compute != AS_BFLOAT16) || algorithm != -1 || a == c || b == c;
    if (wrong) {
      misuse("cublasGemmEx: m %d, n %d, k %d, leading dimensions %d, %d, %d, types %d, %d, %d, compute type %d", m, n, k,
             lda, ldb, ldc, a_type, b_type, c_type, compute);
      status = WRONG_VALUE;
    }
  }
  if (!status) {
    struct operation* o = calloc(1, sizeof *o);
    *o = (struct operation){.run = run_gemm, .from = a, .to = c, .factors = {*alpha, *beta},
                            .ints = {m, n, k, a_type, lda, b_type, ldb, ta, tb},
                            .values = {(uint64_t)b, (uint64_t)ldc, (uint64_t)compute}};
    push_operation(handle->stream, o);
  }
  unlock();
  return status;
}

const char* cublasGetStatusString(int status) {
  return status == WRONG_VALUE  ? "an unsupported value or parameter was passed to the function"
         : status == 14         ? "an internal operation failed"
         : status == NOT_DONE   ? "the function failed to launch on the GPU"
                                : "the library was not initialized";
}
