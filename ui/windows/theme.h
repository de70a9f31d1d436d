#pragma once

namespace kachi {}
