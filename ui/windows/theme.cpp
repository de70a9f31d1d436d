#include "ui/windows/theme.h"
