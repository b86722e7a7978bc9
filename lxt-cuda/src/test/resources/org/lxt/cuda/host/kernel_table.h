// SPDX-License-Identifier: BSD-3-Clause
// How a kernel is called by its name, with pointers to its arguments as a driver takes them.
#pragma once

#include <stddef.h>

template <size_t... I>
struct LxtPositions {};

template <size_t N, size_t... I>
struct LxtUpTo : LxtUpTo<N - 1, N - 1, I...> {};

template <size_t... I>
struct LxtUpTo<0, I...> {
    typedef LxtPositions<I...> Type;
};

template <class... Arguments, size_t... I>
static void lxtCallAt(void (*kernel)(Arguments...), void** arguments, LxtPositions<I...>) {
    kernel(*(Arguments*) arguments[I]...);
}

template <class... Arguments>
static void lxtCall(void (*kernel)(Arguments...), void** arguments) {
    lxtCallAt(kernel, arguments, typename LxtUpTo<sizeof...(Arguments)>::Type());
}

struct LxtKernel {
    const char* name;
    void (*call)(void** arguments);
};

#define LXT_TABLE_ENTRY(name) {#name, [](void** arguments) { lxtCall(name, arguments); }}
