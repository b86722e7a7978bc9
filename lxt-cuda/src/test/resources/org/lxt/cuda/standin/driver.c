// SPDX-License-Identifier: BSD-3-Clause
/* libcuda but for streams. */
#include "standin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int initialized;

struct module {
  struct context* context;
  struct kernel* kernels;
  int count;
  int loaded;
};

struct function {
  struct module* module;
  struct kernel* kernel;
};

int cuInit(unsigned flags) {
  lock();
  int status = called("cuInit");
  if (!status) status = flags ? INVALID_VALUE : devices == 0 ? NO_DEVICE : OK;
  if (!status) initialized = 1;
  unlock();
  return status;
}

int cuDriverGetVersion(int* version) {
  lock();
  int status = called("cuDriverGetVersion");
  *version = driver_version;
  unlock();
  return status;
}

static int begin(const char* function) {
  int status = called(function);
  if (!status && !initialized) {
    misuse("%s: cuInit was not called", function);
    status = NOT_INITIALIZED;
  }
  return status;
}

int cuDeviceGetCount(int* n) {
  lock();
  int status = begin("cuDeviceGetCount");
  *n = devices;
  unlock();
  return status;
}

int cuDeviceGet(int* device, int index) {
  lock();
  int status = begin("cuDeviceGet");
  if (!status && (index < 0 || index >= devices)) status = INVALID_DEVICE;
  *device = index;
  unlock();
  return status;
}

int cuDeviceGetName(char* name, int length, int device) {
  lock();
  int status = begin("cuDeviceGetName");
  snprintf(name, (size_t)length, "Stand-in %c", 'A' + device);
  unlock();
  return status;
}

int cuDeviceGetAttribute(int* value, int attribute, int device) {
  lock();
  int status = begin("cuDeviceGetAttribute");
  if (!status && (device < 0 || device >= devices)) status = INVALID_DEVICE;
  if (attribute == 75) *value = capability / 10;
  else if (attribute == 76) *value = capability % 10;
  else if (!status) status = INVALID_VALUE;
  unlock();
  return status;
}

int cuDeviceTotalMem_v2(size_t* bytes, int device) {
  lock();
  int status = begin("cuDeviceTotalMem");
  if (!status && (device < 0 || device >= devices)) status = INVALID_DEVICE;
  *bytes = device_memory;
  unlock();
  return status;
}

int cuDevicePrimaryCtxRetain(struct context** context, int device) {
  lock();
  int status = begin("cuDevicePrimaryCtxRetain");
  if (!status && (device < 0 || device >= devices)) status = INVALID_DEVICE;
  if (!status) {
    *context = &contexts[device];
    (*context)->retained++;
  }
  unlock();
  return status;
}

int cuDevicePrimaryCtxRelease_v2(int device) {
  lock();
  int status = begin("cuDevicePrimaryCtxRelease");
  struct context* context = &contexts[device];
  if (!context->retained) {
    misuse("cuDevicePrimaryCtxRelease: released more often than retained");
  } else if (!--context->retained) {
    if (blocks_of(context)) misuse("%d blocks of device %d are left", blocks_of(context), device);
    return_blocks(context);
    context->lost = OK;
  }
  unlock();
  return status;
}

int cuMemGetInfo_v2(size_t* free, size_t* total) {
  lock();
  int status = called("cuMemGetInfo");
  struct context* context = current("cuMemGetInfo");
  if (!status) status = !context ? INVALID_CONTEXT : context->lost;
  if (context) *free = device_memory - context->used;
  *total = device_memory;
  unlock();
  return status;
}

int cuMemAlloc_v2(char** address, size_t bytes) {
  lock();
  int status = called("cuMemAlloc");
  struct context* context = current("cuMemAlloc");
  if (!status) status = !context ? INVALID_CONTEXT : context->lost ? context->lost : take_block(bytes, context, address);
  unlock();
  return status;
}

int cuMemFree_v2(char* address) {
  lock();
  int status = called("cuMemFree");
  struct context* context = current("cuMemFree");
  if (!context) {
    status = INVALID_CONTEXT;
  } else {
    /* the real one waits, too; and gives back even where a test wants it to fail */
    drain_all(context);
    int returned = return_block(address, context);
    if (!status) status = returned ? returned : context->lost;
  }
  unlock();
  return status;
}

/* The status of a call that puts an operation on a stream. */
static int issue(const char* function, struct stream* stream) {
  int status = called(function);
  struct context* context = current(function);
  if (status) return status;
  if (!context) return INVALID_CONTEXT;
  if (!is_stream(stream) || stream->context != context) {
    misuse("%s: no stream of this context", function);
    return INVALID_HANDLE;
  }
  return context->lost;
}

static int run_upload(struct operation* o) {
  if (!within("cuMemcpyHtoDAsync", o->to, o->bytes, o->context)) return LAUNCH_FAILED;
  memcpy(o->to, o->copy, o->bytes);
  return OK;
}

