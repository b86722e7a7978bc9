// SPDX-License-Identifier: BSD-3-Clause
/* Kernels: read off their source by the pretended compiler, run by the library that was compiled for the host. */
#define _GNU_SOURCE
#include "standin.h"

#include <ctype.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char IMAGE[] = "LXT-STAND-IN-IMAGE";

static int (*host_launch)(const char*, const unsigned*, const unsigned*, unsigned, void**);
static const char* (*host_error)(void);

/* Names the library of kernels; 0 if it can be used. */
int standin_kernels(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return 1;
  *(void**)&host_launch = dlsym(library, "lxt_host_launch");
  *(void**)&host_error = dlsym(library, "lxt_host_error");
  return !host_launch || !host_error;
}

static size_t word(const char* text) {
  size_t n = 0;
  while (isalnum((unsigned char)text[n]) || text[n] == '_') n++;
  return n;
}

/* The closing parenthesis of the one that text begins with. */
static const char* closing(const char* text) {
  int depth = 0;
  for (; *text; text++) {
    depth += (*text == '(') - (*text == ')');
    if (!depth) break;
  }
  return text;
}

/* Adds a line "name parameters pointers" for each kernel of a source. */
size_t kernels_in(const char* source, char* lines, size_t room) {
  size_t used = 0;
  for (const char* at = source; (at = strstr(at, "__global__")) != NULL;) {
    at += strlen("__global__");
    const char* name = NULL;
    size_t length = 0;
    while (*at && *at != ';' && *at != '{') {
      size_t n = word(at);
      if (n) {
        name = at;
        length = n;
        at += n;
      } else if (*at == '(' && !strncmp(name, "__launch_bounds__", 17)) {
        at = closing(at) + 1;
      } else if (*at == '(') {
        break;
      } else {
        at++;
      }
    }
    if (*at != '(') continue;
    const char* end = closing(at);
    int parameters = 1;
    unsigned pointers = 0;
    for (const char* c = at + 1; c < end; c++) {
      if (*c == ',') parameters++;
      if (*c == '*') pointers |= 1u << (parameters - 1);
    }
    used += (size_t)snprintf(lines + used, room - used, "%.*s %d %u\n", (int)length, name, parameters, pointers);
    at = end;
  }
  return used;
}

/* The image that the compiler makes: a first line, then one line for each kernel. */
const char* image_header(void) { return IMAGE; }

struct kernel* kernels_of(const char* image, int* count) {
  if (strncmp(image, IMAGE, strlen(IMAGE))) return NULL;
  struct kernel* kernels = NULL;
  *count = 0;
  for (const char* line = strchr(image, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
    struct kernel k;
    if (sscanf(line + 1, "%95s %d %u", k.name, &k.parameters, &k.pointers) != 3) break;
    kernels = realloc(kernels, sizeof k * (size_t)(*count + 1));
    kernels[(*count)++] = k;
  }
  return kernels;
}

int run_kernel(struct operation* o) {
  void* arguments[ARGUMENTS];
  for (int i = 0; i < o->kernel->parameters; i++) {
    arguments[i] = &o->values[i];
    int is_pointer = o->kernel->pointers >> i & 1;
    if (is_pointer && o->values[i] && !within(o->kernel->name, (void*)o->values[i], 1, o->context)) {
      misuse("%s: that was its argument %d", o->kernel->name, i);
      return LAUNCH_FAILED;
    }
  }
  /* a program of its own is told by its environment */
  if (!host_launch && getenv("LXT_STAND_IN_KERNELS")) standin_kernels(getenv("LXT_STAND_IN_KERNELS"));
  if (!host_launch || host_launch(o->kernel->name, o->grid, o->block, (unsigned)o->bytes, arguments)) {
    misuse("%s: %s", o->kernel->name, host_launch ? host_error() : "there is no library of kernels");
    return LAUNCH_FAILED;
  }
  for (int i = 0; i < o->kernel->parameters; i++) {
    int is_pointer = o->kernel->pointers >> i & 1;
    if (is_pointer && o->values[i]) check_guards(o->kernel->name, block_at((void*)o->values[i]));
  }
  return OK;
}
