#pragma once

// A large struct that hundreds of files copy is compiled anew in each of them. These two lines have its constructors,
// assignments and destructor compiled once: the first inside the struct, the second in its .cpp file. Everything else
// of the struct stays as it is, but it can no longer be written as a list in braces.

#define KACHI_SPECIAL_MEMBERS(Type)   \
    Type();                           \
    Type(const Type&);                \
    Type(Type&&) noexcept;            \
    Type& operator=(const Type&);     \
    Type& operator=(Type&&) noexcept; \
    ~Type()

#define KACHI_DEFINE_SPECIAL_MEMBERS(Type)            \
    Type::Type() = default;                           \
    Type::Type(const Type&) = default;                \
    Type::Type(Type&&) noexcept = default;            \
    Type& Type::operator=(const Type&) = default;     \
    Type& Type::operator=(Type&&) noexcept = default; \
    Type::~Type() = default