int cuMemcpyHtoDAsync_v2(char* to, const void* from, size_t bytes, struct stream* stream) {
  lock();
  int status = issue("cuMemcpyHtoDAsync", stream);
  if (!status && !within("cuMemcpyHtoDAsync", to, bytes, stream->context)) status = INVALID_VALUE;
  if (!status) {
    struct operation* o = calloc(1, sizeof *o);
    *o = (struct operation){.run = run_upload, .to = to, .bytes = bytes, .copy = malloc(bytes)};
    memcpy(o->copy, from, bytes);
    push_operation(stream, o);
  }
  unlock();
  return status;
}

int cuMemcpyDtoHAsync_v2(void* to, char* from, size_t bytes, struct stream* stream) {
  lock();
  int status = issue("cuMemcpyDtoHAsync", stream);
  if (!status && !within("cuMemcpyDtoHAsync", from, bytes, stream->context)) status = INVALID_VALUE;
  /* to memory that is not page-locked the real one returns when the copy has been made */
  if (!status) status = drain(stream);
  if (!status) memcpy(to, from, bytes);
  unlock();
  return status;
}

int cuModuleLoadData(struct module** module, const void* image) {
  lock();
  int status = called("cuModuleLoadData");
  struct context* context = current("cuModuleLoadData");
  if (!status) status = !context ? INVALID_CONTEXT : context->lost;
  if (!status) {
    struct module* made = calloc(1, sizeof *made);
    made->context = context;
    made->kernels = kernels_of(image, &made->count);
    made->loaded = 1;
    if (made->kernels) {
      live[MODULE]++;
      *module = made;
    } else {
      free(made);
      status = INVALID_IMAGE;
    }
  }
  unlock();
  return status;
}

int cuModuleUnload(struct module* module) {
  lock();
  int status = called("cuModuleUnload");
  struct context* context = current("cuModuleUnload");
  if (context != module->context || !module->loaded) {
    misuse("cuModuleUnload: no module of this context");
    status = INVALID_HANDLE;
  } else {
    drain_all(context);
    /* neither it nor its kernels are freed: who still uses them is told */
    module->loaded = 0;
    live[MODULE]--;
  }
  unlock();
  return status;
}

int cuModuleGetFunction(struct function** function, struct module* module, const char* name) {
  lock();
  int status = called("cuModuleGetFunction");
  struct context* context = current("cuModuleGetFunction");
  if (!status) status = context != module->context || !module->loaded ? INVALID_HANDLE : NOT_FOUND;
  for (int i = 0; status == NOT_FOUND && i < module->count; i++) {
    if (!strcmp(module->kernels[i].name, name)) {
      *function = malloc(sizeof **function);
      **function = (struct function){module, &module->kernels[i]};
      status = OK;
    }
  }
  unlock();
  return status;
}

int cuLaunchKernel(struct function* f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared, struct stream* stream, void** parameters, void** extra) {
  lock();
  int status = issue("cuLaunchKernel", stream);
  if (!status) {
    if (f->module->context != stream->context || !f->module->loaded) {
      misuse("%s: a kernel of another context, or of an unloaded module", f->kernel->name);
      status = INVALID_HANDLE;
    } else if (!gx || !gy || !gz || !bx || !by || !bz || gy > 65535 || gz > 65535 || bx * by * bz > 1024 || extra) {
      misuse("%s: a grid of %u x %u x %u blocks of %u x %u x %u", f->kernel->name, gx, gy, gz, bx, by, bz);
      status = INVALID_VALUE;
    }
  }
  if (!status) {
    struct operation* o = calloc(1, sizeof *o);
    *o = (struct operation){.run = run_kernel, .kernel = f->kernel, .grid = {gx, gy, gz}, .block = {bx, by, bz},
                            .bytes = shared};
    for (int i = 0; i < f->kernel->parameters; i++) memcpy(&o->values[i], parameters[i], sizeof o->values[i]);
    push_operation(stream, o);
  }
  unlock();
  return status;
}

int cuGetErrorName(int status, const char** name) {
  *name = status == INVALID_VALUE     ? "CUDA_ERROR_INVALID_VALUE"
          : status == OUT_OF_MEMORY   ? "CUDA_ERROR_OUT_OF_MEMORY"
          : status == NO_DEVICE       ? "CUDA_ERROR_NO_DEVICE"
          : status == INVALID_IMAGE   ? "CUDA_ERROR_INVALID_IMAGE"
          : status == INVALID_CONTEXT ? "CUDA_ERROR_INVALID_CONTEXT"
          : status == LAUNCH_FAILED   ? "CUDA_ERROR_LAUNCH_FAILED"
          : status == 999             ? "CUDA_ERROR_UNKNOWN"
                                      : NULL;
  return *name ? OK : INVALID_VALUE;
}

int cuGetErrorString(int status, const char** text) {
  *text = status == LAUNCH_FAILED ? "unspecified launch failure" : status == 999 ? "unknown error" : NULL;
  return *text ? OK : INVALID_VALUE;
}
