#pragma once

#include "ui/windows/section_page.h"

#include <functional>
#include <vector>

namespace kachi {

/// A section of the window, in the order of the thread from evidence to submission.
struct SectionEntry {
    std::string id;     ///< first part of the parameter ids it owns: "labour"; also names its icon
    const char* title;  ///< source string, context kachi::Sections
    std::function<SectionPage*(Session&)> create;
};

/// Every section there is a page for. A new page is one more entry here.
const std::vector<SectionEntry>& sectionEntries();

QString sectionTitle(const SectionEntry& entry);

/// Position of the section that owns `where` (parameter id, JSON pointer or section id); the overview for what
/// belongs to the case as a whole.
std::size_t sectionOwning(const std::string& where);

}  // namespace kachi
