#pragma once

/// Before a function whose loops run over lanes: compiles one version for every x86-64 processor and one for those with
/// 256-bit vectors, chosen when the program starts. Neither contracts a product and a sum into one rounding, and every
/// lane is worked out by itself, so both give the same digits.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define KACHI_WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define KACHI_WIDE_VECTORS
#endif
