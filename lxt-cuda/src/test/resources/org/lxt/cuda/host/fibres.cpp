// SPDX-License-Identifier: BSD-3-Clause
// The threads of a block as fibres, and the launch of a kernel. Included after the kernels and their table, lxtKernels.

#include <stdio.h>
#include <sys/mman.h>
#include <vector>

#if !defined(__x86_64__) || defined(LXT_UCONTEXT)
#include <ucontext.h>
#endif

thread_local Dimensions threadIdx;
thread_local Dimensions blockIdx;
thread_local Dimensions blockDim;
thread_local Dimensions gridDim;

namespace {

const unsigned WARP = 32;
const unsigned MOST_THREADS = 1024;
const size_t STACK = 64 << 10;

enum State { FRESH, RUNNING, AT_BARRIER, AT_SHUFFLE, ENDED };

// ---- switching of stacks

#if defined(__x86_64__) && !defined(LXT_UCONTEXT)

typedef void* Context;

// Saves what a called function must keep, and goes on where the other stack has saved it.
extern "C" void lxtSwitch(Context* from, Context to);
asm(R"(
    .text
    .type lxtSwitch, @function
lxtSwitch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size lxtSwitch, .-lxtSwitch
)");

void prepare(Context* context, char* stack, void (*body)()) {
    void** top = (void**) (stack + STACK);
    // an address to return to that is never used, which also makes the stack as aligned as after a call
    *--top = 0;
    *--top = (void*) body;
    for (int i = 0; i < 6; i++) {
        *--top = 0;
    }
    *context = top;
}

void switchTo(Context* from, Context* to) {
    lxtSwitch(from, *to);
}

#else

typedef ucontext_t Context;

void prepare(Context* context, char* stack, void (*body)()) {
    getcontext(context);
    context->uc_stack.ss_sp = stack;
    context->uc_stack.ss_size = STACK;
    context->uc_link = 0;
    makecontext(context, body, 0);
}

void switchTo(Context* from, Context* to) {
    swapcontext(from, to);
}

#endif

// ---- a block

struct Fibre {
    Context context;
    char* stack;
    State state;
    unsigned shuffles;
};

struct Block {
    std::vector<Fibre> fibres;
    // two rounds: a lane may bring its next value before another has read the one before
    std::vector<uint64_t> brought[2];
    std::vector<char*> freeStacks;
    std::vector<char*> allStacks;
    Context scheduler;
    unsigned current = 0;
    unsigned threads = 0;
    void (*kernel)(void**) = 0;
    void** arguments = 0;
    bool descending = false;
    const char* fault = 0;

    ~Block() {
        for (char* stack : allStacks) {
            munmap(stack, STACK);
        }
    }

