// SPDX-License-Identifier: BSD-3-Clause
/* libnvrtc: compiles nothing, but reads what kernels there are. */
#include "standin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CREATION = 1, INVALID_INPUT = 3, INVALID_PROGRAM = 4, INVALID_OPTION = 5, COMPILATION = 6 };

size_t kernels_in(const char* source, char* lines, size_t room);
const char* image_header(void);

struct program {
  char* sources;
  char log[256];
  char* image;
};

int nvrtcVersion(int* major, int* minor) {
  lock();
  int status = called("nvrtcVersion");
  *major = 12;
  *minor = 4;
  unlock();
  return status;
}

static const int ARCHITECTURES[] = {75, 80, 90};

int nvrtcGetNumSupportedArchs(int* count) {
  lock();
  int status = called("nvrtcGetNumSupportedArchs");
  *count = 3;
  unlock();
  return status;
}

int nvrtcGetSupportedArchs(int* architectures) {
  lock();
  int status = called("nvrtcGetSupportedArchs");
  memcpy(architectures, ARCHITECTURES, sizeof ARCHITECTURES);
  unlock();
  return status;
}

int nvrtcCreateProgram(struct program** program, const char* source, const char* name, int count,
                       const char* const* headers, const char* const* names) {
  lock();
  int status = called("nvrtcCreateProgram");
  if (!status && (!name || !*source)) status = INVALID_INPUT;
  if (!status) {
    size_t length = strlen(source) + 2;
    for (int i = 0; i < count; i++) length += strlen(headers[i]) + 1;
    struct program* made = calloc(1, sizeof *made);
    made->sources = malloc(length);
    strcpy(made->sources, source);
    for (int i = 0; i < count; i++) {
      strcat(strcat(made->sources, "\n"), headers[i]);
      if (!*names[i]) misuse("nvrtcCreateProgram: a header without a name");
    }
    *program = made;
    live[PROGRAM]++;
  }
  unlock();
  return status;
}

int nvrtcDestroyProgram(struct program** program) {
  lock();
  int status = called("nvrtcDestroyProgram");
  free((*program)->sources);
  free((*program)->image);
  free(*program);
  *program = NULL;
  live[PROGRAM]--;
  unlock();
  return status;
}

int nvrtcCompileProgram(struct program* program, int count, const char* const* options) {
  lock();
  int status = called("nvrtcCompileProgram");
  int architecture = 0;
  for (int i = 0; i < count; i++) {
    if (sscanf(options[i], "--gpu-architecture=sm_%d", &architecture) != 1
        && sscanf(options[i], "--gpu-architecture=compute_%d", &architecture) != 1
        && strcmp(options[i], "-std=c++17") && strcmp(options[i], "--fmad=true")) {
      misuse("nvrtcCompileProgram: the option %s", options[i]);
      status = INVALID_OPTION;
    }
  }
  if (architecture != 75 && architecture != 80 && architecture != 90) status = INVALID_OPTION;
  if (status) {
    snprintf(program->log, sizeof program->log, "note: a test\nlxt-kernels.cu(3): error: this is wanted\n");
  } else {
    size_t room = 1 << 16;
    program->image = calloc(1, room);
    int used = snprintf(program->image, room, "%s\n", image_header());
    kernels_in(program->sources, program->image + used, room - (size_t)used);
  }
  unlock();
  return status;
}

int nvrtcGetProgramLogSize(struct program* program, size_t* size) {
  lock();
  int status = called("nvrtcGetProgramLogSize");
  *size = strlen(program->log) + 1;
  unlock();
  return status;
}

int nvrtcGetProgramLog(struct program* program, char* log) {
  lock();
  int status = called("nvrtcGetProgramLog");
  strcpy(log, program->log);
  unlock();
  return status;
}

static int size_of_image(const char* function, struct program* program, size_t* size) {
  lock();
  int status = called(function);
  if (!program->image) status = INVALID_PROGRAM;
  else *size = strlen(program->image) + 1;
  unlock();
  return status;
}

static int image_of(const char* function, struct program* program, char* image) {
  lock();
  int status = called(function);
  if (!program->image) status = INVALID_PROGRAM;
  else strcpy(image, program->image);
  unlock();
  return status;
}

int nvrtcGetCUBINSize(struct program* program, size_t* size) { return size_of_image("nvrtcGetCUBINSize", program, size); }
int nvrtcGetCUBIN(struct program* program, char* image) { return image_of("nvrtcGetCUBIN", program, image); }
int nvrtcGetPTXSize(struct program* program, size_t* size) { return size_of_image("nvrtcGetPTXSize", program, size); }
int nvrtcGetPTX(struct program* program, char* image) { return image_of("nvrtcGetPTX", program, image); }

const char* nvrtcGetErrorString(int status) {
  return status == COMPILATION      ? "NVRTC_ERROR_COMPILATION"
         : status == INVALID_OPTION ? "NVRTC_ERROR_INVALID_OPTION"
         : status == 11             ? "NVRTC_ERROR_INTERNAL_ERROR"
                                    : "NVRTC_ERROR unknown";
}