    char* takeStack() {
        if (freeStacks.empty()) {
            void* fresh = mmap(0, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
            if (fresh == MAP_FAILED) {
                return 0;
            }
            allStacks.push_back((char*) fresh);
            return (char*) fresh;
        }
        char* stack = freeStacks.back();
        freeStacks.pop_back();
        return stack;
    }

    void leave(State state) {
        Fibre& fibre = fibres[current];
        fibre.state = state;
        switchTo(&fibre.context, &scheduler);
    }

    void resume(unsigned thread);
    bool runWarp(unsigned warp);
    bool run();
};

thread_local Block block;
thread_local char sentence[256];
thread_local bool descendingOrder;

void body() {
    block.kernel(block.arguments);
    block.leave(ENDED);
}

void Block::resume(unsigned thread) {
    Fibre& fibre = fibres[thread];
    if (fibre.state == FRESH) {
        fibre.stack = takeStack();
        if (!fibre.stack) {
            fault = "there is no memory for the stacks of its threads";
            return;
        }
        prepare(&fibre.context, fibre.stack, body);
    }
    current = thread;
    threadIdx = {thread % blockDim.x, thread / blockDim.x % blockDim.y, thread / blockDim.x / blockDim.y};
    fibre.state = RUNNING;
    switchTo(&scheduler, &fibre.context);
    if (fibre.state == ENDED) {
        // the next thread takes this stack: one that never waits needs none of its own
        freeStacks.push_back(fibre.stack);
    }
}

// Runs the lanes of a warp until each is at a barrier of the block or has ended.
bool Block::runWarp(unsigned warp) {
    unsigned first = warp * WARP;
    unsigned last = first + WARP < threads ? first + WARP : threads;
    for (;;) {
        unsigned shuffling = 0;
        for (unsigned n = first; n < last; n++) {
            unsigned thread = descending ? last - 1 - (n - first) : n;
            if (fibres[thread].state != ENDED && fibres[thread].state != AT_BARRIER) {
                resume(thread);
                if (fault) {
                    return false;
                }
            }
            shuffling += fibres[thread].state == AT_SHUFFLE;
        }
        if (shuffling == 0) {
            return true;
        }
        if (shuffling != WARP) {
            fault = "not all lanes of a warp reach a shuffle";
            return false;
        }
    }
}

bool Block::run() {
    for (unsigned i = 0; i < threads; i++) {
        fibres[i].state = FRESH;
        fibres[i].shuffles = 0;
    }
    unsigned warps = (threads + WARP - 1) / WARP;
    for (;;) {
        for (unsigned n = 0; n < warps; n++) {
            if (!runWarp(descending ? warps - 1 - n : n)) {
                return false;
            }
        }
        unsigned waiting = 0;
        for (unsigned i = 0; i < threads; i++) {
            waiting += fibres[i].state == AT_BARRIER;
        }
        if (waiting == 0) {
            return true;
        }
        if (waiting != threads) {
            fault = "not all threads of a block reach a barrier";
            return false;
        }
        for (unsigned i = 0; i < threads; i++) {
            fibres[i].state = RUNNING;
        }
    }
}

int failed(int code, const char* name, const char* reason) {
    snprintf(sentence, sizeof sentence, "kernel '%s': %s", name, reason);
    return code;
}

}  // namespace

void __syncthreads() {
    block.leave(AT_BARRIER);
}

unsigned lxtLane() {
    return block.current % WARP;
}

uint64_t lxtExchange(uint64_t bits, unsigned lane) {
    unsigned thread = block.current;
    std::vector<uint64_t>& round = block.brought[block.fibres[thread].shuffles++ % 2];
    round[thread] = bits;
    block.leave(AT_SHUFFLE);
    return round[thread / WARP * WARP + lane];
}

// 0: done. 1: no such kernel. 2: a grid or block that no device takes. 3: a barrier or a shuffle that not all reach.
extern "C" int lxt_host_launch(
        const char* name, const unsigned grid[3], const unsigned threads[3], unsigned shared, void** arguments) {
    void (*kernel)(void**) = 0;
    for (const LxtKernel& candidate : lxtKernels) {
        if (strcmp(candidate.name, name) == 0) {
            kernel = candidate.call;
        }
    }
    if (!kernel) {
        return failed(1, name, "there is none of this name");
    }
    uint64_t all = (uint64_t) threads[0] * threads[1] * threads[2];
    if (all == 0 || all > MOST_THREADS || threads[2] > 64) {
        return failed(2, name, "a block has 1 to 1024 threads");
    }
    if (grid[0] == 0 || grid[0] > 0x7fffffffu || grid[1] == 0 || grid[1] > 65535 || grid[2] == 0 || grid[2] > 65535) {
        return failed(2, name, "a grid has 1 to 2147483647 blocks along x, and 1 to 65535 along y and z");
    }
    if (shared != 0) {
        return failed(2, name, "it has no shared memory whose size is given at the launch");
    }
    blockDim = {threads[0], threads[1], threads[2]};
    gridDim = {grid[0], grid[1], grid[2]};
    block.threads = (unsigned) all;
    block.fibres.resize(MOST_THREADS);
    block.brought[0].resize(MOST_THREADS);
    block.brought[1].resize(MOST_THREADS);
    block.kernel = kernel;
    block.arguments = arguments;
    block.descending = descendingOrder;
    block.fault = 0;
    for (unsigned z = 0; z < grid[2]; z++) {
        for (unsigned y = 0; y < grid[1]; y++) {
            for (unsigned x = 0; x < grid[0]; x++) {
                blockIdx = {x, y, z};
                if (!block.run()) {
                    // threads that have not ended keep their stacks, which are made anew
                    block.freeStacks = block.allStacks;
                    return failed(3, name, block.fault);
                }
            }
        }
    }
    return 0;
}

// Why the last launch on this thread that was not done was not.
extern "C" const char* lxt_host_error() {
    return sentence;
}

// The names of all kernels.
extern "C" const char* const* lxt_host_kernels(int* count) {
    static const std::vector<const char*> names = [] {
        std::vector<const char*> all;
        for (const LxtKernel& kernel : lxtKernels) {
            all.push_back(kernel.name);
        }
        return all;
    }();
    *count = (int) names.size();
    return names.data();
}

// In which order the threads of a block take turns, in launches of this thread: a kernel that lacks a barrier gives other
// numbers in the other order.
extern "C" void lxt_host_order(int descending) {
    descendingOrder = descending != 0;
}
